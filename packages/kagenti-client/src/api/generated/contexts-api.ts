// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { CallOptions } from '../../options/client-options.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type { ResourceList } from '../resource-list.ts';
import type {
  AgentContext,
  ContextParameters,
  ContextsListParameters,
  CreateContextParameters,
} from './contexts-types.ts';

/**
 * Contexts: volumes that agents share, kept by a Context Service behind Kagenti. `agents.create`
 * mounts them (`contexts`). Every status of 400 and above comes from the Context Service, or from
 * what is in front of it.
 */
export interface ContextsApi {
  /**
   * Lists the contexts of a namespace; empty for one that does not exist. Requires a server from
   * 2026-08-20 or later. Permission `boost.access`, role viewer, feature flag `contextService`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 400 for a
   * namespace that is not an RFC 1123 label, 503 if the Context Service cannot be reached.
   */
  list(
    parameters: ContextsListParameters,
    options?: CallOptions,
  ): KagentiCall<ResourceList<AgentContext>>;
  /**
   * Creates a context. Its state is `provisioning` at first; poll `get` until it is `ready`.
   * Requires a server from 2026-08-20 or later. Never sent twice. Permission `boost.kagenti.admin`,
   * role operator, feature flag `contextService`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 400 for an
   * invalid name or size, 409 if the name is taken, 500 for a namespace that does not exist, 503 if
   * the Context Service cannot be reached or does not answer within 10 s; it may still have created
   * the context.
   */
  create(parameters: CreateContextParameters, options?: CallOptions): KagentiCall<AgentContext>;
  /**
   * Returns one context. Requires a server from 2026-08-20 or later. Permission `boost.access`,
   * role viewer, feature flag `contextService`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 404 for a
   * context that does not exist, 503 if the Context Service cannot be reached.
   */
  get(parameters: ContextParameters, options?: CallOptions): KagentiCall<AgentContext>;
  /**
   * Deletes a context with its data, even while an agent mounts it; the answer has no content.
   * Requires a server from 2026-08-20 or later. Permission `boost.kagenti.admin`, role operator,
   * feature flag `contextService`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 404 for a
   * context that does not exist, 503 if the Context Service cannot be reached.
   */
  delete(parameters: ContextParameters, options?: CallOptions): KagentiCall<void>;
}
