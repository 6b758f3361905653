import { operationMethods } from '../operations/operation-method.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { skillsAutosyncOperations } from './generated/skills-autosync-operations.ts';
import type { AutosyncStatus, SetAutosyncParameters } from './generated/skills-autosync-types.ts';
import type { NoParameters } from './no-parameters.ts';

/** Skills that come from a registry by themselves, into every namespace. */
export interface AutosyncApi {
  /**
   * Says whether skills come by themselves, and how it went. Permission `boost.access`, no role, feature
   * flag `externalSkills`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  get(parameters?: NoParameters, options?: CallOptions): KagentiCall<AutosyncStatus>;
  /**
   * Has skills come from a registry, into every namespace. Never sent twice. Permission
   * `boost.kagenti.admin`, role operator, feature flag `externalSkills`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiError `namespace_refused` on a client
   * that may use some namespaces only; KagentiHttpError: 409 while there are skills, 422 for an interval
   * out of range or a registry on a private address.
   */
  set(parameters: SetAutosyncParameters, options?: CallOptions): KagentiCall<AutosyncStatus>;
  /**
   * Ends it, and removes the skills that came, from every namespace. Ending it again succeeds; the answer
   * holds nothing. Permission `boost.kagenti.admin`, role operator, feature flag `externalSkills`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiError `namespace_refused` on a client
   * that may use some namespaces only; KagentiHttpError with the server's status.
   */
  delete(parameters?: NoParameters, options?: CallOptions): KagentiCall<void>;
}

/** Binds the operations to a caller. */
export function autosyncApi(bound: BoundCore): AutosyncApi {
  const method = operationMethods(bound, skillsAutosyncOperations);
  return {
    get: method('skills.autosync.get'),
    set: method('skills.autosync.set'),
    delete: method('skills.autosync.delete'),
  };
}
