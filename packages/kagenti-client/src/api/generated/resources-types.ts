// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

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
  /** `Ready`, `Not Ready`, `Building`, `Build Failed` and others. */
  readonly status: string;
  /** Its labels. */
  readonly labels: ResourceLabels;
  /** `deployment`, `statefulset` or `job`. */
  readonly workloadType?: string | null;
  /** When it was created, as ISO 8601. */
  readonly createdAt?: string | null;
}

/** An agent or a tool as Kubernetes has it; the contract leaves its shape open. */
export interface ResourceDetail {
  /** Name, namespace, labels, annotations and more. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** Specification of the workload, with keys as Kubernetes' Python client spells them. */
  readonly spec?: Readonly<Record<string, unknown>> | null;
  /** Status of the workload. */
  readonly status?: unknown;
  /** What else the backend sends: `readyStatus`, `workloadType`, `service` and others. */
  readonly [key: string]: unknown;
}

/** Result of a change. */
export interface ResourceResult {
  /** True when it was done, or started. */
  readonly success: boolean;
  /** Name of what was changed. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** What was done, in the words of the server. */
  readonly message: string;
}

/** Result of a delete. */
export interface DeleteResult {
  /**
   * True also where Kubernetes refused the delete: for agents and tools Kagenti logs every refusal
   * and answers success. `verify` finds out.
   */
  readonly success: boolean;
  /**
   * What was deleted, in the words of the server. Empty, or `already deleted`, when nothing was: it
   * did not exist, or Kubernetes refused.
   */
  readonly message: string;
}

/** Whether a resource can be reached from outside the cluster. */
export interface RouteStatus {
  /** True when it has an HTTPRoute, or a Route on OpenShift. */
  readonly hasRoute: boolean;
}
