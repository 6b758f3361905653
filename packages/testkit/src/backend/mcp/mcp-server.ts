import { isError } from '@rhdh-boost/internal/error-name';
import type { McpTool } from './mcp-tool.ts';
import { recordedTools } from './recorded-tools.ts';

/**
 * What may be wrong with an MCP server: it is `unreachable`, demands a token (`unauthorized`: the backend
 * passes none on), has nothing at its path `/mcp` (`notFound`), or answers with `html`.
 */
export type McpFailure = 'unreachable' | 'unauthorized' | 'notFound' | 'html';

/** What a call of a tool came to, as the backend passes it on. */
export interface McpResult {
  readonly content: readonly { readonly type: 'text'; readonly text: string }[];
  readonly isError: boolean;
}

/** An MCP server, which the backend reaches over no network. */
export class McpServer {
  tools: readonly McpTool[] = recordedTools;
  failure: McpFailure | undefined;

  /** Calls a tool; what goes wrong with the tool is a result as well. */
  async call(name: string, given: Readonly<Record<string, unknown>>): Promise<McpResult> {
    const tool = this.tools.find(offered => offered.name === name);
    if (tool === undefined) {
      return result(`Unknown tool: ${name}`, true);
    }
    try {
      return result(await tool.call(given), false);
    } catch (error) {
      const reason = isError(error) ? error.message : String(error);
      return result(`Error executing tool ${name}: ${reason}`, true);
    }
  }
}

function result(text: string, hasFailed: boolean): McpResult {
  return { content: [{ type: 'text', text }], isError: hasFailed };
}
