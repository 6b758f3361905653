/** Health of the backend. */
export interface HealthStatus {
  /** `healthy`, or `ready`. */
  readonly status: string;
}

/** Namespaces that Kagenti knows. */
export interface NamespaceList {
  /** Their names. A backend that may not list them says `default` alone. */
  readonly namespaces: readonly string[];
}

/** Labels of an agent or a tool. */
export interface ResourceLabels {
  /** Protocols that it speaks: `a2a`, `mcp`. */
  readonly protocol?: readonly string[] | null;
  /** Framework that it is written in. */
  readonly framework?: string | null;
  /** `agent` or `tool`. */
  readonly type?: string | null;
  /** True for a simulated tool. */
  readonly simulated?: boolean | null;
}

/** One line of a list of agents or tools. */
export interface ResourceSummary {
  /** Its name. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** What it is for. */
  readonly description: string;
  /** `Ready`, `Not Ready`, `Building` and others. */
  readonly status: string;
  /** Its labels. */
  readonly labels: ResourceLabels;
  /** `deployment`, `statefulset` or `job`. */
  readonly workloadType?: string | null;
  /** When it was made, as ISO 8601. */
  readonly createdAt?: string | null;
}

/** One line of a list of agents. */
export type AgentSummary = ResourceSummary;

/** One line of a list of tools. */
export type ToolSummary = ResourceSummary;

/** A list; Kagenti has no pages. */
export interface ResourceList<Item> {
  /** Its lines. */
  readonly items: readonly Item[];
}

/** An agent as Kubernetes has it; the contract leaves its shape open. */
export interface AgentDetail {
  /** Name, namespace, labels, annotations and more. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The workload's specification, with keys as Kubernetes' Python client spells them. */
  readonly spec?: Readonly<Record<string, unknown>> | null;
  /** The workload's status. */
  readonly status?: unknown;
  /** What else the backend tells. */
  readonly [key: string]: unknown;
}

/** What a delete did. */
export interface DeleteResult {
  /** True when it is gone. */
  readonly success: boolean;
  /** What was deleted; empty when there was nothing. */
  readonly message: string;
}

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
