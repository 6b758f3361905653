import { operationMethods } from '../operations/operation-method.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import type { BuildSummary } from './generated/build-info-types.ts';
import { buildsOperations } from './generated/builds-operations.ts';
import type { AllBuildsListParameters } from './generated/builds-types.ts';
import type { ResourceList } from './resource-list.ts';

/** Builds of agents and tools together. */
export interface BuildsApi {
  /**
   * Lists the builds of a namespace, or with `allNamespaces` of every one, all at once: there are no
   * pages. `registered` reads true there even for a build that Shipwright refused. Permission
   * `boost.kagenti.admin`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiError `invalid_parameter` for neither
   * `namespace` nor `allNamespaces`, or both, `namespace_refused` for `allNamespaces` on a client that may
   * use some namespaces only; KagentiHttpError with the server's status.
   */
  list(
    parameters: AllBuildsListParameters,
    options?: CallOptions,
  ): KagentiCall<ResourceList<BuildSummary>>;
}

/** Binds the operations to a caller. */
export function buildsApi(bound: BoundCore): BuildsApi {
  const method = operationMethods(bound, buildsOperations);
  return { list: method('builds.list') };
}
