/** A context as the Context Service keeps it: storage that agents can mount. */
export interface Context {
  readonly namespace: string;
  readonly name: string;
  readonly type: string;
  readonly storage: {
    readonly backend: string;
    readonly size: string;
    readonly accessMode: string;
    readonly storageClass?: string;
  };
  /** Whether its claim is bound. */
  readonly isReady: boolean;
}

/** A context that an agent mounts, as its annotation has it. */
export interface MountedContext {
  readonly name: string;
  readonly type: string;
  readonly mountPath: string;
  readonly readOnly: boolean;
  readonly claimName: string;
}

/** The Context Service behind a backend. */
export class ContextService {
  /** Whether nobody listens at its address. */
  isDown = false;
  readonly #contexts = new Map<string, Context>();

  put(context: Context): void {
    this.#contexts.set(keyOf(context.namespace, context.name), context);
  }

  find(namespace: string, name: string): Context | undefined {
    return this.#contexts.get(keyOf(namespace, name));
  }

  /** Those of a namespace, in the order they were made. */
  inNamespace(namespace: string): Context[] {
    return [...this.#contexts.values()].filter(context => context.namespace === namespace);
  }

  /** Takes a context out; says whether there was one of that name. */
  remove(namespace: string, name: string): boolean {
    return this.#contexts.delete(keyOf(namespace, name));
  }
}

/** The volume claim of a context. */
export function claimOf({ name }: Context): string {
  return `context-${name}`;
}

/** No name of Kubernetes has a slash. */
function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
