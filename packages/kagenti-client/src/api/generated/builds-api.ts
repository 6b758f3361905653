// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { CallOptions } from '../../options/client-options.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type { ResourceList } from '../resource-list.ts';
import type { BuildSummary } from './build-info-types.ts';
import type { AllBuildsListParameters } from './builds-types.ts';

/** Builds of agents and tools together. */
export interface BuildsApi {
  /**
   * Lists the builds of a namespace, or with `allNamespaces` of every one. All are returned in one
   * answer. `registered` is true even for a build that Shipwright refused. Permission
   * `boost.kagenti.admin`, role viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiError
   * `invalid_parameter` if neither or both of `namespace` and `allNamespaces` are given,
   * `namespace_refused` for `allNamespaces` if the client may use only some namespaces;
   * KagentiHttpError with the server's status.
   */
  list(
    parameters: AllBuildsListParameters,
    options?: CallOptions,
  ): KagentiCall<ResourceList<BuildSummary>>;
}
