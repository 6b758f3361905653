import type {
  AuthBridgeMode,
  EnvVar,
  OutboundPolicy,
  OutboundRoute,
  PersistentStorage,
  ServicePort,
} from '../common/workload-parameters.ts';
import type { ToolParameters } from './tools-parameters.ts';

/**
 * Parameters of `tools.builds.finalize`. What is given wins over what `tools.create` said; what is not
 * given comes from there, but for the kind of workload.
 */
export interface FinalizeToolParameters extends ToolParameters {
  /** Transport that it speaks. */
  readonly protocol?: string;
  /** Framework that it is written in. */
  readonly framework?: string;
  /** `deployment` or `statefulset`; `deployment` even where `tools.create` said otherwise. */
  readonly workloadType?: string;
  /** Its volume; for a `statefulset`. */
  readonly persistentStorage?: PersistentStorage;
  /** Environment variables of its container. */
  readonly envVars?: readonly EnvVar[];
  /** Ports of its Service. */
  readonly servicePorts?: readonly ServicePort[];
  /** Whether it gets a route from outside the cluster. */
  readonly createHttpRoute?: boolean;
  /** Whether AuthBridge stands before it. */
  readonly authBridgeEnabled?: boolean;
  /** Secret with the credentials for pulling the image. */
  readonly imagePullSecret?: string;
  /** How AuthBridge stands before it. */
  readonly authBridgeMode?: AuthBridgeMode;
  /** Hosts that AuthBridge gets tokens of their own for. */
  readonly outboundRoutes?: readonly OutboundRoute[];
  /** Ports on the way out that AuthBridge leaves alone, separated by commas. */
  readonly outboundPortsExclude?: string;
  /** Ports on the way in that AuthBridge leaves alone, separated by commas. */
  readonly inboundPortsExclude?: string;
  /** What AuthBridge does with calls to a host without a route. */
  readonly defaultOutboundPolicy?: OutboundPolicy;
}
