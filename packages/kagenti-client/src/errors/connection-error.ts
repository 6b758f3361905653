import type { Attempt } from '../sending/attempt.ts';
import type { CalledName } from '../sending/called-operation.ts';
import { brandOf, KagentiError } from './kagenti-error.ts';

/** What a {@link KagentiConnectionError} is made of. */
export interface ConnectionErrorDetails {
  /** Operation that failed. */
  readonly operation: CalledName;
  /** Code of the failure. */
  readonly reason: string;
  /** False when certainly nothing was sent. */
  readonly requestSent: boolean;
  /** The transport's error; not the cause, for it may hold raw bytes of the answer. */
  readonly raw: unknown;
}

/** The connection was refused, reset, cut, or could not be trusted. */
export class KagentiConnectionError extends KagentiError {
  static {
    // On the prototype, so that the stack's first line says it too.
    KagentiConnectionError.prototype.name = 'KagentiConnectionError';
  }

  /** Code of the failure, as Node or undici name it: `ECONNREFUSED`, `UND_ERR_SOCKET`. */
  readonly reason: string;
  /** False when certainly nothing was sent; otherwise the operation may have run. */
  readonly requestSent: boolean;
  readonly #raw: unknown;

  /**
   * @param message - What failed and the way out.
   * @param details - Operation, reason and phase.
   * @param attempts - Every try so far.
   */
  constructor(message: string, details: ConnectionErrorDetails, attempts: readonly Attempt[]) {
    super(message, { code: 'connection', operation: details.operation, attempts });
    this.reason = details.reason;
    this.requestSent = details.requestSent;
    this.#raw = details.raw;
  }

  /** True for an error of this class, also of another copy of this package. */
  static override isInstance(value: unknown): value is KagentiConnectionError {
    return brandOf(value) === 'KagentiConnectionError';
  }

  /** The transport's own error; never printed. */
  get raw(): unknown {
    return this.#raw;
  }

  /** Why, and whether anything was sent. */
  protected override printedFields(): Record<string, unknown> {
    return { reason: this.reason, requestSent: this.requestSent };
  }
}
