import { operationMethods } from '../operations/operation-method.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { agentsIdentityOperations } from './generated/agents-identity-operations.ts';
import type {
  IdentityConfig,
  IdentityStatus,
  ReplacedIdentityConfig,
  ReplaceIdentityConfigParameters,
} from './generated/agents-identity-types.ts';
import type { AgentParameters } from './generated/agents-types.ts';

/** Workload identity of agents, as the AuthBridge beside each reports it. */
export interface AgentIdentityApi {
  /**
   * Gives the configuration of an agent's AuthBridge; `{ AuthBridge: false }` where it has none. Without
   * the feature flag every agent gives 404. Permission `boost.kagenti.admin`, role operator, feature flag
   * `authbridgeAPI`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status,
   * 404 also for an agent whose pods do not run yet.
   */
  config(parameters: AgentParameters, options?: CallOptions): KagentiCall<IdentityConfig>;
  /**
   * Replaces the configuration of an agent's AuthBridge as a whole. It takes effect when the sidecar reads it
   * anew: `config` shows what the sidecar runs with, before and after. The server checks only that it is YAML,
   * and stores it for an agent that does not exist, too; deleting the agent leaves it behind. Permission
   * `boost.kagenti.admin`, role operator, feature flag `authbridgeAPI`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 400 for text that is no YAML, or
   * a name or namespace that is no RFC 1123 label, 422 for an empty text, 500 where Kubernetes refuses.
   */
  replaceConfig(
    parameters: ReplaceIdentityConfigParameters,
    options?: CallOptions,
  ): KagentiCall<ReplacedIdentityConfig>;
  /**
   * Counts what an agent's AuthBridge let through and refused; `{ AuthBridge: false }` where it has none.
   * Permission `boost.kagenti.admin`, role operator, feature flag `authbridgeAPI`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status,
   * 404 also for an agent whose pods do not run yet.
   */
  status(parameters: AgentParameters, options?: CallOptions): KagentiCall<IdentityStatus>;
}

/** Binds the operations to a caller. */
export function agentIdentityApi(bound: BoundCore): AgentIdentityApi {
  const method = operationMethods(bound, agentsIdentityOperations);
  return {
    config: method('agents.identity.config'),
    replaceConfig: method('agents.identity.replaceConfig'),
    status: method('agents.identity.status'),
  };
}
