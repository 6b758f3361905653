import type { ResourceDetail, ResourceSummary } from '../common/resource-answers.ts';

/** One line of a list of tools. */
export type ToolSummary = ResourceSummary;

/**
 * A tool as Kubernetes has it; the contract leaves its shape open. While it builds it is a placeholder
 * with `isBuild: true` and the specification of the build.
 */
export type ToolDetail = ResourceDetail;

/** An MCP tool, as its server describes it. */
export interface McpTool {
  /** Its name, for `tools.invoke`. */
  readonly name: string;
  /** What it does. */
  readonly description?: string | null;
  /** JSON Schema of its arguments. */
  readonly input_schema?: Readonly<Record<string, unknown>> | null;
}

/** The MCP tools of a tool. */
export interface McpToolList {
  /** The MCP tools. */
  readonly tools: readonly McpTool[];
}

/** What an MCP tool answered. */
export interface McpToolResult {
  /** Its answer, as MCP has it: `{ content, isError }`; `isError` is true when the tool failed. */
  readonly result: unknown;
}
