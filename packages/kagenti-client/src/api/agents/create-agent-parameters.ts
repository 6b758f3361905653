import type {
  AuthBridgeMode,
  BuildConfig,
  EnvVar,
  MtlsMode,
  OutboundPolicy,
  OutboundRoute,
  PersistentStorage,
  ServicePort,
} from '../common/workload-parameters.ts';

/** Parameters of `agents.create`. */
export interface CreateAgentParameters {
  /** Its name, a label as RFC 1123 has it: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Namespace that it is made in. */
  readonly namespace: string;
  /** Protocol that it speaks; `a2a`. */
  readonly protocol?: string;
  /** Framework that it is written in; `LangGraph`. */
  readonly framework?: string;
  /** Environment variables of its container. */
  readonly envVars?: readonly EnvVar[];
  /** Skills that it is given, by resource name; 400 where the server's flag `skills` is off. */
  readonly skills?: readonly string[];
  /** MCP tool that it uses. */
  readonly mcpToolName?: string;
  /** One of the server's presets of a language model. */
  readonly llmPreset?: string;
  /** Language model that it uses. */
  readonly llmModel?: string;
  /** `deployment`, `statefulset` or `job`; `deployment`. */
  readonly workloadType?: string;
  /** `source`: built from `gitUrl`; `image`: `containerImage` is run; `source` where nothing is said. */
  readonly deploymentMethod?: string;
  /** Repository to build from; required for `source`. */
  readonly gitUrl?: string;
  /** Folder in the repository; its root. */
  readonly gitPath?: string;
  /** Branch or tag to build; `main`. */
  readonly gitBranch?: string;
  /** Tag of the image that is built; `v0.0.1`. */
  readonly imageTag?: string;
  /** Registry that the image is pushed to; the server's own. */
  readonly registryUrl?: string;
  /** Secret with the credentials for that registry. */
  readonly registrySecret?: string;
  /** Command that starts it, instead of the image's. */
  readonly startCommand?: string;
  /** Image to run; required for `image`. */
  readonly containerImage?: string;
  /** Secret with the credentials for pulling the image. */
  readonly imagePullSecret?: string;
  /** Ports of its Service; one, `http`, where none is given. */
  readonly servicePorts?: readonly ServicePort[];
  /** Whether it gets a route from outside the cluster; false. */
  readonly createHttpRoute?: boolean;
  /** Whether AuthBridge stands before it; true. */
  readonly authBridgeEnabled?: boolean;
  /** Whether its identity is SPIRE's; false. */
  readonly spireEnabled?: boolean;
  /** How AuthBridge stands before it; the server chooses. */
  readonly authBridgeMode?: AuthBridgeMode;
  /** Whether its peers must show a certificate; the server chooses. */
  readonly mtlsMode?: MtlsMode;
  /** Whether AuthBridge opens TLS on the way out; false; only with mode `proxy-sidecar` or `lite`. */
  readonly tlsBridgeEnabled?: boolean;
  /** Ports on the way out that AuthBridge leaves alone, separated by commas. */
  readonly outboundPortsExclude?: string;
  /** Ports on the way in that AuthBridge leaves alone, separated by commas. */
  readonly inboundPortsExclude?: string;
  /** What AuthBridge does with calls to a host without a route; the server chooses. */
  readonly defaultOutboundPolicy?: OutboundPolicy;
  /** Hosts that AuthBridge gets tokens of their own for. */
  readonly outboundRoutes?: readonly OutboundRoute[];
  /** Its volume; for a `statefulset`. */
  readonly persistentStorage?: PersistentStorage;
  /** How its image is built; for `source`. */
  readonly shipwrightConfig?: BuildConfig;
}
