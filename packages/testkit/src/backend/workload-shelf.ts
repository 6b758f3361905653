import type { Workload } from './workload.ts';

/** All agents, or all tools, in the order they were made. */
export class WorkloadShelf {
  readonly #workloads = new Map<string, Workload>();

  add(workload: Workload): void {
    this.#workloads.set(keyOf(workload.namespace, workload.name), workload);
  }

  find(namespace: string, name: string): Workload | undefined {
    return this.#workloads.get(keyOf(namespace, name));
  }

  /** Whether a workload of any namespace has this name. */
  hasName(name: string): boolean {
    return [...this.#workloads.values()].some(workload => workload.name === name);
  }

  /** The workloads of a namespace: deployments, then statefulsets, then jobs. */
  inNamespace(namespace: string): Workload[] {
    const here = [...this.#workloads.values()].filter(workload => workload.namespace === namespace);
    return (['deployment', 'statefulset', 'job'] as const).flatMap(type =>
      here.filter(workload => workload.workloadType === type),
    );
  }

  /** Takes a workload out; undefined when there is none of that name. */
  remove(namespace: string, name: string): Workload | undefined {
    const workload = this.find(namespace, name);
    this.#workloads.delete(keyOf(namespace, name));
    return workload;
  }
}

/** No name of Kubernetes has a slash. */
function keyOf(namespace: string, name: string): string {
  return `${namespace}/${name}`;
}
