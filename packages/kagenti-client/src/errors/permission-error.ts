import type { Permission } from '@rhdh-boost/kagenti-contract';
import type { CalledName } from '../sending/called-operation.ts';
import { brandOf, KagentiError } from './kagenti-error.ts';

/** The permission hook did not say yes. Nothing was sent, and no token was asked for. */
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
    const reason =
      permission === undefined
        ? 'the contract does not have this path. Say in permission which permission it needs'
        : `the caller lacks the permission ${permission}`;
    super(
      `Kagenti ${operation} refused: ${reason}` +
        (cause === undefined ? '.' : ', because asking for it failed (see cause).'),
      { code: 'permission', operation, cause },
    );
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
