/** Parameters of `tools.list`. */
export interface ToolsListParameters {
  /** Namespace whose tools are listed; the server takes `default` where none is given. */
  readonly namespace?: string;
}

/** One tool. */
export interface ToolParameters {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly name: string;
}

/** Parameters of `tools.invoke`. */
export interface InvokeToolParameters extends ToolParameters {
  /** Which of the tool's MCP tools, see `tools.connect`. */
  readonly toolName: string;
  /** Its arguments, as its schema wants them; none. */
  readonly arguments?: Readonly<Record<string, unknown>>;
}
