import { AccessToken } from '../access-token.ts';
import type { Clock } from '../clock.ts';
import type { IssuedToken } from '../endpoint/token-request.ts';
import type { Redactor } from '../observability/redaction.ts';
import { HeldToken } from './held-token.ts';
import { newTokenLastsLonger, planRenewal, shortestStaleSeconds } from './renewal-policy.ts';

/** What the current token is made with. */
export interface CurrentTokenOptions {
  /** The clocks. */
  readonly clock: Clock;
  /** Learns each token. */
  readonly redactor: Redactor;
  /** The scope that is asked for. */
  readonly scope: string | undefined;
  /** How long before its end a token is to be replaced, in seconds. */
  readonly expiryBufferSeconds: number;
}

/** The token in hand, if there is one. */
export class CurrentToken {
  readonly #options: CurrentTokenOptions;
  /** One for the whole instance: replicas differ, and one replica's window does not jump about. */
  readonly #jitter = Math.random();
  #held: HeldToken | undefined;

  /** Starts without a token. */
  constructor(options: CurrentTokenOptions) {
    this.#options = options;
  }

  /** The current token, expired or not. */
  get held(): HeldToken | undefined {
    return this.#held;
  }

  /** The current token unless it has expired. */
  get valid(): HeldToken | undefined {
    return this.#held?.state() === 'expired' ? undefined : this.#held;
  }

  /** Whether the API refused the current token, which has not expired. */
  get isSuspect(): boolean {
    return this.#held?.state() === 'suspect';
  }

  /** The current token if a caller may get it while a renewal runs: it lasts, and a new one would not serve better. */
  lasting(minValidSeconds: number): HeldToken | undefined {
    const held = this.valid;
    if (held === undefined || held.secondsLeft() <= shortestStaleSeconds) return undefined;
    return newTokenLastsLonger(held, minValidSeconds) ? undefined : held;
  }

  /** Takes a token in place of the current one. */
  replace(issued: IssuedToken, isNew: boolean): HeldToken {
    const held = this.#asHeld(issued, isNew);
    this.drop();
    this.#held = held;
    held.watch();
    return held;
  }

  /** Forgets the token. */
  drop(): void {
    this.#held?.release();
    this.#held = undefined;
  }

  /**
   * Whether another replica's token spares a renewal: it is better than the one in hand, need not be replaced
   * itself, and a new one would not serve the caller better.
   */
  isImprovedBy(issued: IssuedToken, minValidSeconds: number): boolean {
    const candidate = this.#asHeld(issued, false);
    const state = candidate.state();
    if (state === 'buffer' || state === 'expired') return false;
    if (newTokenLastsLonger(candidate, minValidSeconds)) return false;
    const held = this.#held;
    if (held === undefined) return true;
    if (held.token.value === issued.value) return false;
    return this.isSuspect || candidate.secondsLeft() > held.secondsLeft();
  }

  #asHeld(issued: IssuedToken, isNew: boolean): HeldToken {
    const { clock, redactor, scope: askedScope, expiryBufferSeconds } = this.#options;
    const { value, lifetimeSeconds, requestedAt } = issued;
    const plan = planRenewal({ lifetimeSeconds, expiryBufferSeconds, jitter: this.#jitter });
    // An answer without scope grants what was asked for (RFC 6749 section 5.1).
    const scope = issued.scope ?? askedScope;
    const expiresAt = new Date(requestedAt.wallMs + lifetimeSeconds * 1000);
    redactor.learn(value);
    const token = new AccessToken({ value, expiresAt, scope: scope && redactor.redact(scope) });
    return new HeldToken({ token, plan, requestedAt, clock, isNew });
  }
}
