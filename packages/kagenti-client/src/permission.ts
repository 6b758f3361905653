import type { Operation, OperationName, Permission } from '@rhdh-boost/kagenti-contract';
import type { CallScope } from './call-scope.ts';
import type { Caller } from './caller.ts';
import { KagentiPermissionError } from './errors/permission-error.ts';

/** What a permission hook decides on. */
export interface AuthorizeRequest {
  /** Operation that is wanted. */
  readonly operation: OperationName;
  /** Backstage permission that it needs. */
  readonly permission: Permission;
  /** Whom the call is made for. */
  readonly caller: Caller;
  /** Namespace that it touches; missing where there is none. */
  readonly namespace?: string | undefined;
  /** Agent or tool that it touches; missing where there is none. */
  readonly name?: string | undefined;
}

/** Says `true` when the caller may; anything else, and an error, denies. */
export type Authorize = (request: AuthorizeRequest) => boolean | Promise<boolean>;

/**
 * Asks the permission hook, before a token is asked for. Fails closed: only `true` is a yes.
 *
 * @param authorize - The hook; without one nothing is asked.
 * @param operation - Operation that is wanted.
 * @param request - Caller and target.
 * @param scope - The call, whose end also ends the wait for the hook.
 */
export async function checkPermission(
  authorize: Authorize | undefined,
  operation: Operation,
  request: Omit<AuthorizeRequest, 'operation' | 'permission'>,
  scope: CallScope,
): Promise<void> {
  const { permission } = operation;
  if (authorize === undefined || permission === null) return;
  let answer: unknown;
  try {
    answer = await scope.race(() =>
      authorize({ operation: operation.operation, permission, ...request }),
    );
  } catch (error) {
    scope.check();
    throw new KagentiPermissionError(operation.operation, permission, error);
  }
  if (answer !== true) throw new KagentiPermissionError(operation.operation, permission);
}
