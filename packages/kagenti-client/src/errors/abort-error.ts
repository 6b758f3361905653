import type { Attempt } from '../sending/attempt.ts';
import type { CalledName } from '../sending/called-operation.ts';
import { brandOf, KagentiError } from './kagenti-error.ts';

/** The caller's signal fired, or the client was closed, while the call ran. */
export class KagentiAbortError extends KagentiError {
  static {
    // On the prototype, so that the stack's first line says it too.
    KagentiAbortError.prototype.name = 'KagentiAbortError';
  }

  /**
   * @param operation - Operation that was ended.
   * @param attempts - Every try so far.
   * @param reason - The signal's reason, kept as `cause`.
   */
  constructor(operation: CalledName, attempts: readonly Attempt[], reason: unknown) {
    super(`Kagenti ${operation} was aborted.`, {
      code: 'abort',
      operation,
      attempts,
      cause: reason,
    });
  }

  /** True for an error of this class, also of another copy of this package. */
  static override isInstance(value: unknown): value is KagentiAbortError {
    return brandOf(value) === 'KagentiAbortError';
  }
}
