/** Forced renewals that may be made at once. */
const budget = 3;

/** How long until one of them comes back, in milliseconds. */
const comesBackAfterMs = 30_000;

/**
 * Limits the renewals that the API forces by refusing tokens: when it refuses new ones too, the fault
 * is not the token's, and renewing for it would only storm Keycloak.
 */
export class RefusalBudget {
  #left = budget;
  #countsFromMs = 0;

  /** How many forced renewals are left at this monotonic time. */
  left(nowMs: number): number {
    const back = Math.floor((nowMs - this.#countsFromMs) / comesBackAfterMs);
    if (back > 0) {
      this.#left = Math.min(budget, this.#left + back);
      this.#countsFromMs += back * comesBackAfterMs;
    }
    return this.#left;
  }

  /** Takes one forced renewal; false when none is left. */
  take(nowMs: number): boolean {
    const left = this.left(nowMs);
    if (left === 0) return false;
    // A full budget has nothing to get back: its thirty seconds begin with the first one taken.
    if (left === budget) this.#countsFromMs = nowMs;
    this.#left = left - 1;
    return true;
  }
}
