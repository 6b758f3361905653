// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

import type { ResourceResult } from './resources-types.ts';
import type { AuthBridgeMode, EnvVar } from './workloads-types.ts';

/** One simulated tool. */
export interface SimulatedToolParameters {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly name: string;
}

/** Parameters of `simulation.create`. */
export interface CreateSimulatedToolParameters {
  /** Namespace that it is created in. */
  readonly namespace: string;
  /** OpenAPI document of the API to simulate, as JSON text. YAML is rejected. */
  readonly openapiSpec: string;
  /** Its name. Default: derived from the document's title. */
  readonly name?: string;
  /** Environment variables of its container, such as the key of a language model. */
  readonly envVars?: readonly EnvVar[];
  /**
   * Size of its volume as Kubernetes writes it.
   * @defaultValue `'1Gi'`
   */
  readonly storageSize?: string;
  /**
   * Use a SPIRE identity.
   * @defaultValue `false`
   */
  readonly spireEnabled?: boolean;
  /**
   * Put AuthBridge in front of it.
   * @defaultValue `false`
   */
  readonly authBridgeEnabled?: boolean;
  /** How AuthBridge is placed in front of it. Default: the server chooses. */
  readonly authBridgeMode?: AuthBridgeMode;
}

/** Parameters of `simulation.replaceDatabase`. */
export interface ReplaceDatabaseParameters extends SimulatedToolParameters {
  /** The new data: a JSON object as text, `'{"tasks":[]}'`, that matches the schema of the tool. */
  readonly database: string;
}

/** Whether the service behind simulated tools runs. */
export interface SimulationHealth {
  /** `ok`. */
  readonly status: string;
}

/** Result of a change, and what the tool does now. */
export interface SimulationResult extends ResourceResult {
  /** `Generating`, `Starting` or `Stopped`. */
  readonly status: string;
}

/** How far the generation of a simulated tool is. */
export interface GenerationStatus {
  /**
   * `Generating`, `Ready`, `Failed` or `Error`. One that was stopped is `Generating`, and `Failed`
   * when it is older than ten minutes.
   */
  readonly status: string;
  /** Why it failed; `generation_stalled` also for one that was stopped. */
  readonly reason?: string | null;
  /** URL of its MCP server inside the cluster, when it is ready. */
  readonly mcpUrl?: string | null;
}

/** Result of deleting a simulated tool. */
export interface SimulationDeleteResult extends ResourceResult {
  /** What was deleted, as `Kind/name`. */
  readonly deletedResources: readonly string[];
}
