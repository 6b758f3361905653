// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

/** An environment variable of a workload: a value, or where the value comes from. */
export interface EnvVar {
  /** Its name: letters, digits and underscores; the first is not a digit. */
  readonly name: string;
  /** Its value. Exclusive with `valueFrom`. */
  readonly value?: string | null;
  /** Where its value comes from. Exclusive with `value`. */
  readonly valueFrom?: EnvVarSource | null;
}

/** Where the value of an environment variable comes from. */
export interface EnvVarSource {
  /** A key of a Secret. */
  readonly secretKeyRef?: KeyReference | null;
  /** A key of a ConfigMap. */
  readonly configMapKeyRef?: KeyReference | null;
}

/** A key of a Secret or a ConfigMap in the workload's namespace. */
export interface KeyReference {
  /** Name of the Secret or ConfigMap. */
  readonly name: string;
  /** The key in it. */
  readonly key: string;
}

/** A port of the Service in front of a workload. */
export interface ServicePort {
  /**
   * Its name.
   * @defaultValue `'http'`
   */
  readonly name?: string;
  /** Port of the Service. Default: 8080 for an agent, 8000 for a tool. */
  readonly port?: number;
  /**
   * Port of the container.
   * @defaultValue `8000`
   */
  readonly targetPort?: number;
  /**
   * `TCP` or `UDP`.
   * @defaultValue `'TCP'`
   */
  readonly protocol?: string;
}

/** A volume that outlives the pod. */
export interface PersistentStorage {
  /**
   * Create the volume.
   * @defaultValue `false`
   */
  readonly enabled?: boolean;
  /**
   * Its size as Kubernetes writes it.
   * @defaultValue `'1Gi'`
   */
  readonly size?: string;
}

/** A host for which AuthBridge exchanges the token for a host-specific one. */
export interface OutboundRoute {
  /** The host. */
  readonly host: string;
  /** Audience that the token is exchanged for. */
  readonly targetAudience: string;
  /**
   * Scopes to request, separated by spaces.
   * @defaultValue `'openid'`
   */
  readonly tokenScopes?: string;
}

/** How Shipwright builds an image. */
export interface BuildConfig {
  /** A ClusterBuildStrategy, see `agents.builds.strategies`. Default: the server chooses. */
  readonly buildStrategy?: string;
  /**
   * Path of the Dockerfile.
   * @defaultValue `'Dockerfile'`
   */
  readonly dockerfile?: string;
  /** Build arguments, `NAME=value`. */
  readonly buildArgs?: readonly string[];
  /**
   * Timeout of a build, as Go writes durations.
   * @defaultValue `'15m'`
   */
  readonly buildTimeout?: string;
}

/** A context that an agent mounts. */
export interface ContextAttachment {
  /** Name of the context, in the namespace of the agent. */
  readonly name: string;
  /**
   * Where it is mounted: an absolute path that no other volume uses.
   * @defaultValue `'/workspace'`
   */
  readonly mountPath?: string;
  /**
   * Mount it read-only.
   * @defaultValue `false`
   */
  readonly readOnly?: boolean;
}

/** How AuthBridge is placed in front of a workload. */
export type AuthBridgeMode = 'proxy-sidecar' | 'envoy-sidecar' | 'lite' | 'waypoint';

/** What AuthBridge does with a call to a host without a route: pass it, or exchange the token. */
export type OutboundPolicy = 'passthrough' | 'exchange';

/** Whether the peers of an agent must present a certificate. */
export type MtlsMode = 'disabled' | 'permissive' | 'strict';
