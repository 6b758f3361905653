/** Parameters of `agents.list`. */
export interface AgentsListParameters {
  /** Namespace whose agents are listed; the server takes `default` where none is given. */
  readonly namespace?: string;
}

/** One agent. */
export interface AgentParameters {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly name: string;
}

/** Parameters of `agents.parseEnv`. */
export interface ParseEnvParameters {
  /** Text of a file of environment variables, `NAME=value` line by line. */
  readonly content: string;
}

/** Parameters of `agents.fetchEnv`. */
export interface FetchEnvParameters {
  /** Address of the file: http or https, on a public host, at most 1 MB. */
  readonly url: string;
}
