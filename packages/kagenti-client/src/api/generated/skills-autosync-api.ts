// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { CallOptions } from '../../options/client-options.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type { NoParameters } from '../no-parameters.ts';
import type { AutosyncStatus, SetAutosyncParameters } from './skills-autosync-types.ts';

/** Skills that are synchronized from a registry, into every namespace. */
export interface AutosyncApi {
  /**
   * Returns whether skills are synchronized, and how the last synchronization went. Permission
   * `boost.access`, no role, feature flag `externalSkills`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  get(parameters?: NoParameters, options?: CallOptions): KagentiCall<AutosyncStatus>;
  /**
   * Synchronizes skills from a registry, into every namespace. Default timeouts: 75 s for the
   * headers, 90 s in total. Never sent twice. Permission `boost.kagenti.admin`, role operator,
   * feature flag `externalSkills`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiError
   * `namespace_refused` if the client may use only some namespaces; KagentiHttpError: 409 while
   * skills exist, 422 for an interval out of range or a registry on a private address.
   */
  set(parameters: SetAutosyncParameters, options?: CallOptions): KagentiCall<AutosyncStatus>;
  /**
   * Stops the synchronization, and removes the synchronized skills from every namespace. Stopping
   * it again succeeds; the answer has no content. Permission `boost.kagenti.admin`, role operator,
   * feature flag `externalSkills`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiError
   * `namespace_refused` if the client may use only some namespaces; KagentiHttpError with the
   * server's status.
   */
  delete(parameters?: NoParameters, options?: CallOptions): KagentiCall<void>;
}
