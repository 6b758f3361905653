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

/**
 * What exactly the server rejected, where its answer shows it. Keycloak has one OAuth code for several causes: its
 * descriptions, read from Keycloak 26.7, tell them apart. Of other servers only `unknown_scope`, `dpop_required`,
 * `no_token_endpoint`, `other_issuer` and `gateway` are known.
 *
 * | reason | meaning |
 * |---|---|
 * | `unknown_client` | the realm has no enabled client of this id; it may exist and be disabled |
 * | `wrong_secret` | the client exists, and has another secret |
 * | `expects_secret` | the client authenticates by its secret, and not by the method that was used |
 * | `expects_assertion` | the client authenticates by a signed assertion |
 * | `expects_certificate` | the client authenticates by a certificate |
 * | `public_client` | the client is public: it cannot authenticate |
 * | `no_service_account` | the client may not use the grant client_credentials |
 * | `unknown_key` | the server has no key of the client that fits the assertion |
 * | `wrong_signature` | the assertion is signed with another key than the server has |
 * | `wrong_algorithm` | the client must sign with another algorithm |
 * | `wrong_audience` | the assertion is for another server, or for several |
 * | `inactive_assertion` | the assertion is not valid yet, or no longer, by the server's time |
 * | `long_assertion` | the assertion lives longer than the server accepts |
 * | `used_assertion` | the assertion was used before, or has no `jti` |
 * | `unknown_subject` | no enabled client belongs to the assertion, or its signature does not verify |
 * | `other_client` | the assertion belongs to another client than the given id |
 * | `certificate_mismatch` | no enabled client of this id authenticates by the certificate that reached the server |
 * | `certificate_required` | tokens are bound to a certificate, and none reached the server |
 * | `dpop_required` | the server requires DPoP (RFC 9449) |
 * | `unknown_scope` | the client does not have the scope |
 * | `unknown_realm` | Keycloak has no realm of this name |
 * | `disabled_realm` | the realm is disabled |
 * | `https_required` | the realm takes no plain http |
 * | `auth_prefix` | the path starts with `/auth`, which Keycloak dropped with version 17 |
 * | `no_token_endpoint` | the address is not a token endpoint or issuer |
 * | `other_issuer` | the discovery document is of another issuer |
 * | `gateway` | something in front of the server may have answered |
 */
export type TokenErrorReason =
  | 'unknown_client'
  | 'wrong_secret'
  | 'expects_secret'
  | 'expects_assertion'
  | 'expects_certificate'
  | 'public_client'
  | 'no_service_account'
  | 'unknown_key'
  | 'wrong_signature'
  | 'wrong_algorithm'
  | 'wrong_audience'
  | 'inactive_assertion'
  | 'long_assertion'
  | 'used_assertion'
  | 'unknown_subject'
  | 'other_client'
  | 'certificate_mismatch'
  | 'certificate_required'
  | 'dpop_required'
  | 'unknown_scope'
  | 'unknown_realm'
  | 'disabled_realm'
  | 'https_required'
  | 'auth_prefix'
  | 'no_token_endpoint'
  | 'other_issuer'
  | 'gateway';

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
  /** What exactly was rejected. */
  readonly reason?: TokenErrorReason | undefined;
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
  /** What exactly was rejected; undefined where the answer does not show it. */
  readonly reason: TokenErrorReason | undefined;
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
    this.reason = fields.reason;
    this.oauthError = fields.oauthError;
  }

  /** Whether a value is a TokenError, also of another copy or version of this package. */
  static isInstance(value: unknown): value is TokenError {
    return isTokenFailure(value);
  }

  /** The fields that may be printed, without those that are undefined. */
  toJSON(): Record<string, unknown> {
    const { name, code, reason, message, hint, status, retryable, retryAfterMs, oauthError } = this;
    const fields = {
      name,
      code,
      reason,
      message,
      hint,
      status,
      retryable,
      retryAfterMs,
      oauthError,
    };
    return {
      ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)),
      attempts: this.attempts,
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

/** The same failure, with other values of some fields. */
export function withFields(error: TokenError, fields: Partial<TokenErrorFields>): TokenError {
  const { code, reason, message, hint, status, retryable, retryAfterMs, oauthError } = error;
  const { attempts } = error;
  const cause = TokenError.isInstance(error.cause) ? error.cause : undefined;
  const kept = { code, reason, message, hint, status, retryable, retryAfterMs, oauthError };
  return new TokenError({ ...kept, attempts, cause, ...fields });
}
