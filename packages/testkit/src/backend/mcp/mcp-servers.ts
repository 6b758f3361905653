import type { BackendState } from '../backend-state.ts';
import { McpServer } from './mcp-server.ts';

/**
 * The MCP servers, by the name of their tool. Off a cluster the namespace plays no part in their address,
 * so that tools of one name share one.
 */
export class McpServers {
  readonly #state: BackendState;
  readonly #scripted = new Map<string, McpServer>();

  constructor(state: BackendState) {
    this.#state = state;
  }

  /** The server of a name for a script; it exists from then on, whatever becomes of the tools. */
  script(name: string): McpServer {
    const server = this.#scripted.get(name) ?? new McpServer();
    this.#scripted.set(name, server);
    return server;
  }

  /** The server of a name; undefined when no tool has the name and none was scripted. */
  find(name: string): McpServer | undefined {
    const isDeployed = this.#state.tools.hasName(name);
    return this.#scripted.get(name) ?? (isDeployed ? new McpServer() : undefined);
  }
}
