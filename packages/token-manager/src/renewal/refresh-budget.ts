/** Forced refreshes that may be made within any minute. */
const budget = 3;
const windowMs = 60_000;

/**
 * Limits what `forceRefresh` may ask of the identity provider. It is no part of the budget for refused tokens, so
 * that nobody who forces can spend what a real 401 needs.
 */
export class RefreshBudget {
  #takenMs: readonly number[] = [];
  #isSaid = false;

  /** Whether a forced refresh may be made at this monotonic time. */
  allows(nowMs: number): boolean {
    return this.#lately(nowMs).length < budget;
  }

  /** Takes a forced refresh. */
  take(nowMs: number): void {
    this.#takenMs = [...this.#lately(nowMs), nowMs];
    this.#isSaid = false;
  }

  /** Gives the last one back, for which no request was sent. */
  giveBack(): void {
    this.#takenMs = this.#takenMs.slice(0, -1);
  }

  /** Whether this is the first refusal since one was taken: the others need no report. */
  refusesFirst(): boolean {
    const isFirst = !this.#isSaid;
    this.#isSaid = true;
    return isFirst;
  }

  #lately(nowMs: number): readonly number[] {
    return this.#takenMs.filter(takenMs => nowMs - takenMs < windowMs);
  }
}
