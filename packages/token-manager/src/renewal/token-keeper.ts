import type { AccessToken } from '../access-token.ts';
import type { GetTokenOptions } from '../get-token-options.ts';
import type { TokenError } from '../token-error.ts';
import type { FailureHold } from './failure-hold.ts';
import type { HeldToken } from './held-token.ts';
import { newTokenLastsLonger } from './renewal-policy.ts';
import { closedError, Renewals, type RenewalsOptions } from './renewals.ts';
import { joined, WaitingCallers } from './waiting-callers.ts';

/** Gives callers the current token or a new one, by what a renewal brings and how long it takes. */
export class TokenKeeper {
  readonly #options: RenewalsOptions;
  readonly #renewals: Renewals;
  readonly #callers = new WaitingCallers();

  /** Starts without a token. */
  constructor(options: RenewalsOptions) {
    this.#options = options;
    this.#renewals = new Renewals(options);
  }

  /** The current token, expired or not. */
  get held(): HeldToken | undefined {
    return this.#renewals.current.held;
  }

  /** What is known of failures. */
  get failures(): Pick<FailureHold, 'consecutiveFailures' | 'lastError' | 'remainingMs'> {
    return this.#renewals.hold;
  }

  /** Whether a renewal is going on. */
  get renewing(): boolean {
    return this.#renewals.running !== undefined;
  }

  /** The API refused the current token: it is to be replaced, and neither taken from other replicas nor left to them. */
  suspect(): void {
    const { held } = this.#renewals.current;
    if (held === undefined) return;
    this.#options.sharing?.refuse(held.token.value);
    held.suspect();
  }

  /** Forgets the token and any failure. A running renewal ends, and its callers wait for the next one. */
  clear(): void {
    this.#renewals.running?.abandon();
    this.#renewals.current.drop();
    this.#options.sharing?.forget();
    this.#renewals.hold.clear();
  }

  /** Forgets the token, and waits for a renewal that ends and for what it leaves in the store behind its callers. */
  async close(): Promise<void> {
    this.#renewals.current.drop();
    await this.#renewals.running?.outcome.catch(() => {});
    await this.#options.sharing?.settle();
  }

  /** Starts a renewal that no caller waits for, unless one runs or a transient failure is held. */
  renewBehind(): void {
    if (this.#renewals.running === undefined && this.#renewals.heldTransient === undefined)
      this.#renewals.start({});
  }

  /**
   * Waits for a new token. While the one in hand lasts, the caller gets that when the renewal takes longer than
   * it waits, and while it is valid also when there can be no other.
   *
   * @throws TokenError, or the signal's reason
   */
  async renew({ signal, minValidSeconds = 0 }: GetTokenOptions): Promise<AccessToken> {
    // A hundred thousand may wait here at once: nothing more than this function is kept for each.
    this.#callers.came();
    try {
      for (;;) {
        const held = this.#known();
        if (held !== undefined) throw held;
        const recent = this.#renewals.recentFailure;
        const renewal = this.#renewals.running ?? this.#renewals.start({ minValidSeconds });
        if (recent !== undefined || this.#mayGiveStale(minValidSeconds)) {
          await joined(renewal.patience, signal);
          const stale = this.#renewals.current.lasting(minValidSeconds);
          if (!renewal.isOver && stale !== undefined) return stale.token;
          if (!renewal.isOver && recent !== undefined) throw recent;
        }
        try {
          const token = await joined(renewal.outcome, signal);
          // It may have begun for a caller who needed less, and have come from another replica.
          const { held: current } = this.#renewals.current;
          const isWanted =
            renewal.minValidSeconds >= minValidSeconds ||
            current === undefined ||
            !newTokenLastsLonger(current, minValidSeconds);
          if (isWanted) return token;
        } catch (error) {
          if (!renewal.isOutdated || signal?.aborted) throw error;
        }
      }
    } catch (error) {
      return this.#validOr(error, signal);
    } finally {
      this.#callers.went();
    }
  }

  /**
   * Waits for a token that is issued after this call; where that fails it is the token in hand. Undefined where the
   * budget is spent or a transient failure is held: then the call is an ordinary one.
   *
   * @throws TokenError, or the signal's reason
   */
  async refresh(signal: AbortSignal | undefined): Promise<AccessToken | undefined> {
    this.#callers.came();
    try {
      for (;;) {
        const running = this.#renewals.running;
        const isForced = running?.isForced === true && !running.isOutdated;
        if (!isForced && !this.#mayRefresh()) return undefined;
        const renewal = running ?? this.#renewals.start({ isForced: true });
        try {
          const token = await joined(renewal.outcome, signal);
          // What was asked for before this call may be what the caller wants to be rid of.
          if (renewal.isForced) return token;
        } catch (error) {
          const isOwn = renewal.isForced && !renewal.isOutdated;
          if (isOwn || signal?.aborted) return this.#validOr(error, signal);
        }
      }
    } finally {
      this.#callers.went();
    }
  }

  /** @throws the error when there is no valid token, and when the caller left or the manager closed */
  #validOr(error: unknown, signal: AbortSignal | undefined): AccessToken {
    const { valid } = this.#renewals.current;
    if (valid === undefined || signal?.aborted || this.#options.closing.aborted) throw error;
    return valid.token;
  }

  /** The failure that a call gets without a renewal. */
  #known(): TokenError | undefined {
    if (this.#options.closing.aborted) return closedError();
    // Without a valid token another replica's is looked for, also while a failure stands.
    const looksElsewhere =
      this.#options.sharing !== undefined && this.#renewals.current.valid === undefined;
    return looksElsewhere ? undefined : this.#renewals.heldTransient;
  }

  /**
   * Whether a caller gets the token in hand when a renewal takes long. One that the API refused is better
   * replaced, and waited for, until a renewal has failed.
   */
  #mayGiveStale(minValidSeconds: number): boolean {
    if (this.#renewals.current.lasting(minValidSeconds) === undefined) return false;
    return !this.#renewals.current.isSuspect || this.#renewals.hold.consecutiveFailures > 0;
  }

  #mayRefresh(): boolean {
    if (this.#options.closing.aborted || this.#renewals.heldTransient !== undefined) return false;
    if (this.#renewals.refreshes.allows(this.#nowMs())) return true;
    if (this.#renewals.refreshes.refusesFirst()) {
      this.#options.observers.emit({ type: 'forceRefreshRefused' });
      this.#options.observers.log(
        'warn',
        'forceRefresh was asked for more than three times in a minute: until a minute has passed since the first, such calls are answered as those without it',
      );
    }
    return false;
  }

  #nowMs(): number {
    return this.#options.context.clock.monotonicMs();
  }
}
