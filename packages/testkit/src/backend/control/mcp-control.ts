import type { McpFailure } from '../mcp/mcp-server.ts';
import type { McpServers } from '../mcp/mcp-servers.ts';
import type { McpTool } from '../mcp/mcp-tool.ts';

/** The MCP servers behind a backend's tools. */
export interface McpControl {
  /**
   * The MCP server of the tools of a name, in whatever namespace: the backend, as it was recorded, looks
   * for it by name alone. It is there from then on, even without a tool.
   */
  server(toolName: string): McpServerControl;
}

/** An MCP server in the hands of a test. */
export interface McpServerControl {
  /** Offers tools in place of those that there are: at the start, those of the recorded server. */
  offer(tools: readonly McpTool[]): void;
  /**
   * Something is wrong with it: it is `unreachable`, demands a token (`unauthorized`), has nothing at its
   * path (`notFound`), or answers with `html`, upon which the backend answers its own caller nothing.
   */
  fail(how: McpFailure): void;
  /** Nothing is wrong with it any more. */
  recover(): void;
}

export function mcpControl(servers: McpServers): McpControl {
  return {
    server(toolName) {
      const server = servers.script(toolName);
      return {
        offer(tools) {
          server.tools = [...tools];
        },
        fail(how) {
          server.failure = how;
        },
        recover() {
          server.failure = undefined;
        },
      };
    },
  };
}
