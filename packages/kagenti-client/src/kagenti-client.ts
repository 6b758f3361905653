import { type Caller, serviceCaller, type UserCaller, userCaller } from './access/caller.ts';
import { agentsApi } from './api/agents-api.ts';
import { chatApi } from './api/chat-api.ts';
import type { AgentsApi } from './api/generated/agents-api.ts';
import type { AuthApi } from './api/generated/auth-api.ts';
import { authOperations } from './api/generated/auth-operations.ts';
import type { BuildsApi } from './api/generated/builds-api.ts';
import { buildsOperations } from './api/generated/builds-operations.ts';
import type { ChatApi } from './api/generated/chat-api.ts';
import type { ConfigApi } from './api/generated/config-api.ts';
import { configOperations } from './api/generated/config-operations.ts';
import type { ContextsApi } from './api/generated/contexts-api.ts';
import { contextsOperations } from './api/generated/contexts-operations.ts';
import type { DreamsApi } from './api/generated/dreams-api.ts';
import { dreamsOperations } from './api/generated/dreams-operations.ts';
import type { HealthApi } from './api/generated/health-api.ts';
import { healthOperations } from './api/generated/health-operations.ts';
import type { NamespacesApi } from './api/generated/namespaces-api.ts';
import { namespacesOperations } from './api/generated/namespaces-operations.ts';
import type { SimulationApi } from './api/generated/simulation-api.ts';
import type { SkillsApi } from './api/generated/skills-api.ts';
import type { ToolsApi } from './api/generated/tools-api.ts';
import { simulationApi } from './api/simulation-api.ts';
import { skillsApi } from './api/skills-api.ts';
import { toolsApi } from './api/tools-api.ts';
import { ClientCore } from './client-core.ts';
import { operationMethods } from './operations/operation-method.ts';
import type { KagentiClientOptions } from './options/client-options.ts';
import { pathRequest } from './requests/path-request.ts';
import type { RequestOptions } from './requests/request-options.ts';
import type { RequestMethod } from './sending/called-operation.ts';
import { jsonCall, type KagentiCall } from './sending/kagenti-call.ts';

/**
 * The Kagenti API, for one caller. Cheap to make; shares everything with the client it came from. Besides the errors
 * that its comment names, every method can throw KagentiConnectionError, KagentiTimeoutError, KagentiAbortError and
 * KagentiContractError.
 */
export interface BoundKagentiClient {
  /** Whom its calls are made for. */
  readonly caller: Caller;
  /** Whether the backend runs. */
  readonly health: HealthApi;
  /** How Kagenti is signed in to, and whom it takes the service account for. */
  readonly auth: AuthApi;
  /** Namespaces. */
  readonly namespaces: NamespacesApi;
  /** Agents. */
  readonly agents: AgentsApi;
  /** MCP tools. */
  readonly tools: ToolsApi;
  /** What the server is set up for, and how the platform is. */
  readonly config: ConfigApi;
  /** Chat with an agent. */
  readonly chat: ChatApi;
  /** Builds of agents and tools together. */
  readonly builds: BuildsApi;
  /** Skills that agents can be given. */
  readonly skills: SkillsApi;
  /** Contexts: volumes that agents share. */
  readonly contexts: ContextsApi;
  /** Simulated tools. */
  readonly simulation: SimulationApi;
  /** Dreaming: skills that are improved from what an agent did. */
  readonly dreams: DreamsApi;
  /**
   * Reaches what is newer than the contract. A path that the contract has is that operation: its
   * permission, audit events, retries, namespace and session rules hold, and its answer is checked. Of any
   * other path nothing is known: say `permission` where the client has an `authorize`, and `namespace` where
   * it may use some namespaces only. Such a call is named `request` in hooks, audit events and errors; only
   * its GET is repeated.
   *
   * @param method - HTTP method.
   * @param path - Path from the server's root, each segment encoded by `encodeURIComponent`; a query may
   * follow. Another spelling of a path that the contract has is refused.
   * @param options - Query, body, permission, namespace, and what every call may be given.
   * @returns The answer's data: JSON as it came, undefined for none.
   * @throws KagentiError `invalid_parameter` for a path that cannot be called, and for `chat.stream`;
   * KagentiPermissionError when the caller may not, or nobody said which permission the path needs.
   */
  request(method: RequestMethod, path: string, options?: RequestOptions): KagentiCall<unknown>;
}

/**
 * A client of one Kagenti backend. It has no operations itself, so that no call is made for nobody:
 * bind it to a user or a service first.
 */
export class KagentiClient {
  readonly #core: ClientCore;

  /**
   * @param options - Address, tokens and rules.
   * @throws KagentiError `invalid_options`, naming the option.
   */
  constructor(options: KagentiClientOptions) {
    this.#core = new ClientCore(options);
  }

  /**
   * The API on behalf of a Backstage user: each call carries the ref in `X-Backstage-User`.
   *
   * @param user - Entity ref (`user:default/jane`), or ref and credentials for the permission hook.
   * @throws KagentiError `invalid_caller` at once when the ref is not `kind:namespace/name`.
   */
  asUser(user: string | Omit<UserCaller, 'kind'>): BoundKagentiClient {
    return this.#bind(userCaller(user));
  }

  /**
   * The API on behalf of nobody: no user goes along, the reason goes to the audit log.
   *
   * @param reason - Why the calls are made: `nightly clean-up`.
   * @throws KagentiError `invalid_caller` at once when the reason is empty.
   */
  asService(reason: string): BoundKagentiClient {
    return this.#bind(serviceCaller(reason));
  }

  /**
   * Ends calls in flight with KagentiAbortError and frees the client's connections; a dispatcher and
   * tokens that were given stay open. Later calls reject. Closing twice is closing once.
   *
   * Waits until the audit sink has taken the events of all calls, and no longer than 5 s for that.
   */
  async close(): Promise<void> {
    await this.#core.close();
  }

  /** The same as `close`, for `await using`. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #bind(caller: Caller): BoundKagentiClient {
    const bound = { core: this.#core, caller };
    return {
      caller,
      health: operationMethods(bound, healthOperations),
      auth: operationMethods(bound, authOperations),
      namespaces: operationMethods(bound, namespacesOperations),
      agents: agentsApi(bound),
      tools: toolsApi(bound),
      config: operationMethods(bound, configOperations),
      chat: chatApi(bound),
      builds: operationMethods(bound, buildsOperations),
      skills: skillsApi(bound),
      contexts: operationMethods(bound, contextsOperations),
      simulation: simulationApi(bound),
      dreams: operationMethods(bound, dreamsOperations),
      request: (method, path, options = {}) =>
        jsonCall(bound, () => pathRequest(bound, method, path, options)),
    };
  }
}
