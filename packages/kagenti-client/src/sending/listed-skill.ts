import { operationByName } from '@rhdh-boost/kagenti-contract';
import type { ClientCore } from '../client-core.ts';
import { KagentiHttpError } from '../errors/http-error.ts';
import { isRecord } from '../is-record.ts';
import { readText } from './answer-handler.ts';
import type { CallTarget } from './call-request.ts';
import type { CallScope } from './call-scope.ts';
import { exchange } from './exchange.ts';
import { requestPath } from './request-path.ts';
import type { AttemptPlan } from './send-attempt.ts';

/**
 * Refuses a name that no listed skill has. Kagenti reads, changes and deletes any ConfigMap as a skill
 * (routers/skills.py:400, :409, :735 in 0ea6d7ff), also one that needs another permission, and only its list goes
 * by the label of skills (:437). The list is a read within the same call: its permission and audit events are those
 * of the call.
 *
 * @throws KagentiHttpError with status 404 where the list does not have the name.
 */
export async function refuseUnlistedSkill(
  core: ClientCore,
  scope: CallScope,
  plan: AttemptPlan<unknown>,
  { namespace, name }: CallTarget,
): Promise<void> {
  const { operation } = plan.operation;
  // Under the call's own name, which chooses the token and is that of errors.
  const list = { ...operationByName('skills.list'), operation };
  const { value, headers } = await exchange(core, scope, {
    ...plan,
    operation: list,
    path: requestPath(list, {}, { namespace }),
    body: undefined,
    read: readText,
    whenGone: undefined,
  });
  if (skillNames(value).includes(name)) return;
  throw new KagentiHttpError(
    `Kagenti ${operation} refused: skills.list of the namespace has no skill of that name. Give resourceName from skills.list; other ConfigMaps are not reached as skills.`,
    { operation, status: 404, fromAgent: false, accountRefused: false, headers },
    scope.attempts,
  );
}

/** Resource names of a list; none where the answer is no list, so that nothing is reached. */
function skillNames(text: string | undefined): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(text ?? '');
    const items: unknown = isRecord(list) ? list.items : undefined;
    return Array.isArray(items) ? items.map(item => Object(item).resourceName) : [];
  } catch {
    return [];
  }
}
