// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

import type { BuildInfo, BuildResourceConfig } from './build-info-types.ts';
import type { ToolParameters } from './tools-types.ts';
import type {
  AuthBridgeMode,
  EnvVar,
  OutboundPolicy,
  OutboundRoute,
  PersistentStorage,
  ServicePort,
} from './workloads-types.ts';

/**
 * Parameters of `tools.builds.finalize`. What is given overrides what `tools.create` was given; the
 * rest comes from there, except the workload type.
 */
export interface FinalizeToolParameters extends ToolParameters {
  /** Transport that it speaks. */
  readonly protocol?: string;
  /** Framework that it is written in. */
  readonly framework?: string;
  /**
   * `deployment` or `statefulset`. Default: `deployment`, even where `tools.create` was given
   * another one.
   */
  readonly workloadType?: string;
  /** Its volume; for a `statefulset`. */
  readonly persistentStorage?: PersistentStorage;
  /** Environment variables of its container. */
  readonly envVars?: readonly EnvVar[];
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
  /** Hosts for which AuthBridge exchanges the token for a host-specific one. */
  readonly outboundRoutes?: readonly OutboundRoute[];
  /** Outbound ports that AuthBridge leaves alone, separated by commas. */
  readonly outboundPortsExclude?: string;
  /** Inbound ports that AuthBridge leaves alone, separated by commas. */
  readonly inboundPortsExclude?: string;
  /** What AuthBridge does with calls to a host without a route. */
  readonly defaultOutboundPolicy?: OutboundPolicy;
  /** Resource limits of its container: `{ cpu, memory }`; `{}` for none. */
  readonly k8sResourceLimits?: Readonly<Record<string, string>>;
  /** Resource requests of its container: `{ cpu, memory }`; `{}` for none. */
  readonly k8sResourceRequests?: Readonly<Record<string, string>>;
}

/** A build of a tool with its latest run. */
export interface ToolBuildInfo extends BuildInfo {
  /** What `tools.builds.finalize` creates the tool from, unless it is given other values. */
  readonly toolConfig?: BuildResourceConfig | null;
}
