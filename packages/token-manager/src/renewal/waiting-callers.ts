import { outsideCallers } from '../outside-callers.ts';

/** Those who wait for a renewal. Each costs little: a hundred thousand may come at once. */
export class WaitingCallers {
  #count = 0;
  #keepsProcess: NodeJS.Timeout | undefined;

  /**
   * Somebody waits. No timer of a renewal keeps the process, but a caller does: otherwise a script would end, its
   * call unanswered, in the pause before the next attempt. The renewal's deadline bounds this.
   */
  came(): void {
    this.#count += 1;
    this.#keepsProcess ??= outsideCallers(() => setTimeout(() => {}, 2 ** 31 - 1));
  }

  /** One who had come waits no longer. */
  went(): void {
    this.#count -= 1;
    if (this.#count > 0) return;
    clearTimeout(this.#keepsProcess);
    this.#keepsProcess = undefined;
  }
}

/**
 * The outcome of the work for one of its callers. An abort lets that caller go with the signal's own reason, and
 * leaves the work and the other callers alone.
 */
export function joined<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise<T>((resolve, reject) => {
    const detach = () => reject(signal.reason);
    if (signal.aborted) detach();
    signal.addEventListener('abort', detach, { once: true });
    // A long-lived signal keeps no listener of a call that has ended.
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', detach));
  });
}
