import type {
  AuthBridgeMode,
  BuildConfig,
  EnvVar,
  OutboundPolicy,
  OutboundRoute,
  PersistentStorage,
  ServicePort,
} from '../common/workload-parameters.ts';

/** Parameters of `tools.create`. */
export interface CreateToolParameters {
  /** Its name, a label as RFC 1123 has it: lower-case letters, digits and hyphens. */
  readonly name: string;
  /** Namespace that it is made in. */
  readonly namespace: string;
  /** Transport that it speaks; `streamable_http`. */
  readonly protocol?: string;
  /** Framework that it is written in; `Python`. */
  readonly framework?: string;
  /** What it is for. */
  readonly description?: string;
  /** Environment variables of its container. */
  readonly envVars?: readonly EnvVar[];
  /** Ports of its Service; one, `http`, where none is given. */
  readonly servicePorts?: readonly ServicePort[];
  /** `deployment` or `statefulset`; `deployment`. A build from source forgets it. */
  readonly workloadType?: string;
  /** Its volume; for a `statefulset`. */
  readonly persistentStorage?: PersistentStorage;
  /** `image`: `containerImage` is run; `source`: built from `gitUrl`; `image` where nothing is said. */
  readonly deploymentMethod?: string;
  /** Image to run; required for `image`. */
  readonly containerImage?: string;
  /** Secret with the credentials for pulling the image. */
  readonly imagePullSecret?: string;
  /** Repository to build from; required for `source`. */
  readonly gitUrl?: string;
  /** Branch, tag or commit to build; `main`. */
  readonly gitRevision?: string;
  /** Folder in the repository; its root. */
  readonly contextDir?: string;
  /** Registry that the image is pushed to; the server's own. */
  readonly registryUrl?: string;
  /** Secret with the credentials for that registry. */
  readonly registrySecret?: string;
  /** Tag of the image that is built; `v0.0.1`. */
  readonly imageTag?: string;
  /** How its image is built; for `source`. */
  readonly shipwrightConfig?: BuildConfig;
  /** Whether it gets a route from outside the cluster; false. */
  readonly createHttpRoute?: boolean;
  /** Whether AuthBridge stands before it; false. */
  readonly authBridgeEnabled?: boolean;
  /** Whether its identity is SPIRE's; false. */
  readonly spireEnabled?: boolean;
  /** How AuthBridge stands before it; the server chooses. */
  readonly authBridgeMode?: AuthBridgeMode;
  /** Ports on the way out that AuthBridge leaves alone, separated by commas. */
  readonly outboundPortsExclude?: string;
  /** Ports on the way in that AuthBridge leaves alone, separated by commas. */
  readonly inboundPortsExclude?: string;
  /** What AuthBridge does with calls to a host without a route; the server chooses. */
  readonly defaultOutboundPolicy?: OutboundPolicy;
  /** Hosts that AuthBridge gets tokens of their own for. */
  readonly outboundRoutes?: readonly OutboundRoute[];
}
