import type { CallOptions } from '../client-options.ts';
import { type BoundCore, jsonCall } from '../json-call.ts';
import type { KagentiCall } from '../kagenti-call.ts';
import { defaultNamespace } from '../namespace-rule.ts';
import type { AgentDetail, AgentSummary, DeleteResult, ResourceList } from './answers.ts';
import { agentDetail, agentList, deleteResult } from './shapes.ts';

/** Parameters of `agents.list`. */
export interface AgentsListParameters {
  /** Namespace whose agents are listed; the server takes `default` where none is given. */
  readonly namespace?: string;
}

/** One agent. */
export interface AgentParameters {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly name: string;
}

/** Agents. */
export interface AgentsApi {
  /**
   * Lists the agents of a namespace, those that are being built included. Permission
   * `boost.agent.list`, role viewer. A namespace that does not exist gives an empty list.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  list(
    parameters?: AgentsListParameters,
    options?: CallOptions,
  ): KagentiCall<ResourceList<AgentSummary>>;
  /**
   * Gives one agent. Permission `boost.agent.list`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status,
   * 404 also for an agent that is listed but still being built.
   */
  get(parameters: AgentParameters, options?: CallOptions): KagentiCall<AgentDetail>;
  /**
   * Deletes an agent with what belongs to it, builds included. Permission `boost.agent.delete`, role
   * operator. Deleting one that does not exist succeeds with an empty message.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  delete(parameters: AgentParameters, options?: CallOptions): KagentiCall<DeleteResult>;
}

/** What Kagenti itself answers when there was nothing to delete. */
const nothingDeleted = JSON.stringify({ success: true, message: '' } satisfies DeleteResult);

/** Binds the operations to a caller. */
export function agentsApi(bound: BoundCore): AgentsApi {
  return {
    list: (parameters = {}, options = {}) =>
      jsonCall(bound, {
        name: 'agents.list',
        target: { namespace: parameters.namespace ?? defaultNamespace },
        parameters: () => ({ query: { namespace: parameters.namespace } }),
        shape: agentList,
        options,
      }),
    get: ({ namespace, name }, options = {}) =>
      jsonCall(bound, {
        name: 'agents.get',
        target: { namespace, name },
        parameters: () => ({ path: { namespace, name } }),
        shape: agentDetail,
        options,
      }),
    delete: ({ namespace, name }, options = {}) =>
      jsonCall(bound, {
        name: 'agents.delete',
        target: { namespace, name },
        parameters: () => ({ path: { namespace, name } }),
        shape: deleteResult,
        whenGone: nothingDeleted,
        options,
      }),
  };
}
