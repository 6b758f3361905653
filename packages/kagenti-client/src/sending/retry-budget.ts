import type { Caller } from '../access/caller.ts';

/**
 * Bounds retries, so that an outage is not multiplied: a burst first, then one retry for so many calls that
 * succeed. Counted in parts of a retry, which add up exactly.
 */
export class RetryBudget {
  readonly #successesPerRetry: number;
  readonly #capacity: number;
  #parts: number;

  /**
   * @param burst - Retries that may be made before any call has succeeded.
   * @param successesPerRetry - Calls that must succeed to earn one retry.
   */
  constructor(burst: number, successesPerRetry: number) {
    this.#successesPerRetry = successesPerRetry;
    this.#capacity = burst * successesPerRetry;
    this.#parts = this.#capacity;
  }

  /** Whether a retry is left. */
  get isSpent(): boolean {
    return this.#parts < this.#successesPerRetry;
  }

  /** Takes one retry out; false when none is left. */
  take(): boolean {
    if (this.isSpent) return false;
    this.#parts -= this.#successesPerRetry;
    return true;
  }

  /** A call succeeded. */
  earn(): void {
    this.#parts = Math.min(this.#capacity, this.#parts + 1);
  }
}

/** Of the shared budget. */
const successesPerRetry = 10;

/** Of one caller's. */
const callerBurst = 5;
const callerSuccessesPerRetry = 2;
const mostCallers = 1_000;

/** The budget that all callers of a client share, and one for each caller, so that nobody spends it alone. */
export class RetryBudgets {
  readonly #shared: RetryBudget;
  /** Callers that have retried, the least recently used first. */
  readonly #callers = new Map<string, RetryBudget>();

  /** @param burst - Retries of all callers that may be made before any call has succeeded. */
  constructor(burst: number) {
    this.#shared = new RetryBudget(burst, successesPerRetry);
  }

  /** Takes one retry out of both budgets; false when either is spent. */
  take(caller: Caller): boolean {
    const own = this.#used(caller) ?? new RetryBudget(callerBurst, callerSuccessesPerRetry);
    if (own.isSpent || !this.#shared.take()) return false;
    this.#callers.set(keyOf(caller), own);
    for (const oldest of this.#callers.keys()) {
      if (this.#callers.size <= mostCallers) break;
      this.#callers.delete(oldest);
    }
    return own.take();
  }

  /** A call succeeded. A caller who is not remembered has a full budget. */
  earn(caller: Caller): void {
    this.#shared.earn();
    if (this.#callers.size > 0) this.#used(caller)?.earn();
  }

  #used(caller: Caller): RetryBudget | undefined {
    const key = keyOf(caller);
    const own = this.#callers.get(key);
    if (own === undefined) return undefined;
    this.#callers.delete(key);
    this.#callers.set(key, own);
    return own;
  }
}

function keyOf(caller: Caller): string {
  return caller.kind === 'user' ? `user ${caller.ref}` : `service ${caller.reason}`;
}
