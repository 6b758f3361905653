import { isTransient, type TokenError, type TokenErrorCode, withFields } from '../token-error.ts';

const firstTransientHoldMs = 1000;
const longestTransientHoldMs = 30_000;
const fatalHoldMs = 60_000;
const firstCredentialRestMs = 1000;

/**
 * How long what may pass by itself is held, in milliseconds: a function that gives no secret, without whom Keycloak
 * is not asked, and what came in place of the answer of an OAuth server, as gateways send it during a rollout.
 */
const passingHoldMs: Partial<Record<TokenErrorCode, number>> = {
  invalid_configuration: 1000,
  rejected: 5000,
  bad_response: 5000,
};

interface Hold {
  readonly error: TokenError;
  readonly version: string | undefined;
  readonly untilMs: number;
  /** From when another credential ends it; `untilMs` where none does. */
  readonly endsForOtherFromMs: number;
}

/**
 * The negative cache: remembers the last failure, so that a dead Keycloak is not hammered and a refused
 * client is not tried on every call. Times are of the monotonic clock.
 */
export class FailureHold {
  #hold: Hold | undefined;
  #failures = 0;
  #transientFailures = 0;
  #refusedVersion: string | undefined;
  /** Until when the last refusal holds for the credential that was refused. */
  #refusedUntilMs = Number.NEGATIVE_INFINITY;
  /** Credentials in a row that were refused like the one before, each another one. */
  #otherRefused = 0;

  /** Failed renewals since the last one that succeeded. */
  get consecutiveFailures(): number {
    return this.#failures;
  }

  /** The failure of the last renewal; undefined when that succeeded. */
  get lastError(): TokenError | undefined {
    return this.#hold?.error;
  }

  /**
   * Holds a failure:
   * - a transient one for 1 s, doubling to 30 s, and at least as long as the server asked up to that;
   * - a function that gave no secret for 1 s, and an answer that is none of an OAuth server for 5 s, each time;
   * - a fatal one for 60 s, or until the credential is another version than was used. When that is refused too,
   *   the next one ends the hold after 1 s at the earliest, doubling to 60 s: a function that gives another wrong
   *   secret each time does not defeat it.
   */
  failed(error: TokenError, version: string | undefined, nowMs: number): void {
    this.#failures += 1;
    const untilMs = nowMs + this.#holdMs(error);
    // No credential ends the hold of what passes by itself.
    const endsForOtherFromMs = error.retryable
      ? untilMs
      : Math.min(untilMs, nowMs + this.#credentialRestMs(version, nowMs, untilMs));
    this.#hold = { error, version, untilMs, endsForOtherFromMs };
  }

  #holdMs(error: TokenError): number {
    if (!isTransient(error)) {
      return (error.retryable ? passingHoldMs[error.code] : undefined) ?? fatalHoldMs;
    }
    const doubledMs = doubled(firstTransientHoldMs, this.#transientFailures);
    this.#transientFailures += 1;
    return Math.min(longestTransientHoldMs, Math.max(doubledMs, error.retryAfterMs ?? 0));
  }

  /** A refusal before the last one ran out is of another credential, though two that take turns may look the same. */
  #credentialRestMs(version: string | undefined, nowMs: number, untilMs: number): number {
    if (version === undefined) return 0;
    const before = this.#refusedVersion;
    const isOther = nowMs < this.#refusedUntilMs || (before !== undefined && version !== before);
    this.#refusedVersion = version;
    this.#refusedUntilMs = untilMs;
    this.#otherRefused = isOther ? this.#otherRefused + 1 : 0;
    return isOther ? doubled(firstCredentialRestMs, this.#otherRefused - 1) : 0;
  }

  /** Forgets all failures. */
  clear(): void {
    this.#hold = undefined;
    this.#failures = 0;
    this.#transientFailures = 0;
    this.#refusedVersion = undefined;
    this.#refusedUntilMs = Number.NEGATIVE_INFINITY;
    this.#otherRefused = 0;
  }

  /** How long the failure still stands, in milliseconds; 0 when the next call may try. */
  remainingMs(nowMs: number): number {
    return Math.max(0, (this.#hold?.untilMs ?? nowMs) - nowMs);
  }

  /** The error to give while a failure stands that no other credential ends. */
  heldTransient(nowMs: number): TokenError | undefined {
    const hold = this.#hold;
    return hold?.error.retryable === true ? held(hold.error, hold.untilMs, nowMs) : undefined;
  }

  /** The error to give while any failure stands that no other credential ends yet. */
  heldForAll(nowMs: number): TokenError | undefined {
    const hold = this.#hold;
    return hold && held(hold.error, hold.endsForOtherFromMs, nowMs);
  }

  /** The error to give while any failure stands and no other credential is there than then. */
  heldFor(version: string | undefined, nowMs: number): TokenError | undefined {
    const hold = this.#hold;
    if (hold === undefined) return undefined;
    const changed = version !== undefined && version !== hold.version;
    return held(hold.error, changed ? hold.endsForOtherFromMs : hold.untilMs, nowMs);
  }
}

function held(error: TokenError, untilMs: number, nowMs: number): TokenError | undefined {
  const retryAfterMs = Math.ceil(untilMs - nowMs);
  if (retryAfterMs <= 0) return undefined;
  return withFields(error, {
    code: 'held',
    message: `${error.message}; the next attempt is in ${Math.ceil(retryAfterMs / 1000)} s`,
    retryAfterMs,
    attempts: [],
    cause: error,
  });
}

/** 2^10 is more than any limit here. */
function doubled(firstMs: number, times: number): number {
  return firstMs * 2 ** Math.min(times, 10);
}
