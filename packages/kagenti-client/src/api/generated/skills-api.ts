// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { CallOptions } from '../../options/client-options.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type { ListAll } from '../list-namespaces.ts';
import type { ResourceList } from '../resource-list.ts';
import type { ResourceResult } from './resources-types.ts';
import type { AutosyncApi } from './skills-autosync-api.ts';
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
} from './skills-types.ts';

/**
 * Skills that agents can be given. Kagenti treats any ConfigMap as a skill, so `get`, `file`,
 * `delete` and `recordUsage` first read the list of the namespace, within the same call, and fail
 * with status 404 for a name that is not in it.
 */
export interface SkillsApi {
  /**
   * Lists the skills of a namespace; Kagenti has no pages. The list is empty for a namespace that
   * does not exist. Permission `boost.access`, role viewer, feature flag `skills`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  list(parameters: SkillsListParameters, options?: CallOptions): KagentiCall<ResourceList<Skill>>;
  /**
   * Creates a skill from files. The answer contains its display name; the list contains its
   * resource name. Never sent twice. Permission `boost.mcp.manage`, role operator, feature flag
   * `skills`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 400
   * without `SKILL.md` among the files, 404 for a namespace that does not exist, 409 if the name is
   * taken.
   */
  create(parameters: CreateSkillParameters, options?: CallOptions): KagentiCall<ResourceResult>;
  /**
   * Returns a skill with its files; a skill of a registry has none here. Permission `boost.access`,
   * role viewer, feature flag `skills`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiError
   * `invalid_parameter` for a name that is not a resource name, which display names often are not;
   * KagentiHttpError with the server's status.
   */
  get(parameters: SkillParameters, options?: CallOptions): KagentiCall<SkillDetail>;
  /**
   * Deletes a skill. A skill that does not exist returns 404, whereas deleting an agent or a tool
   * succeeds. Permission `boost.mcp.manage`, role operator, feature flag `skills`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  delete(parameters: SkillParameters, options?: CallOptions): KagentiCall<DeleteSkillResult>;
  /**
   * Creates a skill whose files stay in a registry. Default timeouts: 75 s for the headers, 90 s in
   * total. Never sent twice. Permission `boost.mcp.manage`, role operator, feature flag
   * `externalSkills`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 409 if the
   * name is taken, 422 for a registry on a private address or without one.
   */
  addExternal(
    parameters: AddExternalSkillParameters,
    options?: CallOptions,
  ): KagentiCall<ResourceResult>;
  /**
   * Counts one use of a skill, and returns the skill with the new count. Never sent twice.
   * Permission `boost.mcp.manage`, role operator, feature flag `skills`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  recordUsage(parameters: SkillParameters, options?: CallOptions): KagentiCall<Skill>;
  /**
   * Returns a file of a skill. Permission `boost.access`, role viewer, feature flag `skills`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiError
   * `invalid_parameter` for a path with an empty part, `.` or `..`; KagentiHttpError with the
   * server's status.
   */
  file(parameters: SkillFileParameters, options?: CallOptions): KagentiCall<SkillFile>;
  /** Lists the skills of several namespaces, see {@link ListAll}. */
  readonly listAll: ListAll<Skill>;
  /** Skills that are synchronized from a registry, into every namespace. */
  readonly autosync: AutosyncApi;
}
