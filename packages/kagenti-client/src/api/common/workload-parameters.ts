/** An environment variable of a workload: a value, or where it comes from. */
export interface EnvVar {
  /** Its name: letters, digits and underscores, no digit first. */
  readonly name: string;
  /** Its value; not beside `valueFrom`. */
  readonly value?: string | null;
  /** Where its value comes from; not beside `value`. */
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
  /** Its name; `http`. */
  readonly name?: string;
  /** Port of the Service; 8080 for an agent, 8000 for a tool. */
  readonly port?: number;
  /** Port of the container; 8000. */
  readonly targetPort?: number;
  /** `TCP` or `UDP`; `TCP`. */
  readonly protocol?: string;
}

/** A volume that outlives the pod. */
export interface PersistentStorage {
  /** Whether there is one; false. */
  readonly enabled?: boolean;
  /** Its size as Kubernetes writes it; `1Gi`. */
  readonly size?: string;
}

/** A host that AuthBridge gets a token of its own for. */
export interface OutboundRoute {
  /** The host. */
  readonly host: string;
  /** Audience that the token is exchanged for. */
  readonly targetAudience: string;
  /** Scopes that are asked for, separated by spaces; `openid`. */
  readonly tokenScopes?: string;
}

/** How Shipwright builds an image. */
export interface BuildConfig {
  /** A ClusterBuildStrategy, see `agents.builds.strategies`; the server chooses where none is given. */
  readonly buildStrategy?: string;
  /** Path of the Dockerfile; `Dockerfile`. */
  readonly dockerfile?: string;
  /** Build arguments, `NAME=value`. */
  readonly buildArgs?: readonly string[];
  /** When a build is given up, as Go writes durations; `15m`. */
  readonly buildTimeout?: string;
}

/** How AuthBridge stands before a workload. */
export type AuthBridgeMode = 'proxy-sidecar' | 'envoy-sidecar' | 'lite' | 'waypoint';

/** What AuthBridge does with a call to a host that has no route: lets it pass, or exchanges the token. */
export type OutboundPolicy = 'passthrough' | 'exchange';

/** Whether an agent's peers must show a certificate. */
export type MtlsMode = 'disabled' | 'permissive' | 'strict';
