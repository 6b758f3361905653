import { operationMethods } from '../operations/operation-method.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { namespacesOperations } from './generated/namespaces-operations.ts';
import type { NamespaceList, NamespacesListParameters } from './generated/namespaces-types.ts';

/** Namespaces. */
export interface NamespacesApi {
  /**
   * Lists namespaces, also those that this client may not use. Where Kubernetes does not let the backend
   * list them, it makes up `default` and says nothing. Permission `boost.access`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  list(parameters?: NamespacesListParameters, options?: CallOptions): KagentiCall<NamespaceList>;
}

/** Binds the operations to a caller. */
export function namespacesApi(bound: BoundCore): NamespacesApi {
  const method = operationMethods(bound, namespacesOperations);
  return { list: method('namespaces.list') };
}
