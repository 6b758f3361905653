import type { AuthBridgeMode, EnvVar } from '../common/workload-parameters.ts';

/** One simulated tool. */
export interface SimulatedToolParameters {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly name: string;
}

/** Parameters of `simulation.create`. */
export interface CreateSimulatedToolParameters {
  /** Namespace that it is made in. */
  readonly namespace: string;
  /** OpenAPI document of the API to simulate, as JSON text; YAML is refused. */
  readonly openapiSpec: string;
  /** Its name; made of the document's title where none is given. */
  readonly name?: string;
  /** Environment variables of its container, as the key of a language model. */
  readonly envVars?: readonly EnvVar[];
  /** Size of its volume as Kubernetes writes it; `1Gi`. */
  readonly storageSize?: string;
  /** Whether its identity is SPIRE's; false. */
  readonly spireEnabled?: boolean;
  /** Whether AuthBridge stands before it; false. */
  readonly authBridgeEnabled?: boolean;
  /** How AuthBridge stands before it; the server chooses. */
  readonly authBridgeMode?: AuthBridgeMode;
}

/** Parameters of `simulation.replaceDatabase`. */
export interface ReplaceDatabaseParameters extends SimulatedToolParameters {
  /** The new data: a JSON object as text, `'{"tasks":[]}'`, that fits the tool's schema. */
  readonly database: string;
}
