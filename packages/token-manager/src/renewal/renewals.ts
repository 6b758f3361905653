import type { AccessToken } from '../access-token.ts';
import type { TokenObservers } from '../observability/token-observers.ts';
import type { OptionNames } from '../option-names.ts';
import { outsideCallers } from '../outside-callers.ts';
import type { TokenSharing } from '../store/token-sharing.ts';
import { TokenError } from '../token-error.ts';
import { CurrentToken } from './current-token.ts';
import { FailureHold } from './failure-hold.ts';
import { RefreshBudget } from './refresh-budget.ts';
import { Renewal } from './renewal.ts';
import { RenewalReport } from './renewal-report.ts';
import { type Acquisition, type AcquisitionContext, passedDeadline } from './token-acquisition.ts';
import { obtainToken } from './token-obtaining.ts';

/** What renewals work with. */
export interface RenewalsOptions {
  /** Whom to ask for tokens. */
  readonly context: AcquisitionContext;
  /** How long before its end a token is to be replaced, in seconds. */
  readonly expiryBufferSeconds: number;
  /** How long a caller with a valid token waits for a renewal, in milliseconds. */
  readonly staleWaitMs: number;
  /** Receives events, log lines and metrics. */
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

/** Runs one renewal at a time, and keeps what came of the last one: the current token, or the failure. */
export class Renewals {
  /** The token in hand. */
  readonly current: CurrentToken;
  /** The last failure. */
  readonly hold = new FailureHold();
  /** What may be forced. */
  readonly refreshes = new RefreshBudget();
  readonly #options: RenewalsOptions;
  readonly #report: RenewalReport;
  #running: Renewal | undefined;
  #failedMs = Number.NEGATIVE_INFINITY;

  /** Starts none. */
  constructor(options: RenewalsOptions) {
    const { context, expiryBufferSeconds, observers } = options;
    this.#options = options;
    this.current = new CurrentToken({ ...context, expiryBufferSeconds });
    this.#report = new RenewalReport(observers, expiryBufferSeconds);
  }

  /** The renewal that runs. */
  get running(): Renewal | undefined {
    return this.#running;
  }

  /** The transient failure that is held, unless a renewal runs. */
  get heldTransient(): TokenError | undefined {
    return this.#running === undefined ? this.hold.heldTransient(this.#nowMs()) : undefined;
  }

  /**
   * Why the last renewal failed, for calls that find another one on its way: while the identity provider is down
   * one call tries, and the others do not wait for it in vain.
   */
  get recentFailure(): TokenError | undefined {
    const { lastError } = this.hold;
    const isRecent = this.#nowMs() - this.#failedMs < recentMs;
    const joins = this.#running !== undefined;
    return joins && isRecent && lastError?.retryable === true ? lastError : undefined;
  }

  /** Starts one; a forced one takes its place in the budget. */
  start({ minValidSeconds = 0, isForced = false }): Renewal {
    if (isForced) this.refreshes.take(this.#nowMs());
    const { context, staleWaitMs, closing, observers } = this.#options;
    const { clock, timeoutMs } = context;
    // In a span, unless a failure stands: what that answers is no renewal.
    const stands = this.hold.remainingMs(clock.monotonicMs()) > 0;
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
    const isWanted = this.current.isImprovedBy.bind(this.current);
    try {
      const origins = { context, sharing, hold: this.hold, isWanted };
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
    const { valid, isSuspect } = this.current;
    const inHand = valid === undefined || isSuspect ? 'acquired' : 'renewed';
    const type = isNew ? inHand : 'shared';
    const failures = this.hold.consecutiveFailures;
    const held = this.current.replace(issued, isNew);
    this.hold.clear();
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
    if (refusesAccount(thrown) && this.current.isSuspect) this.current.drop();
    if (thrown.code === 'held') {
      // Nothing was sent.
      if (isForced) this.refreshes.giveBack();
      return thrown;
    }
    const failure = optionNames.inError(thrown);
    // Without a request there was no credential to hold it for.
    const version = failure.attempts.length === 0 ? undefined : context.credentials.latest;
    const isRepeated = this.hold.lastError?.message === failure.message;
    this.#failedMs = this.#nowMs();
    this.hold.failed(failure, version, this.#failedMs);
    const { valid: inHand } = this.current;
    this.#report.failed({ error: failure, isRepeated, inHand, durationMs });
    return failure;
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
