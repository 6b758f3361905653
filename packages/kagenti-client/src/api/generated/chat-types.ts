// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

/** An agent to talk to. Without both parts the client's default agent is used. */
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
   * Session to continue, from an earlier answer of the same agent to the same caller. Where it is
   * undefined, as in the answer of an agent that keeps no session, a new session starts.
   */
  readonly sessionId?: string | undefined;
}

/** What an agent says about itself. */
export interface AgentCard {
  /** Its name. */
  readonly name: string;
  /** What it is for. */
  readonly description?: string | null;
  /** Its version. */
  readonly version: string;
  /** Its URL inside the cluster. */
  readonly url: string;
  /** True when it can stream. */
  readonly streaming?: boolean | null;
  /** What it can do, as its A2A card says. */
  readonly skills?: readonly Readonly<Record<string, unknown>>[] | null;
}

/** A whole reply of `chat.send`. */
export interface ChatReply {
  /**
   * The agent's text. `No response from agent` where it answered in artifacts, which Kagenti leaves
   * out.
   */
  readonly content: string;
  /** Session to continue; valid for this caller and this agent alone. */
  readonly session_id: string;
  /** True even when the task failed or needs input. */
  readonly is_complete?: boolean | null;
  /** The service account, as Kagenti identifies it. */
  readonly username?: string | null;
}
