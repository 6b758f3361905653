/** Those who wait for a renewal. Each costs little: a hundred thousand may come at once. */
export class WaitingCallers {
  #count = 0;
  #keepsProcess: NodeJS.Timeout | undefined;

  /**
   * Waits for the work. An abort lets this caller go with the signal's own reason, and leaves the work and
   * the other callers alone.
   */
  async wait<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
    this.#came();
    try {
      return await (signal === undefined ? work : detachable(work, signal));
    } finally {
      this.#went();
    }
  }

  /**
   * No timer of a renewal keeps the process, but a caller who waits does: otherwise a script would end,
   * its call unanswered, in the pause before the next attempt. The renewal's deadline bounds this.
   */
  #came(): void {
    this.#count += 1;
    this.#keepsProcess ??= setTimeout(() => {}, 2 ** 31 - 1);
  }

  #went(): void {
    this.#count -= 1;
    if (this.#count > 0) return;
    clearTimeout(this.#keepsProcess);
    this.#keepsProcess = undefined;
  }
}

function detachable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const detach = () => reject(signal.reason);
    if (signal.aborted) detach();
    signal.addEventListener('abort', detach, { once: true });
    // A long-lived signal keeps no listener of a call that has ended.
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', detach));
  });
}
