import type { CalledName } from '../sending/called-operation.ts';
import { brandOf, KagentiError } from './kagenti-error.ts';

/**
 * A chat session id that was not given to this caller for this agent, or was bound with a key that this client does
 * not have. Nothing was sent.
 */
export class KagentiSessionError extends KagentiError {
  static {
    // On the prototype, so that the stack's first line says it too.
    KagentiSessionError.prototype.name = 'KagentiSessionError';
  }

  /** @param operation - Operation that was refused. */
  constructor(operation: CalledName) {
    super(
      `Kagenti ${operation} refused: the session id was not given to this caller for this agent. ` +
        'Give the session id of an earlier answer as it came, or none to start a session. ' +
        'The session key may have changed: previous values of boost.encryptionSecret belong in boost.previousEncryptionSecrets.',
      { code: 'session_refused', operation },
    );
  }

  /** True for an error of this class, also of another copy of this package. */
  static override isInstance(value: unknown): value is KagentiSessionError {
    return brandOf(value) === 'KagentiSessionError';
  }
}
