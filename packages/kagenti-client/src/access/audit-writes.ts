/** How long a client that closes waits for its audit sink, in milliseconds. */
const longestWaitMs = 5_000;

/**
 * What is on its way to the audit sink. A call does not wait for the event of its own end, so the client
 * does, when it closes: a process that ends right after would lose it.
 */
export class AuditWrites {
  readonly #pending = new Set<Promise<void>>();

  /** Keeps a write until it is over. */
  add(write: Promise<void>): void {
    const forget = (): void => {
      this.#pending.delete(write);
    };
    this.#pending.add(write);
    write.then(forget, forget);
  }

  /** Waits for all, those that are added meanwhile too, and no longer than 5 s: a sink may hang. */
  async settled(): Promise<void> {
    if (this.#pending.size === 0) return;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>(resolve => {
      timer = setTimeout(resolve, longestWaitMs);
    });
    await Promise.race([late, this.#allOver()]);
    clearTimeout(timer);
  }

  async #allOver(): Promise<void> {
    while (this.#pending.size > 0) await Promise.allSettled(this.#pending);
  }
}
