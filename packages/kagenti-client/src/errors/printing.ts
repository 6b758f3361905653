/** Marks an error of this package across copies of it; its value is the class's name. */
export const errorBrand: unique symbol = Symbol.for('@rhdh-boost/kagenti-client/error');

/** Node's hook for `util.inspect` and `console.log`, reached without importing `node:util`. */
export const inspectHook: unique symbol = Symbol.for('nodejs.util.inspect.custom');

/** Name and code of a cause, and nothing else of it: its text may hold what a server echoed. */
export function describeCause(cause: unknown): string | undefined {
  if (cause === undefined) return undefined;
  if (!(cause instanceof Error)) return typeof cause;
  const code: unknown = Reflect.get(cause, 'code');
  return typeof code === 'string' && /^\w{1,60}$/.test(code)
    ? `${cause.name} (${code})`
    : cause.name;
}
