// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { AgentParameters } from './agents-types.ts';
import type { BuildInfo, BuildResourceConfig } from './build-info-types.ts';
import type {
  AuthBridgeMode,
  EnvVar,
  MtlsMode,
  OutboundPolicy,
  OutboundRoute,
  PersistentStorage,
  ServicePort,
} from './workloads-types.ts';

/**
 * Parameters of `agents.builds.finalize`. What is given overrides what `agents.create` was given;
 * the rest comes from there.
 */
export interface FinalizeAgentParameters extends AgentParameters {
  /** Protocol that it speaks. */
  readonly protocol?: string;
  /** Framework that it is written in. */
  readonly framework?: string;
  /** Environment variables of its container. */
  readonly envVars?: readonly EnvVar[];
  /** Skills that it is given, by resource name. */
  readonly skills?: readonly string[];
  /** Ports of its Service. */
  readonly servicePorts?: readonly ServicePort[];
  /** Create a route from outside the cluster. */
  readonly createHttpRoute?: boolean;
  /** Put AuthBridge in front of it. */
  readonly authBridgeEnabled?: boolean;
  /** Secret with the credentials for pulling the image. */
  readonly imagePullSecret?: string;
  /** How AuthBridge is placed in front of it. */
  readonly authBridgeMode?: AuthBridgeMode;
  /** Whether its peers must present a certificate. */
  readonly mtlsMode?: MtlsMode;
  /** Have AuthBridge open outbound TLS. Only with the mode `proxy-sidecar` or `lite`. */
  readonly tlsBridgeEnabled?: boolean;
  /** Hosts for which AuthBridge exchanges the token for a host-specific one. */
  readonly outboundRoutes?: readonly OutboundRoute[];
  /** Outbound ports that AuthBridge leaves alone, separated by commas. */
  readonly outboundPortsExclude?: string;
  /** Inbound ports that AuthBridge leaves alone, separated by commas. */
  readonly inboundPortsExclude?: string;
  /** What AuthBridge does with calls to a host without a route. */
  readonly defaultOutboundPolicy?: OutboundPolicy;
  /** Its volume. */
  readonly persistentStorage?: PersistentStorage;
  /** MCP tool that it uses. */
  readonly mcpToolName?: string;
  /** One of the server's presets of a language model. */
  readonly llmPreset?: string;
  /** Language model that it uses. */
  readonly llmModel?: string;
  /** Resource limits of its container: `{ cpu, memory }`; `{}` for none. */
  readonly k8sResourceLimits?: Readonly<Record<string, string>>;
  /** Resource requests of its container: `{ cpu, memory }`; `{}` for none. */
  readonly k8sResourceRequests?: Readonly<Record<string, string>>;
}

/** A build of an agent with its latest run. */
export interface AgentBuildInfo extends BuildInfo {
  /** What `agents.builds.finalize` creates the agent from, unless it is given other values. */
  readonly agentConfig?: BuildResourceConfig | null;
}

/** Whether Shipwright accepted a build. */
export interface BuildStatus {
  /** Its name. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** True when Shipwright accepted it; false also before Shipwright looked at it. */
  readonly registered: boolean;
  /** Why, as one word of Shipwright's; null before Shipwright looked at it. */
  readonly reason?: string | null;
  /** Why, as text of Shipwright. */
  readonly message?: string | null;
}

/** A condition of a run, as Kubernetes has them. */
export interface BuildCondition {
  /** What it is about: `Succeeded`. */
  readonly type: string;
  /** `True`, `False` or `Unknown`. */
  readonly status: string;
  /** Why, as one word. */
  readonly reason?: string | null;
  /** Why, as text. */
  readonly message?: string | null;
  /** When it last changed, as ISO 8601. */
  readonly lastTransitionTime?: string | null;
}

/** The latest run of a build. */
export interface BuildRun {
  /** Its name. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** Build that it runs. */
  readonly buildName: string;
  /**
   * `Pending`, `Running`, `Succeeded` or `Failed`. `Pending` means that no condition exists yet:
   * what Shipwright itself calls pending is `Running` here.
   */
  readonly phase: string;
  /** When it started, as ISO 8601. */
  readonly startTime?: string | null;
  /** When it ended, as ISO 8601. */
  readonly completionTime?: string | null;
  /** Image that it produced. */
  readonly outputImage?: string | null;
  /** Digest of that image. */
  readonly outputDigest?: string | null;
  /** Why it failed. */
  readonly failureMessage?: string | null;
  /** Its conditions. */
  readonly conditions: readonly BuildCondition[];
}

/** A ClusterBuildStrategy. */
export interface BuildStrategy {
  /** Its name. */
  readonly name: string;
  /** What it does. */
  readonly description?: string | null;
}

/** Strategies that a build can have. */
export interface BuildStrategyList {
  /** The strategies; empty where none is installed. */
  readonly strategies: readonly BuildStrategy[];
}
