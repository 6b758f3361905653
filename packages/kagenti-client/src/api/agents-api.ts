import { operationMethods } from '../operations/operation-method.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { statusInList } from '../waiting/status-in-list.ts';
import {
  type DeleteOptions,
  deleteMethod,
  type VerifiableDeleteResult,
} from '../waiting/verified-delete.ts';
import type { WaitOptions } from '../waiting/wait-options.ts';
import type { ReadyProgress } from '../waiting/wait-progress.ts';
import { waitUntil } from '../waiting/wait-until.ts';
import { workloadWait } from '../waiting/workload-wait.ts';
import { type AgentBuildsApi, agentBuildsApi } from './agent-builds-api.ts';
import { type AgentIdentityApi, agentIdentityApi } from './agent-identity-api.ts';
import { type AgentMigrationApi, agentMigrationApi } from './agent-migration-api.ts';
import { agentsBuildsOperations } from './generated/agents-builds-operations.ts';
import { agentsOperations } from './generated/agents-operations.ts';
import type {
  AgentDetail,
  AgentParameters,
  AgentSummary,
  AgentsListParameters,
  CreateAgentParameters,
  FetchEnvParameters,
  FetchedEnv,
  ParsedEnv,
  ParseEnvParameters,
} from './generated/agents-types.ts';
import type { ResourceResult, RouteStatus } from './generated/resources-types.ts';
import { type ListAll, listAllOf } from './list-namespaces.ts';
import type { ResourceList } from './resource-list.ts';

/** Agents. */
export interface AgentsApi {
  /**
   * Lists the agents of a namespace, all at once: there are no pages. One that is being built is among
   * them, one that is built and not finalized is not. A namespace that does not exist gives an empty list.
   * Permission `boost.agent.list`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  list(
    parameters?: AgentsListParameters,
    options?: CallOptions,
  ): KagentiCall<ResourceList<AgentSummary>>;
  /** Lists the agents of several namespaces, see {@link ListAll}. */
  readonly listAll: ListAll<AgentSummary>;
  /**
   * Makes an agent from an image, or starts its build from source. A build goes on after the answer:
   * `agents.builds.waitFor` waits for it and makes the agent. One from source takes the place of a build of
   * the same name. Whoever may register an agent can collect the account's token in chat. Never sent twice.
   * Permission `boost.agent.register`, role operator.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 400 without the `gitUrl` or
   * `containerImage` that the method needs, 404 for a namespace that does not exist, and with `missing: 'context'`
   * for a context that does not exist, 409 when the name
   * is taken, 422 for values that cannot be, without `fields` where Kubernetes refuses the name.
   */
  create(parameters: CreateAgentParameters, options?: CallOptions): KagentiCall<ResourceResult>;
  /**
   * Gives one agent. Permission `boost.agent.list`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status,
   * 404 also for an agent that is listed but still being built, or built and not finalized.
   */
  get(parameters: AgentParameters, options?: CallOptions): KagentiCall<AgentDetail>;
  /**
   * Deletes an agent with what belongs to it, builds included. Deleting one that does not exist succeeds
   * with an empty message, and so does a delete that Kubernetes refused: `verify: true` polls until the agent and
   * its build are gone. Permission `boost.agent.delete`, role operator.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status;
   * KagentiWorkError `not_deleted` where `verify` finds what remains.
   */
  delete(parameters: AgentParameters, options?: DeleteOptions): KagentiCall<VerifiableDeleteResult>;
  /**
   * Says whether an agent can be reached from outside the cluster; false also for one that does not
   * exist. Permission `boost.agent.list`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  routeStatus(parameters: AgentParameters, options?: CallOptions): KagentiCall<RouteStatus>;
  /**
   * Reads environment variables from a text, and changes nothing. Lines that are no variable are left
   * out and told in `warnings`. Permission `boost.kagenti.admin`, role operator.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  parseEnv(parameters: ParseEnvParameters, options?: CallOptions): KagentiCall<ParsedEnv>;
  /**
   * Has the server fetch a file of environment variables; `parseEnv` reads it. The backend of November
   * 2026 refuses private addresses, but lets a host through whose name resolves to 0.0.0.0. Permission
   * `boost.kagenti.admin`, role operator.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 400 for an address that is
   * private or neither http nor https, the file server's own status, 500 for more than 1 MB, 502 when the
   * host cannot be reached.
   */
  fetchEnv(parameters: FetchEnvParameters, options?: CallOptions): KagentiCall<FetchedEnv>;
  /**
   * Waits until an agent is ready: through its build, if it has one, and then until its pods are there. A build
   * is not finalized here: Kagenti does so by itself within 30 s, or `agents.builds.waitFor` with `finalize`
   * before. Looks by `get`, and by `list` for one that is being built, which cannot be got; every 1 to 10 s,
   * each look with those operations' permission and audit events. A look that fails in a way that may pass (the
   * connection, 429, 5xx but 501 and 505), or for a minute at most with 404, does not end the wait. A Job is
   * ready when it has completed.
   *
   * @throws KagentiWorkError `build_failed` or `rollout_failed`; KagentiTimeoutError `deadline`, after half an
   * hour where `timeoutMs` says nothing else; KagentiAbortError by the signal, or when the client is closed;
   * what `get` throws, where it does not pass.
   */
  waitForReady(
    parameters: AgentParameters,
    options?: WaitOptions<ReadyProgress>,
  ): Promise<AgentDetail>;
  /** Builds of agents from source. */
  readonly builds: AgentBuildsApi;
  /** Workload identity of agents. */
  readonly identity: AgentIdentityApi;
  /** Migration of agents from Kagenti's former Agent resource. */
  readonly migration: AgentMigrationApi;
}

/** Binds the operations to a caller. */
export function agentsApi(bound: BoundCore): AgentsApi {
  const method = operationMethods(bound, agentsOperations);
  const get = method('agents.get');
  const list = method('agents.list');
  return {
    list,
    listAll: listAllOf(bound, 'agents.list', list),
    create: method('agents.create'),
    get,
    delete: deleteMethod(bound, {
      remove: ['agents.delete', agentsOperations['agents.delete']],
      get: ['agents.get', agentsOperations['agents.get']],
      getBuild: ['agents.builds.get', agentsBuildsOperations['agents.builds.get']],
    }),
    routeStatus: method('agents.routeStatus'),
    parseEnv: method('agents.parseEnv'),
    fetchEnv: method('agents.fetchEnv'),
    waitForReady: async (parameters, options = {}) => {
      const agent = { ...parameters };
      const { namespace, name } = agent;
      const workload = workloadWait({
        operation: 'agents.get',
        get: callOptions => get(agent, callOptions),
        statusInList: callOptions =>
          statusInList('agents.list', list({ namespace }, callOptions), name),
      });
      return waitUntil(bound.core, workload, options);
    },
    builds: agentBuildsApi(bound),
    identity: agentIdentityApi(bound),
    migration: agentMigrationApi(bound),
  };
}
