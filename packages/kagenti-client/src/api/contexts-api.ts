import { operationMethods } from '../operations/operation-method.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { contextsOperations } from './generated/contexts-operations.ts';
import type {
  AgentContext,
  ContextParameters,
  ContextsListParameters,
  CreateContextParameters,
} from './generated/contexts-types.ts';
import type { ResourceList } from './resource-list.ts';

/**
 * Contexts: volumes that agents share, kept by a Context Service behind Kagenti. `agents.create` mounts them
 * (`contexts`). Every status of 400 and above is the Context Service's own, or of what is in front of it.
 */
export interface ContextsApi {
  /**
   * Lists the contexts of a namespace; empty for one that does not exist. Permission `boost.access`, role
   * viewer, feature flag `contextService`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 400 for a namespace that is no
   * RFC 1123 label, 503 when the Context Service cannot be reached.
   */
  list(
    parameters: ContextsListParameters,
    options?: CallOptions,
  ): KagentiCall<ResourceList<AgentContext>>;
  /**
   * Creates a context. It is `provisioning` at first, and `ready` when `get` reports it. Never sent twice.
   * Permission `boost.kagenti.admin`, role operator, feature flag `contextService`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 400 for a name or a size that
   * cannot be, 409 when the name is taken, 500 for a namespace that does not exist, 503 when the Context
   * Service cannot be reached or does not answer within 10 s, when it may still have created the context.
   */
  create(parameters: CreateContextParameters, options?: CallOptions): KagentiCall<AgentContext>;
  /**
   * Returns one context. Permission `boost.access`, role viewer, feature flag `contextService`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 404 for one that does not exist,
   * 503 when the Context Service cannot be reached.
   */
  get(parameters: ContextParameters, options?: CallOptions): KagentiCall<AgentContext>;
  /**
   * Deletes a context with its data, also while an agent mounts it; the answer has no content. Permission
   * `boost.kagenti.admin`, role operator, feature flag `contextService`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 404 for one that does not exist,
   * 503 when the Context Service cannot be reached.
   */
  delete(parameters: ContextParameters, options?: CallOptions): KagentiCall<void>;
}

/** Binds the operations to a caller. */
export function contextsApi(bound: BoundCore): ContextsApi {
  const method = operationMethods(bound, contextsOperations);
  return {
    list: method('contexts.list'),
    create: method('contexts.create'),
    get: method('contexts.get'),
    delete: method('contexts.delete'),
  };
}
