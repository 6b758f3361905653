import { type AgentsApi, agentsApi } from './api/agents.ts';
import { type ChatApi, chatApi } from './api/chat.ts';
import { type HealthApi, healthApi } from './api/health.ts';
import { type NamespacesApi, namespacesApi } from './api/namespaces.ts';
import { type ToolsApi, toolsApi } from './api/tools.ts';
import { type Caller, serviceCaller, type UserCaller, userCaller } from './caller.ts';
import { ClientCore } from './client-core.ts';
import type { KagentiClientOptions } from './client-options.ts';

/** The Kagenti API, for one caller. Cheap to make; shares everything with the client it came from. */
export interface BoundKagentiClient {
  /** Whom its calls are made for. */
  readonly caller: Caller;
  /** Whether the backend runs. */
  readonly health: HealthApi;
  /** Namespaces. */
  readonly namespaces: NamespacesApi;
  /** Agents. */
  readonly agents: AgentsApi;
  /** MCP tools. */
  readonly tools: ToolsApi;
  /** Chat with an agent. */
  readonly chat: ChatApi;
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
   * Ends calls in flight with KagentiAbortError and frees the client's connections; a dispatcher that
   * was given stays open. Later calls reject.
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
      health: healthApi(bound),
      namespaces: namespacesApi(bound),
      agents: agentsApi(bound),
      tools: toolsApi(bound),
      chat: chatApi(bound),
    };
  }
}
