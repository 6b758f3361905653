import type {
  AuthBridgeMode,
  EnvVar,
  MtlsMode,
  OutboundPolicy,
  OutboundRoute,
  PersistentStorage,
  ServicePort,
} from '../common/workload-parameters.ts';
import type { AgentParameters } from './agents-parameters.ts';

/**
 * Parameters of `agents.builds.finalize`. What is given wins over what `agents.create` said; what is not
 * given comes from there.
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
  /** Whether it gets a route from outside the cluster. */
  readonly createHttpRoute?: boolean;
  /** Whether AuthBridge stands before it. */
  readonly authBridgeEnabled?: boolean;
  /** Secret with the credentials for pulling the image. */
  readonly imagePullSecret?: string;
  /** How AuthBridge stands before it. */
  readonly authBridgeMode?: AuthBridgeMode;
  /** Whether its peers must show a certificate. */
  readonly mtlsMode?: MtlsMode;
  /** Whether AuthBridge opens TLS on the way out. */
  readonly tlsBridgeEnabled?: boolean;
  /** Hosts that AuthBridge gets tokens of their own for. */
  readonly outboundRoutes?: readonly OutboundRoute[];
  /** Ports on the way out that AuthBridge leaves alone, separated by commas. */
  readonly outboundPortsExclude?: string;
  /** Ports on the way in that AuthBridge leaves alone, separated by commas. */
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
}
