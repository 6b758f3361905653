import type { Permission } from '@rhdh-boost/kagenti-contract';
import type { CalledName } from '../sending/called-operation.ts';
import { brandOf, KagentiError } from './kagenti-error.ts';
import { isPermissionRefusal } from './permission-refusal.ts';

function reasonOf(permission: Permission | undefined, cause: unknown): string {
  if (permission === undefined) {
    return 'the contract does not have this path. Say in permission which permission it needs';
  }
  if (cause === undefined) return `the caller lacks the permission ${permission}`;
  if (isPermissionRefusal(cause)) {
    return `it needs ${permission}, and the permission hook refused it. ${cause.message.replace(/\.$/, '')}`;
  }
  return `whether the caller has the permission ${permission} could not be found out (see cause)`;
}

/**
 * The permission hook did not say yes. Nothing was sent and no token was asked for, except where the hook's filter of a
 * list failed. Its `code` tells a hook that refused (`permission`) from one that threw (`permission_undecided`).
 */
export class KagentiPermissionError extends KagentiError {
  static {
    // On the prototype, so that the stack's first line says it too.
    KagentiPermissionError.prototype.name = 'KagentiPermissionError';
  }

  /** Backstage permission that the caller lacks; undefined where a `request` did not say which it needs. */
  readonly permission: Permission | undefined;

  /**
   * @param operation - Operation that was refused.
   * @param permission - Permission that it needs; undefined where nobody said.
   * @param cause - What the hook threw, if it threw.
   */
  constructor(operation: CalledName, permission: Permission | undefined, cause?: unknown) {
    super(`Kagenti ${operation} refused: ${reasonOf(permission, cause)}.`, {
      code:
        cause === undefined || isPermissionRefusal(cause) ? 'permission' : 'permission_undecided',
      operation,
      cause,
    });
    this.permission = permission;
  }

  /** True for an error of this class, also of another copy of this package. */
  static override isInstance(value: unknown): value is KagentiPermissionError {
    return brandOf(value) === 'KagentiPermissionError';
  }

  /** The permission that was asked for. */
  protected override printedFields(): Record<string, unknown> {
    return this.permission === undefined ? {} : { permission: this.permission };
  }
}
