// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.

/** Parameters of `contexts.list`. */
export interface ContextsListParameters {
  /** Namespace whose contexts are listed. */
  readonly namespace: string;
}

/** One context. */
export interface ContextParameters {
  /** Its namespace. */
  readonly namespace: string;
  /** Its name. */
  readonly name: string;
}

/** Parameters of `contexts.create`. */
export interface CreateContextParameters {
  /** Its name: lower-case letters, digits and hyphens, at most 50 characters. */
  readonly name: string;
  /** Namespace that it is created in; it must exist. */
  readonly namespace: string;
  /**
   * What agents use it for.
   * @defaultValue `'workspace'`
   */
  readonly type?: 'workspace' | 'memory' | 'knowledge' | 'artifacts';
  /** Its volume; `{}` for the defaults. */
  readonly storage: ContextStorage;
}

/** The volume of a context. */
export interface ContextStorage {
  /**
   * Kind of storage: a PersistentVolumeClaim.
   * @defaultValue `'pvc'`
   */
  readonly backend?: 'pvc';
  /**
   * Its size as Kubernetes writes it.
   * @defaultValue `'1Gi'`
   */
  readonly size?: string;
  /**
   * Whether one node may mount it, or several.
   * @defaultValue `'ReadWriteOnce'`
   */
  readonly accessMode?: 'ReadWriteOnce' | 'ReadWriteMany';
  /** Its StorageClass. Default: the cluster's own. */
  readonly storageClass?: string;
}

/** A context: a volume that agents share. The contract leaves its shape open. */
export interface AgentContext {
  /** Its name. */
  readonly name: string;
  /** Its namespace. */
  readonly namespace: string;
  /** `workspace`, `memory`, `knowledge` or `artifacts`. */
  readonly type: string;
  /** `provisioning`, then `ready`. */
  readonly status: string;
  /** Its volume: `backend`, `size`, `accessMode`, `storageClass`. */
  readonly storage?: Readonly<Record<string, unknown>> | null;
  /** How a pod mounts it: `kind`, `claimName`. */
  readonly attachment?: Readonly<Record<string, unknown>> | null;
  /** What else the Context Service sends. */
  readonly [key: string]: unknown;
}
