import { AccessToken } from '../access-token.ts';
import type { ClientCredential } from '../credentials/credential-reader.ts';
import type { IssuedToken } from '../endpoint/token-request.ts';
import type { GetTokenOptions } from '../get-token-options.ts';
import type { TokenObservers } from '../observability/token-observers.ts';
import type { OptionNames } from '../option-names.ts';
import { SharedRenewal } from '../store/shared-renewal.ts';
import type { TokenSharing } from '../store/token-sharing.ts';
import { TokenError } from '../token-error.ts';
import { Deadline } from './deadline.ts';
import { FailureHold, lacksSecret } from './failure-hold.ts';
import { HeldToken } from './held-token.ts';
import { newTokenLastsLonger, planRenewal } from './renewal-policy.ts';
import { SingleFlight } from './single-flight.ts';
import {
  type Acquisition,
  type AcquisitionContext,
  acquireToken,
  passedDeadline,
} from './token-acquisition.ts';

/** What a keeper works with. */
export interface TokenKeeperOptions {
  /** Whom to ask for tokens. */
  readonly context: AcquisitionContext;
  /** How long before its end a token is no longer given, in seconds. */
  readonly expiryBufferSeconds: number;
  /** Who is told. */
  readonly observers: TokenObservers;
  /** What options are called in errors. */
  readonly optionNames: OptionNames;
  /** Aborts when the manager closes. */
  readonly closing: AbortSignal;
  /** What replicas share; undefined when they share nothing. */
  readonly sharing: TokenSharing | undefined;
}

/** Keeps the current token and the last failure, and runs one renewal at a time. */
export class TokenKeeper {
  readonly #context: AcquisitionContext;
  readonly #expiryBufferSeconds: number;
  readonly #observers: TokenObservers;
  readonly #optionNames: OptionNames;
  readonly #closing: AbortSignal;
  readonly #sharing: TokenSharing | undefined;
  readonly #flight = new SingleFlight<AccessToken>();
  /** One for the whole instance: replicas differ, and one replica's window does not jump about. */
  readonly #jitter = Math.random();
  readonly #hold = new FailureHold();
  #held: HeldToken | undefined;
  #saidBufferCut = false;

  /** Starts without a token. */
  constructor(options: TokenKeeperOptions) {
    this.#context = options.context;
    this.#expiryBufferSeconds = options.expiryBufferSeconds;
    this.#observers = options.observers;
    this.#optionNames = options.optionNames;
    this.#closing = options.closing;
    this.#sharing = options.sharing;
  }

  /** The current token, expired or not. */
  get held(): HeldToken | undefined {
    return this.#held;
  }

  /** What is known of failures. */
  get failures(): Pick<FailureHold, 'consecutiveFailures' | 'lastError' | 'remainingMs'> {
    return this.#hold;
  }

  /** Whether a renewal is going on. */
  get renewing(): boolean {
    return this.#flight.running;
  }

  /** Forgets the token. */
  drop(): void {
    this.#held?.release();
    this.#held = undefined;
  }

  /** Forgets the token, which the API refused: it is not taken back from another replica either. */
  refuse(): void {
    if (this.#held !== undefined) this.#sharing?.refuse(this.#held.token.value);
    this.drop();
  }

  /** Forgets the token and any failure. */
  clear(): void {
    this.drop();
    this.#sharing?.forget();
    this.#hold.clear();
  }

  /** Waits for a renewal that ends, and for what it leaves in the store behind its callers. */
  async settle(): Promise<void> {
    await this.#flight.settle();
    await this.#sharing?.settle();
  }

  /** Starts a renewal that no caller waits for, unless one goes on or a transient failure is held. */
  renewBehind(): void {
    if (this.#heldTransient() === undefined) void this.#flight.start(() => this.#renew());
  }

  /**
   * Waits for a new token; gives the old one when there can be none and that is still valid.
   *
   * @throws TokenError, or the signal's reason
   */
  async renew({ signal, minValidSeconds = 0 }: GetTokenOptions): Promise<AccessToken> {
    try {
      // Without a valid token another replica's is looked for, also while a failure stands.
      const looksElsewhere = this.#sharing !== undefined && this.#validInHand() === undefined;
      const held = looksElsewhere ? undefined : this.#heldTransient();
      if (held !== undefined) throw held;
      return await this.#flight.join(() => this.#renew(minValidSeconds), signal);
    } catch (error) {
      const valid = this.#validInHand();
      if (valid === undefined || signal?.aborted || this.#closing.aborted) throw error;
      return valid.token;
    }
  }

  /** In a span, unless a failure stands: what that answers is no renewal. */
  #renew(minValidSeconds = 0): Promise<AccessToken> {
    const stands = this.#hold.remainingMs(this.#context.clock.monotonicMs()) > 0;
    const renew = () => this.#renewOnce(minValidSeconds);
    return stands ? renew() : this.#observers.inSpan(renew);
  }

  async #renewOnce(minValidSeconds: number): Promise<AccessToken> {
    const { clock, timeoutMs } = this.#context;
    const startedMs = clock.monotonicMs();
    const deadline = new Deadline(clock, timeoutMs, this.#closing);
    try {
      const acquisition = await this.#obtain(deadline, minValidSeconds);
      return this.#keep(acquisition, clock.monotonicMs() - startedMs);
    } catch (error) {
      throw this.#failed(error, deadline, clock.monotonicMs() - startedMs);
    } finally {
      deadline.end();
    }
  }

  /** From another replica where it can be, else from the identity provider. */
  async #obtain(deadline: Deadline, minValidSeconds: number): Promise<Acquisition> {
    const shared = await this.#shareRenewal(deadline, minValidSeconds);
    const found = await shared?.find();
    if (found !== undefined) return found;
    const credential = await this.#readCredential(deadline);
    const acquire = () => acquireToken(this.#context, credential, deadline);
    if (shared === undefined) return acquire();
    return shared.obtain(notNeeded =>
      notNeeded === undefined ? acquire() : this.#acquireUnless(notNeeded, credential, deadline),
    );
  }

  async #acquireUnless(
    notNeeded: AbortSignal,
    credential: ClientCredential,
    { leftMs }: Deadline,
  ): Promise<Acquisition> {
    const ends = AbortSignal.any([notNeeded, this.#closing]);
    const deadline = new Deadline(this.#context.clock, leftMs, ends);
    try {
      return await acquireToken(this.#context, credential, deadline);
    } finally {
      deadline.end();
    }
  }

  async #shareRenewal(
    deadline: Deadline,
    minValidSeconds: number,
  ): Promise<SharedRenewal | undefined> {
    if (this.#sharing === undefined) return undefined;
    if (!(await deadline.race(this.#sharing.recognize()))) return undefined;
    const isWanted = (issued: IssuedToken) => this.#isWanted(issued, minValidSeconds);
    const { timeoutMs } = this.#context;
    return new SharedRenewal(this.#sharing, { isWanted, deadline, timeoutMs });
  }

  /**
   * Each call reads the credential, also while a refusal is held: another one ends the hold. It is not read
   * where the answer is known: no credential ends a transient hold, and a function that failed rests.
   */
  async #readCredential(deadline: Deadline): Promise<ClientCredential> {
    const { clock, credentials } = this.#context;
    const nowMs = clock.monotonicMs();
    const stands = credentials.isResting
      ? this.#hold.heldFor(undefined, nowMs)
      : this.#hold.heldTransient(nowMs);
    if (stands !== undefined) throw stands;
    const read = await deadline.race(credentials.read()).then(
      credential => ({ credential }),
      (error: unknown) => ({ error }),
    );
    const version = 'credential' in read ? read.credential.version : undefined;
    const held = this.#hold.heldFor(version, clock.monotonicMs());
    if (held !== undefined) throw held;
    if ('error' in read) throw read.error;
    return read.credential;
  }

  #keep({ issued, requests }: Acquisition, durationMs: number): AccessToken {
    this.#closing.throwIfAborted();
    const isNew = requests > 0;
    const inHand = this.#validInHand() === undefined ? 'acquired' : 'renewed';
    const type = isNew ? inHand : 'shared';
    const failures = this.#hold.consecutiveFailures;
    const held = this.#asHeld(issued, isNew);
    this.drop();
    this.#held = held;
    held.watch();
    this.#hold.clear();

    const { token, plan } = held;
    const { expiresAt } = token;
    const { lifetimeSeconds } = plan;
    const rounded = Math.round(durationMs);
    this.#observers.emit({ type, expiresAt, lifetimeSeconds, requests, durationMs: rounded });
    const line = `Access token ${type} in ${rounded} ms, good for ${lifetimeSeconds} s`;
    if (failures === 0) this.#observers.log('debug', line);
    else this.#observers.log('info', `${line}, after ${failures} failed renewals`);
    if (plan.bufferCut) this.#sayBufferCut(plan.bufferSeconds, lifetimeSeconds);
    return token;
  }

  #asHeld(issued: IssuedToken, isNew: boolean): HeldToken {
    const { clock, redactor, scope: askedScope } = this.#context;
    const { value, lifetimeSeconds, requestedAt } = issued;
    const plan = planRenewal({
      lifetimeSeconds,
      expiryBufferSeconds: this.#expiryBufferSeconds,
      jitter: this.#jitter,
    });
    // An answer without scope grants what was asked for (RFC 6749 section 5.1).
    const scope = issued.scope ?? askedScope;
    const expiresAt = new Date(requestedAt.wallMs + lifetimeSeconds * 1000);
    redactor.learn(value);
    const token = new AccessToken({ value, expiresAt, scope: scope && redactor.redact(scope) });
    return new HeldToken({ token, plan, requestedAt, clock, isNew });
  }

  /**
   * Whether another replica's token spares a renewal: it lasts longer, need not be replaced itself, and a
   * new one would not serve the caller better.
   */
  #isWanted(issued: IssuedToken, minValidSeconds: number): boolean {
    const candidate = this.#asHeld(issued, false);
    const state = candidate.state();
    if (state === 'buffer' || state === 'expired') return false;
    if (newTokenLastsLonger(candidate, minValidSeconds)) return false;
    const held = this.#held;
    if (held === undefined) return true;
    return held.token.value !== issued.value && candidate.secondsLeft() > held.secondsLeft();
  }

  #sayBufferCut(bufferSeconds: number, lifetimeSeconds: number): void {
    if (this.#saidBufferCut) return;
    this.#saidBufferCut = true;
    this.#observers.log(
      'warn',
      `tokenExpiryBufferSeconds ${this.#expiryBufferSeconds} is more than half the lifetime of the access tokens (${lifetimeSeconds} s): ${bufferSeconds} s are used`,
    );
  }

  /** What a renewal rejects with; reports it and holds it, unless it was closed or held already. */
  #failed(error: unknown, deadline: Deadline, elapsedMs: number): unknown {
    if (this.#closing.aborted) return closedError();
    const thrown =
      deadline.signal.aborted && !TokenError.isInstance(error)
        ? passedDeadline(this.#context)
        : error;
    if (!TokenError.isInstance(thrown) || thrown.code === 'held') return thrown;
    const failure = this.#optionNames.inError(thrown);
    const { clock, credentials } = this.#context;
    // Without a request there was no credential to hold it for.
    const version = failure.attempts.length === 0 ? undefined : credentials.latest;
    const isSaid = lacksSecret(failure) && this.#hold.lastError?.message === failure.message;
    this.#hold.failed(failure, version, clock.monotonicMs());
    const tokenInHand = this.#validInHand() !== undefined;
    const requests = failure.attempts.length;
    const durationMs = Math.round(elapsedMs);
    const event = { type: 'renewalFailed', error: failure, requests, durationMs } as const;
    this.#observers.emit({ ...event, tokenInHand });
    const inHand = tokenInHand ? ' The token in hand is used as long as it is valid.' : '';
    this.#observers.log(
      // Such a function is asked once a second: the same failure is said once.
      isSaid ? 'debug' : levelOf(failure),
      `No new access token (${failure.code}): ${failure.message}. ${failure.hint ?? ''}${inHand}`,
    );
    return failure;
  }

  #heldTransient(): TokenError | undefined {
    return this.#flight.running
      ? undefined
      : this.#hold.heldTransient(this.#context.clock.monotonicMs());
  }

  #validInHand(): HeldToken | undefined {
    return this.#held?.state() === 'expired' ? undefined : this.#held;
  }
}

/** A warning for what passes by itself, an error for what needs a hand. */
function levelOf(failure: TokenError): 'warn' | 'error' {
  return failure.retryable && !lacksSecret(failure) ? 'warn' : 'error';
}

/** What calls get once the manager is closed. */
export function closedError(): TokenError {
  return new TokenError({
    code: 'closed',
    message: 'The token manager is closed',
    hint: 'Close it when nothing needs tokens any more, and make another one then.',
  });
}
