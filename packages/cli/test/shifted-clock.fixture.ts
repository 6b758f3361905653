/** A module for `node --import` after which the program's clock is wrong by some seconds. */
export function shiftedBy(seconds: number): string {
  return `
    const now = Date.now;
    Date.now = () => now() + ${seconds * 1000};
    globalThis.Date = new Proxy(Date, {
      construct: (target, args, self) =>
        Reflect.construct(target, args.length === 0 ? [Date.now()] : args, self),
    });
  `;
}
