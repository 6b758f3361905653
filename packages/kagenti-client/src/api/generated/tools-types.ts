// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

import type { ResourceDetail, ResourceSummary } from './resources-types.ts';
import type {
  AuthBridgeMode,
  BuildConfig,
  EnvVar,
  OutboundPolicy,
  OutboundRoute,
  PersistentStorage,
  ServicePort,
} from './workloads-types.ts';

/** Parameters of `tools.list`. */
export interface ToolsListParameters {
  /**
   * Namespace whose tools are listed.
   * @defaultValue `'default'`
   */
  readonly namespace?: string;
}

/** One tool. */
export interface ToolParameters {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly name: string;
}

/** Parameters of `tools.create`. */
export interface CreateToolParameters {
  /** Its name, an RFC 1123 label: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Namespace that it is created in. */
  readonly namespace: string;
  /**
   * Transport that it speaks.
   * @defaultValue `'streamable_http'`
   */
  readonly protocol?: string;
  /**
   * Framework that it is written in.
   * @defaultValue `'Python'`
   */
  readonly framework?: string;
  /** What it is for. */
  readonly description?: string;
  /** Environment variables of its container. */
  readonly envVars?: readonly EnvVar[];
  /** Ports of its Service. Default: one, `http`. */
  readonly servicePorts?: readonly ServicePort[];
  /**
   * `deployment` or `statefulset`. A build from source does not keep it.
   * @defaultValue `'deployment'`
   */
  readonly workloadType?: string;
  /** Its volume; for a `statefulset`. */
  readonly persistentStorage?: PersistentStorage;
  /**
   * `image`: run `containerImage`. `source`: build it from `gitUrl`.
   * @defaultValue `'image'`
   */
  readonly deploymentMethod?: string;
  /** Image to run; required for `image`. */
  readonly containerImage?: string;
  /** Secret with the credentials for pulling the image. */
  readonly imagePullSecret?: string;
  /** Repository to build from; required for `source`. */
  readonly gitUrl?: string;
  /**
   * Branch, tag or commit to build.
   * @defaultValue `'main'`
   */
  readonly gitRevision?: string;
  /** Folder in the repository. Default: its root. */
  readonly contextDir?: string;
  /** Registry that the image is pushed to. Default: the server's own. */
  readonly registryUrl?: string;
  /** Secret with the credentials for that registry. */
  readonly registrySecret?: string;
  /**
   * Tag of the image that is built.
   * @defaultValue `'v0.0.1'`
   */
  readonly imageTag?: string;
  /** How its image is built; for `source`. */
  readonly shipwrightConfig?: BuildConfig;
  /**
   * Create a route from outside the cluster.
   * @defaultValue `false`
   */
  readonly createHttpRoute?: boolean;
  /**
   * Put AuthBridge in front of it.
   * @defaultValue `false`
   */
  readonly authBridgeEnabled?: boolean;
  /**
   * Use a SPIRE identity.
   * @defaultValue `false`
   */
  readonly spireEnabled?: boolean;
  /** How AuthBridge is placed in front of it. Default: the server chooses. */
  readonly authBridgeMode?: AuthBridgeMode;
  /** Outbound ports that AuthBridge leaves alone, separated by commas. */
  readonly outboundPortsExclude?: string;
  /** Inbound ports that AuthBridge leaves alone, separated by commas. */
  readonly inboundPortsExclude?: string;
  /** What AuthBridge does with calls to a host without a route. Default: the server chooses. */
  readonly defaultOutboundPolicy?: OutboundPolicy;
  /** Hosts for which AuthBridge exchanges the token for a host-specific one. */
  readonly outboundRoutes?: readonly OutboundRoute[];
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

/** Parameters of `tools.invoke`. */
export interface InvokeToolParameters extends ToolParameters {
  /** Which of the tool's MCP tools, see `tools.connect`. */
  readonly toolName: string;
  /**
   * Its arguments, as its schema requires them.
   * @defaultValue `{}`
   */
  readonly arguments?: Readonly<Record<string, unknown>>;
}

/** One line of a list of tools. */
export type ToolSummary = ResourceSummary;

/**
 * A tool as Kubernetes has it; the contract leaves its shape open. While it is being built it is a
 * placeholder with `isBuild: true` and the specification of the build.
 */
export type ToolDetail = ResourceDetail;

/** An MCP tool, as its server describes it. */
export interface McpTool {
  /** Its name, for `tools.invoke`. */
  readonly name: string;
  /** What it does. */
  readonly description?: string | null;
  /** JSON Schema of its arguments. */
  readonly input_schema?: Readonly<Record<string, unknown>> | null;
}

/** The MCP tools of a tool. */
export interface McpToolList {
  /** The MCP tools. */
  readonly tools: readonly McpTool[];
}

/** Answer of an MCP tool. */
export interface McpToolResult {
  /** Its answer, as MCP has it: `{ content, isError }`; `isError` is true when the tool failed. */
  readonly result: unknown;
}
