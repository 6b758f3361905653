/** A tool that an MCP server offers. */
export interface McpTool {
  /** What it is called by. */
  readonly name: string;
  /** Null, the default, where it says nothing of itself. */
  readonly description?: string | null;
  /** A JSON schema of its arguments: told and not enforced. An object of any fields by default. */
  readonly inputSchema?: Readonly<Record<string, unknown>>;
  /**
   * Does what it does.
   *
   * @returns The text of its result.
   * @throws Anything: its message becomes the text of a result with `isError`.
   */
  call(given: Readonly<Record<string, unknown>>): string | Promise<string>;
}
