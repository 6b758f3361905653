/** A message to an agent that can be reached. */
export interface ChatMessage {
  readonly agentName: string;
  /** Where the agent is, as errors name it. */
  readonly agentUrl: string;
  readonly text: string;
  /** The caller's session; undefined when a new one is to begin. */
  readonly sessionId: string | undefined;
  /** Whose account sends it. */
  readonly username: string;
  /** The client and the audience of the token, which the agent gets too. */
  readonly clientId: string | undefined;
  readonly audience: unknown;
}
