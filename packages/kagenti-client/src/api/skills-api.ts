import { operationMethods } from '../operations/operation-method.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { type AutosyncApi, autosyncApi } from './autosync-api.ts';
import type { ResourceResult } from './generated/resources-types.ts';
import { skillsOperations } from './generated/skills-operations.ts';
import type {
  AddExternalSkillParameters,
  CreateSkillParameters,
  DeleteSkillResult,
  Skill,
  SkillDetail,
  SkillFile,
  SkillFileParameters,
  SkillParameters,
  SkillsListParameters,
} from './generated/skills-types.ts';
import { type ListAll, listAllOf } from './list-namespaces.ts';
import type { ResourceList } from './resource-list.ts';

/**
 * Skills that agents can be given. Kagenti takes any ConfigMap for a skill, so `get`, `file`, `delete` and
 * `recordUsage` first read the list of the namespace, within the same call, and fail with status 404 for a name that
 * it does not have.
 */
export interface SkillsApi {
  /**
   * Lists the skills of a namespace, all at once: there are no pages. A namespace that does not exist gives
   * an empty list. Permission `boost.access`, role viewer, feature flag `skills`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  list(parameters: SkillsListParameters, options?: CallOptions): KagentiCall<ResourceList<Skill>>;
  /** Lists the skills of several namespaces, see {@link ListAll}. */
  readonly listAll: ListAll<Skill>;
  /**
   * Makes a skill of files. The answer says the name it is shown by; the list says its resource name.
   * Never sent twice. Permission `boost.mcp.manage`, role operator, feature flag `skills`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 400 without `SKILL.md` among
   * the files, 404 for a namespace that does not exist, 409 when the name is taken.
   */
  create(parameters: CreateSkillParameters, options?: CallOptions): KagentiCall<ResourceResult>;
  /**
   * Gives a skill with its files; those of a registry have none here. Permission `boost.access`, role
   * viewer, feature flag `skills`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiError `invalid_parameter` for a name that is
   * no resource name, as the name it is shown by often is; KagentiHttpError with the server's status.
   */
  get(parameters: SkillParameters, options?: CallOptions): KagentiCall<SkillDetail>;
  /**
   * Deletes a skill. One that does not exist gives 404, where an agent or a tool succeeds. Permission
   * `boost.mcp.manage`, role operator, feature flag `skills`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  delete(parameters: SkillParameters, options?: CallOptions): KagentiCall<DeleteSkillResult>;
  /**
   * Makes a skill that stays in a registry. Never sent twice. Permission `boost.mcp.manage`, role
   * operator, feature flag `externalSkills`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 409 when the name is taken,
   * 422 for a registry on a private address or without one.
   */
  addExternal(
    parameters: AddExternalSkillParameters,
    options?: CallOptions,
  ): KagentiCall<ResourceResult>;
  /**
   * Counts one use of a skill, and gives the skill with the new count. Never sent twice. Permission
   * `boost.mcp.manage`, role operator, feature flag `skills`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  recordUsage(parameters: SkillParameters, options?: CallOptions): KagentiCall<Skill>;
  /**
   * Gives a file of a skill. Permission `boost.access`, role viewer, feature flag `skills`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiError `invalid_parameter` for a path
   * with an empty part, `.` or `..`; KagentiHttpError with the server's status.
   */
  file(parameters: SkillFileParameters, options?: CallOptions): KagentiCall<SkillFile>;
  /** Skills that come from a registry by themselves. */
  readonly autosync: AutosyncApi;
}

/** Binds the operations to a caller. */
export function skillsApi(bound: BoundCore): SkillsApi {
  const method = operationMethods(bound, skillsOperations);
  const list = method('skills.list');
  return {
    list,
    listAll: listAllOf(bound, 'skills.list', list),
    create: method('skills.create'),
    get: method('skills.get'),
    delete: method('skills.delete'),
    addExternal: method('skills.addExternal'),
    recordUsage: method('skills.recordUsage'),
    file: method('skills.file'),
    autosync: autosyncApi(bound),
  };
}
