import type { BackendState } from '../backend-state.ts';
import type { Build } from '../shipwright/build.ts';
import { kubernetesTime, type Workload } from '../workload.ts';

/** A build that a list of agents or tools shows, as there is no workload yet. */
export interface BuildingItem {
  readonly build: Build;
  readonly status: string;
  /** Unlike a workload's, as Kubernetes writes times. */
  readonly createdAt: string;
}

/** The builds of a namespace that are listed beside the workloads: those without one of their name. */
export function buildingItems(
  state: BackendState,
  kind: 'agent' | 'tool',
  namespace: string,
  listed: readonly Workload[],
): BuildingItem[] {
  return state.builds.inNamespaces([namespace]).flatMap(build => {
    const { request, createdAt } = build;
    const status = buildingStatus(build);
    return request.kind !== kind ||
      status === undefined ||
      listed.some(({ name }) => name === request.name)
      ? []
      : [{ build, status, createdAt: kubernetesTime(createdAt) }];
  });
}

/** What lists call a build; undefined for one that has succeeded, which nothing shows. */
export function buildingStatus(build: Build): string | undefined {
  switch (build.latestRun.phase) {
    case 'Succeeded':
      return undefined;
    case 'Failed':
      return 'Build Failed';
    default:
      return 'Building';
  }
}
