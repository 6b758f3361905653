// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { CallOptions } from '../../options/client-options.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type { DeleteOptions, VerifiableDeleteResult } from '../../waiting/verified-delete.ts';
import type { WaitOptions } from '../../waiting/wait-options.ts';
import type { ReadyProgress } from '../../waiting/wait-progress.ts';
import type { ListAll } from '../list-namespaces.ts';
import type { ResourceList } from '../resource-list.ts';
import type { AgentBuildsApi } from './agents-builds-api.ts';
import type { AgentIdentityApi } from './agents-identity-api.ts';
import type { AgentMigrationApi } from './agents-migration-api.ts';
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
} from './agents-types.ts';
import type { ResourceResult, RouteStatus } from './resources-types.ts';

/** Agents. */
export interface AgentsApi {
  /**
   * Lists the agents of a namespace; Kagenti has no pages. The list contains an agent that is being
   * built, and leaves out one that is built but not finalized. It is empty for a namespace that
   * does not exist. Permission `boost.agent.list`, role viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  list(
    parameters?: AgentsListParameters,
    options?: CallOptions,
  ): KagentiCall<ResourceList<AgentSummary>>;
  /**
   * Creates an agent from an image, or starts its build from source. A build continues after the
   * answer: `agents.builds.waitFor` waits for it and creates the agent. A build from source
   * replaces one of the same name. Anyone who may register an agent can collect the account's token
   * in chat. Never sent twice. Permission `boost.agent.register`, role operator.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 400
   * without the `gitUrl` or `containerImage` that the method needs, 404 for a namespace that does
   * not exist, and with `missing: 'context'` for a context that does not exist, 409 if the name is
   * taken, 422 for invalid values, without `fields` where Kubernetes refuses the name.
   */
  create(parameters: CreateAgentParameters, options?: CallOptions): KagentiCall<ResourceResult>;
  /**
   * Returns one agent. Permission `boost.agent.list`, role viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status, 404 also for an agent that is listed but still being built, or built and not
   * finalized.
   */
  get(parameters: AgentParameters, options?: CallOptions): KagentiCall<AgentDetail>;
  /**
   * Deletes an agent with everything that belongs to it, including builds. Deleting an agent that
   * does not exist succeeds with an empty message, and so does a delete that Kubernetes refused:
   * `verify: true` polls until the agent and its build are gone. Permission `boost.agent.delete`,
   * role operator.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status; KagentiWorkError `not_deleted` if `verify` finds that something remains.
   */
  delete(parameters: AgentParameters, options?: DeleteOptions): KagentiCall<VerifiableDeleteResult>;
  /**
   * Returns whether an agent can be reached from outside the cluster; false also for one that does
   * not exist. Permission `boost.agent.list`, role viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  routeStatus(parameters: AgentParameters, options?: CallOptions): KagentiCall<RouteStatus>;
  /**
   * Reads environment variables from a text, and changes nothing. `warnings` reports lines that are
   * not variables. Permission `boost.kagenti.admin`, role operator.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  parseEnv(parameters: ParseEnvParameters, options?: CallOptions): KagentiCall<ParsedEnv>;
  /**
   * Has the server fetch a file of environment variables; `parseEnv` reads it. The backend of
   * November 2026 refuses private addresses, but not a host name that resolves to 0.0.0.0. Default
   * timeouts: 75 s for the headers, 90 s in total. Permission `boost.kagenti.admin`, role operator.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 400 for an
   * address that is private or neither http nor https, the file server's own status, 500 for more
   * than 1 MB, 502 if the host cannot be reached.
   */
  fetchEnv(parameters: FetchEnvParameters, options?: CallOptions): KagentiCall<FetchedEnv>;
  /** Lists the agents of several namespaces, see {@link ListAll}. */
  readonly listAll: ListAll<AgentSummary>;
  /**
   * Waits until an agent is ready: through its build, if it has one, and then until its pods are
   * ready. It does not finalize a build: Kagenti does that itself within 30 s, or
   * `agents.builds.waitFor` with `finalize` before. Polls `get`, and `list` for an agent that is
   * being built, which `get` does not return yet, every 1 to 10 s; each poll needs the permission
   * of its operation and has its own audit event. The wait continues after a poll that fails
   * temporarily: a connection error, 429, any 5xx except 501 and 505, or 404 for at most a minute.
   * A Job is ready when it has completed.
   *
   * @throws KagentiWorkError `build_failed` or `rollout_failed`; KagentiTimeoutError `deadline`
   * after `timeoutMs`, by default half an hour; KagentiAbortError by the signal, or when the client
   * is closed; what `get` throws, unless it is temporary.
   */
  waitForReady(
    parameters: AgentParameters,
    options?: WaitOptions<ReadyProgress>,
  ): Promise<AgentDetail>;
  /** Migration of agents from Kagenti's former Agent resource to Deployments. */
  readonly migration: AgentMigrationApi;
  /** Builds of agents from source. */
  readonly builds: AgentBuildsApi;
  /** Workload identity of agents, as the AuthBridge of each reports it. */
  readonly identity: AgentIdentityApi;
}
