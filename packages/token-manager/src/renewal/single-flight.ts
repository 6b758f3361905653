/** Runs one piece of work at a time and shares its outcome among all who want it. */
export class SingleFlight<T> {
  #flight: Promise<T> | undefined;
  #waiting = 0;
  #keepsProcess: NodeJS.Timeout | undefined;

  /** Whether work is going on. */
  get running(): boolean {
    return this.#flight !== undefined;
  }

  /** Waits until no work is going on, however it ends. */
  async settle(): Promise<void> {
    await this.#flight?.catch(() => {});
  }

  /** Starts the work unless it is going on. Nobody need wait for it: its failure counts as handled. */
  start(work: () => Promise<T>): Promise<T> {
    if (this.#flight !== undefined) return this.#flight;
    const flight = work().finally(() => {
      this.#flight = undefined;
    });
    flight.catch(() => {});
    this.#flight = flight;
    return flight;
  }

  /**
   * Waits for the work, starting it unless it is going on. An abort lets this caller go with the
   * signal's own reason, and leaves the work and the other callers alone.
   */
  join(work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const flight = this.start(work);
    this.#waiterCame();
    const outcome = signal === undefined ? flight : detachable(flight, signal);
    return outcome.finally(() => this.#waiterWent());
  }

  /**
   * No timer of a renewal keeps the process, but a caller who waits does: otherwise a script would end,
   * its call unanswered, in the pause before the next attempt. The renewal's deadline comes before the end
   * of this timer, which is no interval: a test that runs all fake timers would never come to an end.
   */
  #waiterCame(): void {
    this.#waiting += 1;
    this.#keepsProcess ??= setTimeout(() => {}, 2 ** 31 - 1);
  }

  #waiterWent(): void {
    this.#waiting -= 1;
    if (this.#waiting > 0) return;
    clearTimeout(this.#keepsProcess);
    this.#keepsProcess = undefined;
  }
}

function detachable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const detach = () => reject(signal.reason);
    signal.addEventListener('abort', detach, { once: true });
    // A long-lived signal keeps no listener of a call that has ended.
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', detach));
  });
}
