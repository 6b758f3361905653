import type { Permission } from '@rhdh-boost/kagenti-contract';
import { KagentiError } from '../errors/kagenti-error.ts';
import { KagentiPermissionError } from '../errors/permission-error.ts';
import { PermissionRefusal } from '../errors/permission-refusal.ts';
import { isRecord } from '../is-record.ts';
import type { CallRequest } from '../sending/call-request.ts';
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

/** One agent. */
export interface AgentRef {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly name: string;
}

/** A yes that has more to say than `true`. A field that is not listed here denies the call. */
export interface Allowance {
  /** The yes. */
  readonly allowed: true;
  /**
   * What allowed the call; goes to the audit log.
   *
   * @defaultValue The permission that was asked for.
   */
  readonly allowedBy?: string;
  /**
   * Returns those agents of a list that the caller may see. Any call that does not list agents is denied by it.
   */
  readonly filter?: (
    agents: readonly AgentRef[],
  ) => readonly AgentRef[] | Promise<readonly AgentRef[]>;
}

/** Returns `true`, or an allowance, when the caller may; anything else, and an error, denies. */
export type Authorize = (
  request: AuthorizeRequest,
) => boolean | Allowance | Promise<boolean | Allowance>;

/**
 * Asks the permission hook, before a token is asked for. Fails closed: only `true` and an allowance that is
 * understood are a yes, and where nobody said which permission is needed, the hook cannot give one.
 *
 * @param authorize - The hook.
 * @param call - Operation that is wanted.
 * @param request - Caller and target.
 * @param scope - The call, whose end also ends the wait for the hook.
 * @returns What allowed the call, and the filter of its answer; undefined where nobody was asked.
 */
export async function checkPermission(
  authorize: Authorize,
  { operation, descriptor }: Pick<CallRequest, 'operation' | 'descriptor'>,
  request: Omit<AuthorizeRequest, 'operation' | 'permission'>,
  scope: CallScope,
): Promise<Allowance | undefined> {
  const { permission } = operation;
  if (permission === null) return undefined;
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
  if (answer === true) return { allowed: true, allowedBy: permission };
  if (!isAllowance(answer)) throw new KagentiPermissionError(operation.operation, permission);
  const { filter, allowedBy = permission } = answer;
  if (filter === undefined) return { allowed: true, allowedBy };
  if (descriptor.listsAgents === true) return { allowed: true, allowedBy, filter };
  const refusal = new PermissionRefusal(
    'The hook allows some agents of a list, and this operation lists none.',
  );
  throw new KagentiPermissionError(operation.operation, permission, refusal);
}

/** A decision of another form, such as one of Backstage's, is no yes, and a misspelt filter would filter nothing. */
function isAllowance(answer: unknown): answer is Allowance {
  if (!isRecord(answer)) return false;
  const { allowed, allowedBy = '', filter = isAllowance, ...others } = answer;
  if (allowed !== true || Object.keys(others).length > 0) return false;
  return typeof allowedBy === 'string' && typeof filter === 'function';
}

/**
 * The agents of a list that the hook's filter lets the caller see, and nothing else of the answer. Fails closed: an
 * item without namespace and name is left out, and a filter that fails, or returns no list, ends the call.
 */
export async function visibleAgents(
  { operation, permission }: CalledOperation,
  answer: unknown,
  filter: NonNullable<Allowance['filter']>,
  scope: CallScope,
): Promise<{ readonly items: readonly unknown[] }> {
  const listed = isRecord(answer) && Array.isArray(answer['items']) ? answer['items'] : [];
  const items = listed.filter(isAgent);
  const refs = items.map(({ namespace, name }) => ({ namespace, name }));
  try {
    const visible: unknown = await scope.race(async () => filter(refs));
    if (!Array.isArray(visible))
      throw new TypeError('The filter of the permission hook must return a list of agents.');
    const shown = new Set(visible.filter(isAgent).map(identity));
    return { items: items.filter(item => shown.has(identity(item))) };
  } catch (error) {
    scope.check();
    const cause = error ?? new Error('The filter of the permission hook threw nothing.');
    throw new KagentiPermissionError(operation, permission ?? undefined, cause);
  }
}

const isAgent = (item: unknown): item is AgentRef =>
  isRecord(item) && typeof item['namespace'] === 'string' && typeof item['name'] === 'string';

const identity = ({ namespace, name }: AgentRef): string => JSON.stringify([namespace, name]);

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
      ? 'it reaches every namespace, and this client may use only some'
      : 'this client may not use its namespace';
  throw new KagentiError(
    `Kagenti ${operation} refused: ${problem}. Allowed are ${[...allowed].join(', ')}. To allow another, add it to boost.providers.kagenti.namespaces. For a plugin with its own section, such as boost.entityProviders.kagenti, add it to namespaces of that section.`,
    { code: 'namespace_refused', operation },
  );
}
