/** Calls that must succeed to earn one retry. */
const successesPerRetry = 10;

/**
 * Bounds the retries of all calls of a client, so that an outage is not multiplied: a burst first,
 * then one retry for every ten calls that succeed. Counted in tenths, which add up exactly.
 */
export class RetryBudget {
  readonly #capacity: number;
  #tenths: number;

  /** @param burst - Retries that may be made before any call has succeeded. */
  constructor(burst: number) {
    this.#capacity = burst * successesPerRetry;
    this.#tenths = this.#capacity;
  }

  /** Takes one retry out; false when none is left. */
  take(): boolean {
    if (this.#tenths < successesPerRetry) return false;
    this.#tenths -= successesPerRetry;
    return true;
  }

  /** A call succeeded. */
  earn(): void {
    this.#tenths = Math.min(this.#capacity, this.#tenths + 1);
  }
}
