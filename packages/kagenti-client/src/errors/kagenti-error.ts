import { isError } from '@rhdh-boost/internal/error-name';
import type { Attempt } from '../sending/attempt.ts';
import type { CalledName } from '../sending/called-operation.ts';
import { describeCause, errorBrand, inspectHook } from './printing.ts';

/**
 * What kind of failure it was. Those that are not listed here have a class of their own; these are plain
 * {@link KagentiError}s, raised before anything is sent, but for `token`.
 *
 * - `token`: no access token could be had; the token source's error is the cause. Where the call was sent
 *   before and was to be sent again (after a 401, or as a retry), `attempts` has what came of that.
 * - `audit`: the audit sink refused a call that changes something.
 * - `invalid_options`, `invalid_caller`, `invalid_parameter`: what was given cannot be used.
 * - `namespace_refused`: not one of the client's namespaces.
 * - `stream_used`: a stream can be read once.
 * - `closed`: the client is closed.
 */
export type KagentiErrorCode =
  | 'http'
  | 'connection'
  | 'timeout'
  | 'abort'
  | 'stream'
  | 'permission'
  | 'permission_undecided'
  | 'contract'
  | 'session_refused'
  | 'build_failed'
  | 'rollout_failed'
  | 'generation_failed'
  | 'not_deleted'
  | 'token'
  | 'audit'
  | 'invalid_options'
  | 'invalid_caller'
  | 'invalid_parameter'
  | 'namespace_refused'
  | 'stream_used'
  | 'closed';

/** What every error is made of. */
export interface KagentiErrorDetails {
  /** Kind of failure. */
  readonly code: KagentiErrorCode;
  /** Operation that failed; missing where it was none, as in a constructor. */
  readonly operation?: CalledName | undefined;
  /** Every try so far. */
  readonly attempts?: readonly Attempt[] | undefined;
  /** What lies behind it. */
  readonly cause?: unknown;
}

let setSession: (error: KagentiError, sessionId: string | undefined) => void;

/**
 * Base of every error of this package. Its message, `toJSON()` and what `console.log` shows are made
 * of an allow-list: no body, no token and no text of a user or an agent, and of a server's what a KagentiHttpError quotes.
 */
export class KagentiError extends Error {
  static {
    // On the prototype, so that the stack's first line says it too.
    KagentiError.prototype.name = 'KagentiError';
    setSession = (error, sessionId) => {
      error.#sessionId = sessionId;
    };
  }

  #sessionId: string | undefined;

  /** Kind of failure, for a `switch`. */
  readonly code: KagentiErrorCode;
  /** Operation that failed. */
  readonly operation: CalledName | undefined;
  /** Every try, in order; empty when nothing was sent. */
  readonly attempts: readonly Attempt[];

  /**
   * @param message - What failed, where, and the way out.
   * @param details - Kind, operation, attempts and cause.
   */
  constructor(message: string, details: KagentiErrorDetails) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = details.code;
    this.operation = details.operation;
    this.attempts = [...(details.attempts ?? [])];
  }

  /**
   * Id of the last attempt; undefined when nothing was sent. The client's log and audit events have it, and perhaps
   * the log of a proxy. Kagenti neither logs nor returns it.
   */
  get requestId(): string | undefined {
    return this.attempts.at(-1)?.requestId;
  }

  /**
   * The session in which the conversation continues after a reply that failed or was stopped; undefined when
   * Kagenti named none, and for any other call. Never printed.
   */
  get sessionId(): string | undefined {
    return this.#sessionId;
  }

  /** True for any error of this package, also of another copy of it. */
  static isInstance(value: unknown): value is KagentiError {
    return brandOf(value) !== undefined;
  }

  /** Name of the class, for `isInstance`. */
  get [errorBrand](): string {
    return this.name;
  }

  /** The allow-list, as an object. */
  toJSON(): Record<string, unknown> {
    const cause = describeCause(this.cause);
    return {
      name: this.name,
      code: this.code,
      message: this.message,
      ...(this.operation === undefined ? {} : { operation: this.operation }),
      ...this.printedFields(),
      ...(this.attempts.length === 0 ? {} : { attempts: this.attempts }),
      ...(cause === undefined ? {} : { cause }),
    };
  }

  /** What a subclass adds to the allow-list. */
  protected printedFields(): Record<string, unknown> {
    return {};
  }

  /** What `console.log` and `util.inspect` show: the stack and the allow-list. */
  [inspectHook](
    _depth: number,
    options: object,
    inspect: (value: unknown, options: object) => string,
  ): string {
    const { name: _name, message: _message, ...fields } = this.toJSON();
    return `${this.stack ?? this.message} ${inspect(fields, options)}`;
  }
}

/** The error of a reply, with the session that the reply was in. */
export function inSession<T>(error: T, sessionId: string | undefined): T {
  if (error instanceof KagentiError) setSession(error, sessionId);
  return error;
}

/** The class name that an error of this package carries, whichever copy made it. */
export function brandOf(value: unknown): string | undefined {
  if (!isError(value)) return undefined;
  const brand: unknown = Reflect.get(value, errorBrand);
  return typeof brand === 'string' ? brand : undefined;
}
