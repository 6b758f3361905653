import type { Permission } from '@rhdh-boost/kagenti-contract';
import { KagentiError } from '../errors/kagenti-error.ts';
import { KagentiPermissionError } from '../errors/permission-error.ts';
import type { CallScope } from '../sending/call-scope.ts';
import type { CalledName, CalledOperation, RequestMethod } from '../sending/called-operation.ts';
import type { Caller } from './caller.ts';

/** What a permission hook decides on. */
export interface AuthorizeRequest {
  /** Operation that is wanted; `request` for a path that the contract does not have. */
  readonly operation: CalledName;
  /** Backstage permission that it needs. */
  readonly permission: Permission;
  /** Whom the call is made for. */
  readonly caller: Caller;
  /** Namespace that it touches; `*` for every one at once, missing where there is none. */
  readonly namespace?: string | undefined;
  /** Agent, tool or skill that it touches, a skill by its resource name; missing where there is none. */
  readonly name?: string | undefined;
  /** Method of a path that the contract does not have; missing for an operation of the contract. */
  readonly method?: RequestMethod | undefined;
  /** That path, encoded; missing for an operation of the contract. */
  readonly path?: string | undefined;
}

/** Says `true` when the caller may; anything else, and an error, denies. */
export type Authorize = (request: AuthorizeRequest) => boolean | Promise<boolean>;

/**
 * Asks the permission hook, before a token is asked for. Fails closed: only `true` is a yes, and where
 * nobody said which permission is needed, the hook cannot give one.
 *
 * @param authorize - The hook.
 * @param operation - Operation that is wanted.
 * @param request - Caller and target.
 * @param scope - The call, whose end also ends the wait for the hook.
 */
export async function checkPermission(
  authorize: Authorize,
  operation: CalledOperation,
  request: Omit<AuthorizeRequest, 'operation' | 'permission'>,
  scope: CallScope,
): Promise<void> {
  const { permission } = operation;
  if (permission === null) return;
  if (permission === undefined) throw new KagentiPermissionError(operation.operation, undefined);
  let answer: unknown;
  try {
    answer = await scope.race(() =>
      authorize({ operation: operation.operation, permission, ...request }),
    );
  } catch (error) {
    scope.check();
    const cause = error ?? new Error('The permission hook threw nothing.');
    throw new KagentiPermissionError(operation.operation, permission, cause);
  }
  if (answer !== true) throw new KagentiPermissionError(operation.operation, permission);
}

/** Stands for every namespace at once; no namespace can have that name. */
export const everyNamespace = '*';

/** Refuses a namespace that is not in the list; without a list all are taken. */
export function checkNamespace(
  operation: CalledName,
  namespace: string | undefined,
  allowed: ReadonlySet<string> | undefined,
): void {
  if (namespace === undefined || allowed === undefined || allowed.has(namespace)) return;
  const problem =
    namespace === everyNamespace
      ? 'it reaches every namespace, and this client may use some only'
      : 'its namespace is not one of those that this client may use';
  throw new KagentiError(
    `Kagenti ${operation} refused: ${problem} (${[...allowed].join(', ')}; boost.providers.kagenti.namespaces).`,
    { code: 'namespace_refused', operation },
  );
}
