/** What an agent says about itself. */
export interface AgentCard {
  /** Its name. */
  readonly name: string;
  /** What it is for. */
  readonly description?: string | null;
  /** Its version. */
  readonly version: string;
  /** Where it is, inside the cluster. */
  readonly url: string;
  /** True when it can stream. */
  readonly streaming?: boolean | null;
  /** What it can do, as its A2A card says. */
  readonly skills?: readonly Readonly<Record<string, unknown>>[] | null;
}

/** A whole reply of `chat.send`. */
export interface ChatReply {
  /** The agent's text. `No response from agent` where it answered in artifacts, which Kagenti leaves out. */
  readonly content: string;
  /** Session to go on with; good for this caller and this agent alone. */
  readonly session_id: string;
  /** True even when the task failed or asks for input. */
  readonly is_complete?: boolean | null;
  /** The service account, as Kagenti sees it. */
  readonly username?: string | null;
}
