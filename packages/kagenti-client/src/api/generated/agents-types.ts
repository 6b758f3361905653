// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

import type { ResourceDetail, ResourceSummary } from './resources-types.ts';
import type {
  AuthBridgeMode,
  BuildConfig,
  ContextAttachment,
  EnvVar,
  MtlsMode,
  OutboundPolicy,
  OutboundRoute,
  PersistentStorage,
  ServicePort,
} from './workloads-types.ts';

/** Parameters of `agents.list`. */
export interface AgentsListParameters {
  /**
   * Namespace whose agents are listed.
   * @defaultValue `'default'`
   */
  readonly namespace?: string;
}

/** One agent. */
export interface AgentParameters {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly name: string;
}

/** Parameters of `agents.create`. */
export interface CreateAgentParameters {
  /** Its name, an RFC 1123 label: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Namespace that it is created in. */
  readonly namespace: string;
  /**
   * Protocol that it speaks.
   * @defaultValue `'a2a'`
   */
  readonly protocol?: string;
  /**
   * Framework that it is written in.
   * @defaultValue `'LangGraph'`
   */
  readonly framework?: string;
  /** Environment variables of its container. */
  readonly envVars?: readonly EnvVar[];
  /**
   * Skills that it is given, by resource name. Rejected with 400 where the server's flag `skills`
   * is off.
   */
  readonly skills?: readonly string[];
  /** MCP tool that it uses. */
  readonly mcpToolName?: string;
  /** One of the server's presets of a language model. */
  readonly llmPreset?: string;
  /** Language model that it uses. */
  readonly llmModel?: string;
  /**
   * `deployment`, `statefulset` or `job`.
   * @defaultValue `'deployment'`
   */
  readonly workloadType?: string;
  /**
   * `source`: build it from `gitUrl`. `image`: run `containerImage`.
   * @defaultValue `'source'`
   */
  readonly deploymentMethod?: string;
  /**
   * Repository to build from; required for `source`.
   * @defaultValue `''`
   */
  readonly gitUrl?: string;
  /**
   * Folder in the repository. Empty: its root.
   * @defaultValue `''`
   */
  readonly gitPath?: string;
  /**
   * Branch or tag to build.
   * @defaultValue `'main'`
   */
  readonly gitBranch?: string;
  /**
   * Tag of the image that is built.
   * @defaultValue `'v0.0.1'`
   */
  readonly imageTag?: string;
  /** Registry that the image is pushed to. Default: the server's own. */
  readonly registryUrl?: string;
  /** Secret with the credentials for that registry. */
  readonly registrySecret?: string;
  /** Command that starts it, instead of the image's. */
  readonly startCommand?: string;
  /** Image to run; required for `image`. */
  readonly containerImage?: string;
  /** Secret with the credentials for pulling the image. */
  readonly imagePullSecret?: string;
  /** Ports of its Service. Default: one, `http`. */
  readonly servicePorts?: readonly ServicePort[];
  /**
   * Create a route from outside the cluster.
   * @defaultValue `false`
   */
  readonly createHttpRoute?: boolean;
  /**
   * Put AuthBridge in front of it.
   * @defaultValue `true`
   */
  readonly authBridgeEnabled?: boolean;
  /**
   * Use a SPIRE identity.
   * @defaultValue `false`
   */
  readonly spireEnabled?: boolean;
  /** How AuthBridge is placed in front of it. Default: the server chooses. */
  readonly authBridgeMode?: AuthBridgeMode;
  /** Whether its peers must present a certificate. Default: the server chooses. */
  readonly mtlsMode?: MtlsMode;
  /**
   * Have AuthBridge open outbound TLS. Only with the mode `proxy-sidecar` or `lite`.
   * @defaultValue `false`
   */
  readonly tlsBridgeEnabled?: boolean;
  /** Outbound ports that AuthBridge leaves alone, separated by commas. */
  readonly outboundPortsExclude?: string;
  /** Inbound ports that AuthBridge leaves alone, separated by commas. */
  readonly inboundPortsExclude?: string;
  /** What AuthBridge does with calls to a host without a route. Default: the server chooses. */
  readonly defaultOutboundPolicy?: OutboundPolicy;
  /** Hosts for which AuthBridge exchanges the token for a host-specific one. */
  readonly outboundRoutes?: readonly OutboundRoute[];
  /** Its volume; for a `statefulset`. */
  readonly persistentStorage?: PersistentStorage;
  /**
   * Contexts that it mounts; for a `statefulset`. Needs `contextService`. A backend from before
   * 2026-08-20 ignores it.
   */
  readonly contexts?: readonly ContextAttachment[];
  /** How its image is built; for `source`. */
  readonly shipwrightConfig?: BuildConfig;
  /**
   * Resource limits of its container: `{ cpu, memory }`. Replaces the defaults (500m, 1Gi) as a
   * whole; `{}` for none.
   */
  readonly k8sResourceLimits?: Readonly<Record<string, string>>;
  /**
   * Resource requests of its container: `{ cpu, memory }`. Replaces the defaults (100m, 256Mi) as a
   * whole; `{}` for none.
   */
  readonly k8sResourceRequests?: Readonly<Record<string, string>>;
}

/** Parameters of `agents.parseEnv`. */
export interface ParseEnvParameters {
  /** Text of a file of environment variables, one `NAME=value` a line. */
  readonly content: string;
}

/** Parameters of `agents.fetchEnv`. */
export interface FetchEnvParameters {
  /** URL of the file: http or https, on a public host, at most 1 MB. */
  readonly url: string;
}

/** One line of a list of agents. */
export type AgentSummary = ResourceSummary;

/** An agent as Kubernetes has it; the contract leaves its shape open. */
export type AgentDetail = ResourceDetail;

/** Environment variables that were read from a text, ready to pass to `agents.create`. */
export interface ParsedEnv {
  /** The variables, in order. */
  readonly envVars: readonly EnvVar[];
  /** What was left out or is doubtful, line by line, in the words of the server. */
  readonly warnings?: readonly string[] | null;
}

/** A file that the server fetched. */
export interface FetchedEnv {
  /** Its text. */
  readonly content: string;
  /** Where it came from. */
  readonly url: string;
}
