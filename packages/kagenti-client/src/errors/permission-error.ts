import type { OperationName, Permission } from '@rhdh-boost/kagenti-contract';
import { brandOf, KagentiError } from './kagenti-error.ts';

/** The permission hook did not say yes. Nothing was sent, and no token was asked for. */
export class KagentiPermissionError extends KagentiError {
  static {
    // On the prototype, so that the stack's first line says it too.
    KagentiPermissionError.prototype.name = 'KagentiPermissionError';
  }

  /** Backstage permission that the caller lacks. */
  readonly permission: Permission;

  /**
   * @param operation - Operation that was refused.
   * @param permission - Permission that it needs.
   * @param cause - What the hook threw, if it threw.
   */
  constructor(operation: OperationName, permission: Permission, cause?: unknown) {
    super(
      `Kagenti ${operation} refused: the caller lacks the permission ${permission}` +
        (cause === undefined ? '.' : ', because asking for it failed (see cause).'),
      { code: 'permission', operation, cause },
    );
    this.permission = permission;
  }

  /** True for an error of this class, also of another copy of this package. */
  static override isInstance(value: unknown): value is KagentiPermissionError {
    return brandOf(value) === 'KagentiPermissionError';
  }

  protected override printedFields(): Record<string, unknown> {
    return { permission: this.permission };
  }
}
