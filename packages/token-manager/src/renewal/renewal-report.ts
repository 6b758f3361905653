import type { TokenObservers } from '../observability/token-observers.ts';
import { isTransient, type TokenError } from '../token-error.ts';
import type { HeldToken } from './held-token.ts';

/** A token that came. */
export interface ObtainedToken {
  /** The token, with its plan. */
  readonly held: HeldToken;
  /** Where it came from, and what it replaced. */
  readonly type: 'acquired' | 'renewed' | 'shared';
  /** Token requests that were sent for it. */
  readonly requests: number;
  /** How long the renewal took, in milliseconds. */
  readonly durationMs: number;
  /** Renewals that failed before it. */
  readonly failures: number;
}

/** A renewal that failed. */
export interface FailedRenewal {
  /** Why. */
  readonly error: TokenError;
  /** Whether the renewal before failed in the same way. */
  readonly isRepeated: boolean;
  /** The token that callers get meanwhile. */
  readonly inHand: HeldToken | undefined;
  /** How long the renewal took, in milliseconds. */
  readonly durationMs: number;
}

/** Reports what came of renewals, by events and log lines. */
export class RenewalReport {
  readonly #observers: TokenObservers;
  readonly #expiryBufferSeconds: number;
  #saidBufferCut = false;
  #saidSuspect: HeldToken | undefined;

  /** `expiryBufferSeconds` as it is configured. */
  constructor(observers: TokenObservers, expiryBufferSeconds: number) {
    this.#observers = observers;
    this.#expiryBufferSeconds = expiryBufferSeconds;
  }

  /** Reports a token. */
  obtained({ held, type, requests, durationMs: exactMs, failures }: ObtainedToken): void {
    const { token, plan } = held;
    const { expiresAt } = token;
    const { lifetimeSeconds } = plan;
    const durationMs = Math.round(exactMs);
    this.#observers.emit({ type, expiresAt, lifetimeSeconds, requests, durationMs });
    const line = `Access token ${type} in ${durationMs} ms, good for ${lifetimeSeconds} s`;
    if (failures === 0) this.#observers.log('debug', line);
    else this.#observers.log('info', `${line}, after ${failures} failed renewals`);
    if (plan.bufferCut) this.#sayBufferCut(plan.bufferSeconds, lifetimeSeconds);
  }

  /** Reports a failure. */
  failed({ error, isRepeated, inHand, durationMs }: FailedRenewal): void {
    const tokenInHand = inHand !== undefined;
    this.#observers.emit({
      type: 'renewalFailed',
      error,
      requests: error.attempts.length,
      durationMs: Math.round(durationMs),
      tokenInHand,
    });
    const suffix = tokenInHand ? ' The token in hand is used as long as it is valid.' : '';
    this.#observers.log(
      // It is held for seconds only: the same failure is logged once.
      isRepeated && error.retryable && !isTransient(error) ? 'debug' : levelOf(error),
      `No new access token (${error.code}): ${error.message}. ${error.hint ?? ''}${suffix}`,
    );
    if (inHand?.state() === 'suspect') this.#saySuspect(inHand);
  }

  #saySuspect(held: HeldToken): void {
    if (this.#saidSuspect === held) return;
    this.#saidSuspect = held;
    this.#observers.log(
      'warn',
      `The API refused the access token in hand, and no other can be had: it is used until it expires in ${Math.floor(held.secondsLeft())} s, or until a renewal succeeds. If the API continues to refuse it, calls fail with 401 until then.`,
    );
  }

  #sayBufferCut(bufferSeconds: number, lifetimeSeconds: number): void {
    if (this.#saidBufferCut) return;
    this.#saidBufferCut = true;
    this.#observers.log(
      'warn',
      `tokenExpiryBufferSeconds ${this.#expiryBufferSeconds} is more than half the lifetime of the access tokens (${lifetimeSeconds} s): ${bufferSeconds} s are used`,
    );
  }
}

/** A warning for what passes by itself, an error for what needs a hand. */
function levelOf(failure: TokenError): 'warn' | 'error' {
  return isTransient(failure) ? 'warn' : 'error';
}
