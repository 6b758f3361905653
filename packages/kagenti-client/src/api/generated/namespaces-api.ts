// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { CallOptions } from '../../options/client-options.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type { NamespaceList, NamespacesListParameters } from './namespaces-types.ts';

/** Namespaces. */
export interface NamespacesApi {
  /**
   * Lists namespaces, including those that this client may not use. Where Kubernetes does not let
   * the backend list them, the answer is `default` alone, without a warning. Permission
   * `boost.access`, role viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  list(parameters?: NamespacesListParameters, options?: CallOptions): KagentiCall<NamespaceList>;
}
