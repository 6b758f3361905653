import type { TokenState } from './renewal/renewal-policy.ts';
import type { TokenError } from './token-error.ts';

/** How a manager is, without asking anybody. */
export interface TokenManagerHealth {
  /**
   * The state of the token in hand: `suspect` when the API refused it and no other has come yet, `empty` without
   * one, `closed` after `close()`.
   */
  readonly state: TokenState | 'empty' | 'closed';
  /** What is left of its life, in seconds; 0 without one. */
  readonly secondsLeft: number;
  /** Whether a renewal is going on. */
  readonly renewing: boolean;
  /** Renewals that failed since the last one that succeeded. */
  readonly consecutiveFailures: number;
  /** Why the last renewal failed; missing when it succeeded. */
  readonly lastError?: TokenError;
  /** When the next attempt is allowed, in milliseconds; missing when it is now. */
  readonly nextAttemptInMs?: number;
  /** How many more refused tokens `invalidate` would have replaced now. */
  readonly forcedRenewalsLeft: number;
  /** Calls of the store that failed since the last one that did not; missing without a store. */
  readonly storeFailures?: number;
}
