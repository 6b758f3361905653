import { operationMethods } from '../../operations/operation-method.ts';
import type { CallOptions } from '../../options/client-options.ts';
import type { BoundCore } from '../../sending/json-call.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type { IdentityConfig, IdentityStatus } from './agent-identity-answers.ts';
import { agentIdentityOperations } from './agent-identity-operations.ts';
import type { AgentParameters } from './agents-parameters.ts';

/** Workload identity of agents, as the AuthBridge beside each tells it. */
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
  const method = operationMethods(bound, agentIdentityOperations);
  return {
    config: method('agents.identity.config'),
    status: method('agents.identity.status'),
  };
}
