import type { AccessToken } from '../access-token.ts';
import type { GetTokenOptions } from '../get-token-options.ts';
import type { TokenObservers } from '../observability/token-observers.ts';
import type { OptionNames } from '../option-names.ts';
import { outsideCallers } from '../outside-callers.ts';
import type { TokenSharing } from '../store/token-sharing.ts';
import { TokenError } from '../token-error.ts';
import { CurrentToken } from './current-token.ts';
import { FailureHold } from './failure-hold.ts';
import type { HeldToken } from './held-token.ts';
import { RefreshBudget } from './refresh-budget.ts';
import { Renewal } from './renewal.ts';
import { newTokenLastsLonger } from './renewal-policy.ts';
import { RenewalReport } from './renewal-report.ts';
import { type Acquisition, type AcquisitionContext, passedDeadline } from './token-acquisition.ts';
import { obtainToken } from './token-obtaining.ts';
import { joined, WaitingCallers } from './waiting-callers.ts';

/** What a keeper works with. */
export interface TokenKeeperOptions {
  /** Whom to ask for tokens. */
  readonly context: AcquisitionContext;
  /** How long before its end a token is to be replaced, in seconds. */
  readonly expiryBufferSeconds: number;
  /** How long a caller with a valid token waits for a renewal, in milliseconds. */
  readonly staleWaitMs: number;
  /** Who is told. */
  readonly observers: TokenObservers;
  /** What options are called in errors. */
  readonly optionNames: OptionNames;
  /** Aborts when the manager closes. */
  readonly closing: AbortSignal;
  /** What replicas share; undefined when they share nothing. */
  readonly sharing: TokenSharing | undefined;
}

/** For so long after a failure the identity provider counts as down, in milliseconds: twice the longest hold. */
const recentMs = 60_000;

/** Keeps the current token and the last failure, and runs one renewal at a time. */
export class TokenKeeper {
  readonly #options: TokenKeeperOptions;
  readonly #current: CurrentToken;
  readonly #report: RenewalReport;
  readonly #hold = new FailureHold();
  readonly #refreshes = new RefreshBudget();
  readonly #callers = new WaitingCallers();
  #running: Renewal | undefined;
  #failedMs = Number.NEGATIVE_INFINITY;

  /** Starts without a token. */
  constructor(options: TokenKeeperOptions) {
    const { context, expiryBufferSeconds, observers } = options;
    this.#options = options;
    this.#current = new CurrentToken({ ...context, expiryBufferSeconds });
    this.#report = new RenewalReport(observers, expiryBufferSeconds);
  }

  /** The current token, expired or not. */
  get held(): HeldToken | undefined {
    return this.#current.held;
  }

  /** What is known of failures. */
  get failures(): Pick<FailureHold, 'consecutiveFailures' | 'lastError' | 'remainingMs'> {
    return this.#hold;
  }

  /** Whether a renewal is going on. */
  get renewing(): boolean {
    return this.#running !== undefined;
  }

  /** The API refused the current token: it is to be replaced, and neither taken from other replicas nor left to them. */
  suspect(): void {
    const { held } = this.#current;
    if (held === undefined) return;
    this.#options.sharing?.refuse(held.token.value);
    held.suspect();
  }

  /** Forgets the token and any failure; a renewal that goes on ends, and its callers wait for the next one. */
  clear(): void {
    this.#running?.abandon();
    this.#current.drop();
    this.#options.sharing?.forget();
    this.#hold.clear();
  }

  /** Forgets the token, and waits for a renewal that ends and for what it leaves in the store behind its callers. */
  async close(): Promise<void> {
    this.#current.drop();
    await this.#running?.outcome.catch(() => {});
    await this.#options.sharing?.settle();
  }

  /** Starts a renewal that no caller waits for, unless one goes on or a transient failure is held. */
  renewBehind(): void {
    if (this.#running === undefined && this.#heldTransient() === undefined) this.#start({});
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
        const recent = this.#recentFailure();
        const renewal = this.#running ?? this.#start({ minValidSeconds });
        if (recent !== undefined || this.#mayGiveStale(minValidSeconds)) {
          await joined(renewal.patience, signal);
          const stale = this.#current.lasting(minValidSeconds);
          if (!renewal.isOver && stale !== undefined) return stale.token;
          if (!renewal.isOver && recent !== undefined) throw recent;
        }
        try {
          const token = await joined(renewal.outcome, signal);
          // It may have begun for a caller who needed less, and have come from another replica.
          const { held: current } = this.#current;
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
        const running = this.#running;
        const isForced = running?.isForced === true && !running.isOutdated;
        if (!isForced && !this.#mayRefresh()) return undefined;
        if (running === undefined) this.#refreshes.take(this.#nowMs());
        const renewal = running ?? this.#start({ isForced: true });
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
    const { valid } = this.#current;
    if (valid === undefined || signal?.aborted || this.#options.closing.aborted) throw error;
    return valid.token;
  }

  /** The failure that a call gets without a renewal. */
  #known(): TokenError | undefined {
    if (this.#options.closing.aborted) return closedError();
    // Without a valid token another replica's is looked for, also while a failure stands.
    const looksElsewhere = this.#options.sharing !== undefined && this.#current.valid === undefined;
    return looksElsewhere ? undefined : this.#heldTransient();
  }

  /**
   * Whether a caller gets the token in hand when a renewal takes long. One that the API refused is better
   * replaced, and waited for, until a renewal has failed.
   */
  #mayGiveStale(minValidSeconds: number): boolean {
    if (this.#current.lasting(minValidSeconds) === undefined) return false;
    return !this.#current.isSuspect || this.#hold.consecutiveFailures > 0;
  }

  /**
   * Why the last renewal failed, for calls that find another one on its way: while the identity provider is down
   * one call tries, and the others do not wait for it in vain.
   */
  #recentFailure(): TokenError | undefined {
    const { lastError } = this.#hold;
    const isRecent = this.#nowMs() - this.#failedMs < recentMs;
    const joins = this.#running !== undefined;
    return joins && isRecent && lastError?.retryable === true ? lastError : undefined;
  }

  #mayRefresh(): boolean {
    if (this.#options.closing.aborted || this.#heldTransient() !== undefined) return false;
    if (this.#refreshes.allows(this.#nowMs())) return true;
    if (this.#refreshes.refusesFirst()) {
      this.#options.observers.emit({ type: 'forceRefreshRefused' });
      this.#options.observers.log(
        'warn',
        'forceRefresh was asked for more than three times in a minute: until a minute has passed since the first, such calls get the access token in hand',
      );
    }
    return false;
  }

  #start({ minValidSeconds = 0, isForced = false }): Renewal {
    const { context, staleWaitMs, closing, observers } = this.#options;
    const { clock, timeoutMs } = context;
    // In a span, unless a failure stands: what that answers is no renewal.
    const stands = this.#hold.remainingMs(clock.monotonicMs()) > 0;
    const renewal = new Renewal(
      { clock, timeoutMs, staleWaitMs, closing, minValidSeconds, isForced },
      own => {
        const run = () => this.#run(own);
        return stands ? outsideCallers(run) : observers.inSpan(run);
      },
    );
    this.#running = renewal;
    return renewal;
  }

  async #run(renewal: Renewal): Promise<AccessToken> {
    const { context, sharing } = this.#options;
    const isWanted = this.#current.isImprovedBy.bind(this.#current);
    try {
      const origins = { context, sharing, hold: this.#hold, isWanted };
      const acquisition = await obtainToken(origins, renewal);
      // Before it is reported: an observer that clears the cache or asks for a token means the next one.
      this.#running = undefined;
      return this.#keep(acquisition, renewal);
    } catch (error) {
      this.#running = undefined;
      throw this.#failed(error, renewal);
    }
  }

  #keep({ issued, requests }: Acquisition, renewal: Renewal): AccessToken {
    const { closing } = this.#options;
    if (closing.aborted || renewal.isOutdated) renewal.deadline.signal.throwIfAborted();
    const isNew = requests > 0;
    const { valid, isSuspect } = this.#current;
    const inHand = valid === undefined || isSuspect ? 'acquired' : 'renewed';
    const type = isNew ? inHand : 'shared';
    const failures = this.#hold.consecutiveFailures;
    const held = this.#current.replace(issued, isNew);
    this.#hold.clear();
    const { elapsedMs: durationMs } = renewal;
    this.#report.obtained({ held, type, requests, durationMs, failures });
    return held.token;
  }

  /** What a renewal rejects with; reports it and holds it, unless it was closed, ended or held already. */
  #failed(error: unknown, renewal: Renewal): unknown {
    const { deadline, isForced, isOutdated, elapsedMs: durationMs } = renewal;
    const { closing, context, optionNames } = this.#options;
    if (closing.aborted) return closedError();
    if (isOutdated) return error;
    const thrown =
      deadline.signal.aborted && !TokenError.isInstance(error) ? passedDeadline(context) : error;
    if (!TokenError.isInstance(thrown)) return thrown;
    // The account is not one that gets tokens: what the API refused was no mistake of the API's.
    if (refusesAccount(thrown) && this.#current.isSuspect) this.#current.drop();
    if (thrown.code === 'held') {
      // Nothing was sent.
      if (isForced) this.#refreshes.giveBack();
      return thrown;
    }
    const failure = optionNames.inError(thrown);
    // Without a request there was no credential to hold it for.
    const version = failure.attempts.length === 0 ? undefined : context.credentials.latest;
    const isRepeated = this.#hold.lastError?.message === failure.message;
    this.#failedMs = this.#nowMs();
    this.#hold.failed(failure, version, this.#failedMs);
    const { valid: inHand } = this.#current;
    this.#report.failed({ error: failure, isRepeated, inHand, durationMs });
    return failure;
  }

  #heldTransient(): TokenError | undefined {
    return this.#running === undefined ? this.#hold.heldTransient(this.#nowMs()) : undefined;
  }

  #nowMs(): number {
    return this.#options.context.clock.monotonicMs();
  }
}

/** Whether the identity provider itself refused the client: a gateway's error page has no OAuth error (RFC 6749 section 5.2). */
function refusesAccount({ oauthError, retryable }: TokenError): boolean {
  return oauthError !== undefined && !retryable;
}

/** What calls get once the manager is closed. */
export function closedError(): TokenError {
  return new TokenError({
    code: 'closed',
    message: 'The token manager is closed',
    hint: 'Close it when nothing needs tokens any more, and make another one then.',
  });
}
