import type { Workload } from './workload.ts';
import { WorkloadShelf } from './workload-shelf.ts';

/** Namespaces of the platform itself, in which Kagenti is not enabled. */
const platformNamespaces = ['default', 'kube-system', 'rossoctl-system'];

/** What the backend's Kubernetes holds. */
export class BackendState {
  /** The namespaces in which Kagenti is enabled. */
  readonly enabledNamespaces: readonly string[];
  readonly agents = new WorkloadShelf();
  readonly tools = new WorkloadShelf();
  #serial = 0;

  constructor(enabledNamespaces: readonly string[]) {
    this.enabledNamespaces = [...new Set(enabledNamespaces)].sort();
  }

  /** Every namespace, the platform's own too. */
  get allNamespaces(): string[] {
    return [...new Set([...platformNamespaces, ...this.enabledNamespaces])].sort();
  }

  /** Starts a workload; the caller has made sure that its name is free. */
  start(workload: Omit<Workload, 'createdAt' | 'serial'>): void {
    this.#serial += 1;
    const shelf = workload.kind === 'agent' ? this.agents : this.tools;
    shelf.add({ ...workload, createdAt: new Date(), serial: this.#serial });
  }
}
