import { operationMethods } from '../operations/operation-method.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { SkillsApi } from './generated/skills-api.ts';
import { skillsAutosyncOperations } from './generated/skills-autosync-operations.ts';
import { skillsOperations } from './generated/skills-operations.ts';
import { listAllOf } from './list-namespaces.ts';

/** Binds the operations to a caller. */
export function skillsApi(bound: BoundCore): SkillsApi {
  const methods = operationMethods(bound, skillsOperations);
  return {
    ...methods,
    listAll: listAllOf(bound, 'skills.list', methods.list),
    autosync: operationMethods(bound, skillsAutosyncOperations),
  };
}
