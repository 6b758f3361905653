import type { Attempt } from '../sending/attempt.ts';
import type { CalledName } from '../sending/called-operation.ts';
import { brandOf, KagentiError } from './kagenti-error.ts';

/** A field that Kagenti refused with 422. */
export interface InvalidField {
  /**
   * Where it is, by its names on the wire: `body.message`, `query.enabled_only`, `body.envVars.0.name`. `*`
   * stands for what the contract does not name, the key of a map say: it may be a user's text.
   */
  readonly path: string;
  /** What is wrong, as a code: `missing`, `string_type`. */
  readonly code: string;
}

/** An answer as it came, with `[redacted]` for the access token where it echoes that; never printed. */
export interface RawAnswer {
  /** Headers, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body; undefined when it could not be read. */
  readonly body: string | undefined;
}

/** What a {@link KagentiHttpError} is made of. */
export interface HttpErrorDetails {
  /** Operation that failed. */
  readonly operation: CalledName;
  /** HTTP status. */
  readonly status: number;
  /** The server's own words. */
  readonly detail?: string | undefined;
  /** How long the server wants to be left alone, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** Roles that the account lacks. */
  readonly requiredRoles?: readonly string[] | undefined;
  /** Fields that were refused. */
  readonly fields?: readonly InvalidField[] | undefined;
  /** True when Kagenti copied the status from an agent. */
  readonly fromAgent: boolean;
  /** True for a 401 that is about the account's token. */
  readonly accountRefused: boolean;
  /** What the call names and does not exist, where it is not what the call is about. */
  readonly missing?: 'context' | undefined;
  /** The body as it came. */
  readonly body?: string | undefined;
  /** The answer's headers. */
  readonly headers: Readonly<Record<string, string>>;
  /** What kept the client from another answer: a failed renewal of the token. */
  readonly cause?: unknown;
}

/** The server answered with a status that is no success; redirects are among them. */
export class KagentiHttpError extends KagentiError {
  static {
    // On the prototype, so that the stack's first line says it too.
    KagentiHttpError.prototype.name = 'KagentiHttpError';
  }

  /** HTTP status. */
  readonly status: number;
  /** How long the server wants to be left alone (`Retry-After`), in milliseconds. */
  readonly retryAfterMs: number | undefined;
  /** For a 403 that is about roles: those that the account lacks, `rossoctl-operator` say. */
  readonly requiredRoles: readonly string[] | undefined;
  /** For a 422: the fields that were refused, without what was in them. */
  readonly fields: readonly InvalidField[] | undefined;
  /** True when the status is the agent's, which Kagenti copied: the account's token is good. */
  readonly fromAgent: boolean;
  /**
   * True for a 401 that is about the account's token. With a `cause`, the token could not be replaced: the cause
   * is the failed renewal, such as an identity provider that is down, and the account may be good. False for any
   * other status, and for a 401 that Kagenti copied from an agent, from an address that it fetched or from Kubernetes:
   * the account's token is good.
   */
  readonly accountRefused: boolean;
  /**
   * `context` for a 404 of `agents.create` or `contexts.create` that is about a context which the call names: the
   * agent is not what is missing, and the input is wrong (routers/agents_manifests.py:939 in 0ea6d7ff).
   */
  readonly missing: 'context' | undefined;
  readonly #details: HttpErrorDetails;

  /**
   * @param message - What failed and what to do, with the server's detail where it may be quoted.
   * @param details - What the answer held.
   * @param attempts - Every try so far.
   */
  constructor(message: string, details: HttpErrorDetails, attempts: readonly Attempt[]) {
    const { operation, cause } = details;
    super(message, { code: 'http', operation, attempts, cause });
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
    this.requiredRoles = details.requiredRoles;
    this.fields = details.fields;
    this.fromAgent = details.fromAgent;
    this.accountRefused = details.accountRefused;
    this.missing = details.missing;
    this.#details = details;
  }

  /** True for an error of this class, also of another copy of this package. */
  static override isInstance(value: unknown): value is KagentiHttpError {
    return brandOf(value) === 'KagentiHttpError';
  }

  /** The same error with another explanation after operation and status, and with a cause where there is one. */
  explained(explanation: string, cause?: unknown): KagentiHttpError {
    const message = `Kagenti ${this.operation} failed with status ${this.status}: ${explanation}`;
    return new KagentiHttpError(message, { ...this.#details, cause }, this.attempts);
  }

  /**
   * The server's own text, with `[redacted]` for the access token. It may repeat what a user wrote, so it is
   * printed only as far as the message quotes it: one line of at most 200 characters, for 400, 404, 409 and 422.
   */
  get detail(): string | undefined {
    return this.#details.detail;
  }

  /** Headers and body as they came, with `[redacted]` for the access token; never printed. */
  get raw(): RawAnswer {
    return { headers: this.#details.headers, body: this.#details.body };
  }

  /** Status, time to wait, missing roles, refused fields and who answered. */
  protected override printedFields(): Record<string, unknown> {
    return {
      status: this.status,
      ...(this.retryAfterMs === undefined ? {} : { retryAfterMs: this.retryAfterMs }),
      ...(this.requiredRoles === undefined ? {} : { requiredRoles: this.requiredRoles }),
      ...(this.fields === undefined ? {} : { fields: this.fields }),
      ...(this.fromAgent ? { fromAgent: true } : {}),
      ...(this.missing === undefined ? {} : { missing: this.missing }),
    };
  }
}
