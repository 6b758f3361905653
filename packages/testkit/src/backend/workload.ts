import type { MountedContext } from './contexts/context-service.ts';
import type { Resources } from './kubernetes/resources.ts';

/** A key of a Secret or a ConfigMap. */
export interface KeyReference {
  readonly name: string;
  readonly key: string;
}

/** A variable in a workload's environment: a value, or where it comes from. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value?: string | undefined;
  readonly valueFrom?:
    | {
        readonly secretKey: KeyReference | undefined;
        readonly configMapKey: KeyReference | undefined;
      }
    | undefined;
}

/** A port of a workload's Service. */
export interface ServicePort {
  readonly name: string;
  readonly port: number;
  readonly targetPort: number;
  readonly protocol: string;
}

/**
 * What a workload came of: an image that was named, a Shipwright Build of its name, an Agent resource that
 * was migrated, or an OpenAPI document that is simulated.
 */
export type WorkloadOrigin = 'image' | 'build' | 'migration' | 'simulation';

/** The Kubernetes kinds that agents run as; tools run as the first two. */
export type WorkloadType = 'deployment' | 'statefulset' | 'job';

/** What a simulated tool's request says of its identity. */
export interface WorkloadIdentity {
  readonly isInjected: boolean;
  readonly hasSpire: boolean;
  readonly authBridgeMode: string | undefined;
}

/** An agent or a tool that runs. */
export interface Workload {
  readonly kind: 'agent' | 'tool';
  readonly namespace: string;
  readonly name: string;
  readonly workloadType: WorkloadType;
  /** `a2a`, or a tool's transport (`streamable_http`). */
  readonly protocol: string;
  readonly framework: string;
  readonly origin: WorkloadOrigin;
  /** Undefined for what has none: a tool that was built, an Agent resource that says nothing. */
  readonly description: string | undefined;
  readonly image: string;
  readonly environment: readonly EnvironmentVariable[];
  readonly ports: readonly ServicePort[];
  readonly hasRoute: boolean;
  /** The size of its volume claim ('1Gi'), where it has one. */
  readonly storageSize: string | undefined;
  /** What its container may use; the backend's default where it asked for nothing. */
  readonly resources?: Resources;
  /** The contexts that it mounts; only an agent that runs as a statefulset has any. */
  readonly contexts?: readonly MountedContext[];
  /** Only simulated tools have one that differs. */
  readonly identity?: WorkloadIdentity;
  readonly createdAt: Date;
  /** Counts the workloads of a backend; uid and cluster address are made of it. */
  readonly serial: number;
}

/** The ports of a workload that asks for none. */
export function standardPorts(kind: 'agent' | 'tool'): readonly ServicePort[] {
  const port = kind === 'agent' ? 8080 : 8000;
  return [{ name: 'http', port, targetPort: 8000, protocol: 'TCP' }];
}

/** The name of the volume that it claims, where it has storage. */
export function claimedVolume({ origin }: Workload): string {
  return origin === 'simulation' ? 'data' : 'shared-data';
}

/** The name of its Service. */
export function serviceNameOf(workload: Workload): string {
  return workload.kind === 'tool' ? `${workload.name}-mcp` : workload.name;
}

/** `2026-11-24T15:04:48+00:00`: seconds, and the zone as Python writes it. */
export function pythonTime(time: Date): string {
  return kubernetesTime(time).replace('Z', '+00:00');
}

/** `2026-11-24T15:04:53.366000+00:00`: microseconds, as Python's `isoformat` writes them. */
export function pythonMicroseconds(time: Date): string {
  return time.toISOString().replace('Z', '000+00:00');
}

/** `2026-11-24T15:04:48Z` */
export function kubernetesTime(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
