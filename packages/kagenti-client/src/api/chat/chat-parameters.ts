/** An agent to talk to; without both parts the client's default agent is meant. */
export interface ChatAgentParameters {
  /** Its namespace. */
  readonly namespace?: string;
  /** Its name. */
  readonly name?: string;
}

/** A message to an agent. */
export interface ChatParameters extends ChatAgentParameters {
  /** The message. */
  readonly message: string;
  /**
   * Session to go on with, from an earlier answer to the same caller by the same agent; another is begun where it
   * is undefined, as in the answer of an agent that keeps none.
   */
  readonly sessionId?: string | undefined;
}
