import { TokenError } from '../token-error.ts';

const firstTransientHoldMs = 1000;
const longestTransientHoldMs = 30_000;
const fatalHoldMs = 60_000;
/** A function that gives no secret is asked again after it, and Keycloak is not asked meanwhile. */
const withoutSecretHoldMs = 1000;

interface Hold {
  readonly error: TokenError;
  readonly version: string | undefined;
  readonly untilMs: number;
}

/**
 * The negative cache: remembers the last failure, so that a dead Keycloak is not hammered and a refused
 * client is not tried on every call. Times are of the monotonic clock.
 */
export class FailureHold {
  #hold: Hold | undefined;
  #failures = 0;
  #transientFailures = 0;

  /** Failed renewals since the last one that succeeded. */
  get consecutiveFailures(): number {
    return this.#failures;
  }

  /** The failure of the last renewal; undefined when that succeeded. */
  get lastError(): TokenError | undefined {
    return this.#hold?.error;
  }

  /**
   * Holds a failure: a transient one for 1 s, doubling to 30 s, and at least as long as the server
   * asked up to that; a function that gave no secret for 1 s each time, as Keycloak is not asked then; a
   * fatal one for 60 s, or until the credential is another version than was used.
   */
  failed(error: TokenError, version: string | undefined, nowMs: number): void {
    this.#failures += 1;
    let holdMs = fatalHoldMs;
    if (lacksSecret(error)) {
      holdMs = withoutSecretHoldMs;
    } else if (error.retryable) {
      const doubledMs = firstTransientHoldMs * 2 ** Math.min(this.#transientFailures, 10);
      holdMs = Math.min(longestTransientHoldMs, Math.max(doubledMs, error.retryAfterMs ?? 0));
      this.#transientFailures += 1;
    }
    this.#hold = { error, version, untilMs: nowMs + holdMs };
  }

  /** Forgets all failures. */
  clear(): void {
    this.#hold = undefined;
    this.#failures = 0;
    this.#transientFailures = 0;
  }

  /** How long the failure still stands, in milliseconds; 0 when the next call may try. */
  remainingMs(nowMs: number): number {
    return Math.max(0, (this.#hold?.untilMs ?? nowMs) - nowMs);
  }

  /** The error to give while a transient failure stands. */
  heldTransient(nowMs: number): TokenError | undefined {
    return this.#hold?.error.retryable === true ? this.#held(this.#hold, nowMs) : undefined;
  }

  /** The error to give while any failure stands and no other credential is there than then. */
  heldFor(version: string | undefined, nowMs: number): TokenError | undefined {
    const hold = this.#hold;
    if (hold === undefined) return undefined;
    const changed = version !== undefined && version !== hold.version;
    return changed && !hold.error.retryable ? undefined : this.#held(hold, nowMs);
  }

  #held(hold: Hold, nowMs: number): TokenError | undefined {
    const { error } = hold;
    const retryAfterMs = Math.ceil(this.remainingMs(nowMs));
    if (retryAfterMs === 0) return undefined;
    return new TokenError({
      code: 'held',
      message: `${error.message}; the next attempt is in ${Math.ceil(retryAfterMs / 1000)} s`,
      retryable: error.retryable,
      status: error.status,
      hint: error.hint,
      oauthError: error.oauthError,
      retryAfterMs,
      cause: error,
    });
  }
}

/** Whether a function gave no secret: nothing else of the configuration passes by itself. */
export function lacksSecret({ code, retryable }: TokenError): boolean {
  return code === 'invalid_configuration' && retryable;
}
