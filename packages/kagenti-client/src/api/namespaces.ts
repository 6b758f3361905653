import type { CallOptions } from '../client-options.ts';
import { type BoundCore, jsonCall } from '../json-call.ts';
import type { KagentiCall } from '../kagenti-call.ts';
import type { NamespaceList } from './answers.ts';
import { namespaceList } from './shapes.ts';

/** Parameters of `namespaces.list`. */
export interface NamespacesListParameters {
  /** Only those that Kagenti is switched on for; the server takes true where nothing is said. */
  readonly enabledOnly?: boolean;
}

/** Namespaces. */
export interface NamespacesApi {
  /**
   * Lists namespaces, also those that this client may not use. Permission `boost.access`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  list(parameters?: NamespacesListParameters, options?: CallOptions): KagentiCall<NamespaceList>;
}

/** Binds the operations to a caller. */
export function namespacesApi(bound: BoundCore): NamespacesApi {
  return {
    list: (parameters = {}, options = {}) =>
      jsonCall(bound, {
        name: 'namespaces.list',
        parameters: () => ({ query: { enabled_only: parameters.enabledOnly } }),
        shape: namespaceList,
        options,
      }),
  };
}
