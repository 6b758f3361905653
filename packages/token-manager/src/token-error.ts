import { inspect } from 'node:util';
import { isTokenFailure, tokenErrorKey } from '@rhdh-boost/internal/token-error';

/**
 * Why no token could be given.
 *
 * | code | meaning |
 * |---|---|
 * | `invalid_configuration` | an option, or a secret, key or certificate, is missing or unusable |
 * | `insecure_endpoint` | the secret would travel over plain http |
 * | `network` | no answer: name, connection or certificate |
 * | `timeout` | no whole answer in time, a 408, or an answer whose token had expired by then |
 * | `redirect` | the endpoint sent a redirect, which is never followed |
 * | `bad_response` | an answer that is no token answer |
 * | `rejected` | a 4xx other than 408, 425 and 429; `oauthError` has the OAuth error |
 * | `rate_limited` | 429 |
 * | `server_error` | 5xx, or 425 (Too Early, RFC 8470) |
 * | `held` | a recent failure still stands; it is the `cause` |
 * | `closed` | the manager was closed |
 */
export type TokenErrorCode =
  | 'invalid_configuration'
  | 'insecure_endpoint'
  | 'network'
  | 'timeout'
  | 'redirect'
  | 'bad_response'
  | 'rejected'
  | 'rate_limited'
  | 'server_error'
  | 'held'
  | 'closed';

/** One request to the token endpoint, or for the discovery document, that failed. */
export interface TokenAttempt {
  /** Why it failed. */
  readonly code: TokenErrorCode;
  /** The HTTP status, where there was an answer. */
  readonly status?: number;
  /** How long was waited before it, in milliseconds; 0 for the first. */
  readonly waitedMs: number;
  /** How long it took, in milliseconds. */
  readonly durationMs: number;
}

/** What a {@link TokenError} is made of. */
export interface TokenErrorFields {
  /** Why no token could be given. */
  readonly code: TokenErrorCode;
  /** One sentence that names the place. */
  readonly message: string;
  /** What to change, and where. */
  readonly hint?: string | undefined;
  /** The HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** How long the server asked to wait, or a held failure still stands, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The requests that were made for this call; empty by default. */
  readonly attempts?: readonly TokenAttempt[] | undefined;
  /** The endpoint's OAuth error code (RFC 6749 section 5.2). */
  readonly oauthError?: string | undefined;
  /** Whether the same call may succeed later; by default the code decides. */
  readonly retryable?: boolean | undefined;
  /** The failure that is still held. */
  readonly cause?: TokenError | undefined;
}

const brand: unique symbol = Symbol.for(tokenErrorKey);

/** What passes by itself, and is asked for again within the call. */
const transientCodes: ReadonlySet<TokenErrorCode> = new Set([
  'network',
  'timeout',
  'rate_limited',
  'server_error',
]);

/**
 * Why no token could be given. It holds no secret, no token and no text of the server but its OAuth
 * error code.
 */
export class TokenError extends Error {
  /** Always `TokenError`. */
  override readonly name = 'TokenError';
  /** Why no token could be given. */
  readonly code: TokenErrorCode;
  /** Whether the same call may succeed later, with nothing changed. */
  readonly retryable: boolean;
  /** The HTTP status of the last answer, where there was one. */
  readonly status: number | undefined;
  /** How long the server asked to wait, or a held failure still stands, in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** The requests that were made for this call, in order; empty when none was. */
  readonly attempts: readonly TokenAttempt[];
  /** What to change, and where; undefined when there is nothing to say. */
  readonly hint: string | undefined;
  /** The endpoint's OAuth error code (RFC 6749 section 5.2); kept only when made of `[a-z_]`. */
  readonly oauthError: string | undefined;
  /** Marks the class for {@link TokenError.isInstance}. */
  readonly [brand] = true;

  /** Makes an error; `retryable` follows from the code unless it is given. */
  constructor(fields: TokenErrorFields) {
    super(fields.message, fields.cause === undefined ? undefined : { cause: fields.cause });
    this.code = fields.code;
    this.retryable = fields.retryable ?? isTransient(fields);
    this.status = fields.status;
    this.retryAfterMs = fields.retryAfterMs;
    this.attempts = fields.attempts ?? [];
    this.hint = fields.hint;
    this.oauthError = fields.oauthError;
  }

  /** Whether a value is a TokenError, also of another copy or version of this package. */
  static isInstance(value: unknown): value is TokenError {
    return isTokenFailure(value);
  }

  /** The fields that may be printed, without those that are undefined. */
  toJSON(): Record<string, unknown> {
    const { name, code, message, hint, status, retryable, retryAfterMs, oauthError, attempts } =
      this;
    const fields = { name, code, message, hint, status, retryable, retryAfterMs, oauthError };
    return {
      ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
      attempts,
      ...(TokenError.isInstance(this.cause) && { cause: this.cause.toJSON() }),
    };
  }

  /** What `util.inspect` and `console.log` print: the stack, and the fields of `toJSON`. */
  [inspect.custom](): string {
    const { name: _name, message: _message, ...fields } = this.toJSON();
    return `${this.stack} ${inspect(fields, { depth: 4 })}`;
  }
}

/** Whether a failure passes by itself, so that the endpoint is asked again within the call. */
export function isTransient({ code }: Pick<TokenErrorFields, 'code'>): boolean {
  return transientCodes.has(code);
}

/** The same failure, with the requests that were made for the call. */
export function withAttempts(error: TokenError, attempts: readonly TokenAttempt[]): TokenError {
  const { code, message, hint, status, retryAfterMs, oauthError, retryable } = error;
  const fields = { code, message, hint, status, retryAfterMs, oauthError, retryable };
  return new TokenError({ ...fields, attempts: [...attempts] });
}
