import { annotationsOf } from '../kubernetes/annotations.ts';
import { workloadLabels } from '../kubernetes/labels.ts';
import { serviceOf } from '../kubernetes/service.ts';
import { workloadSpec } from '../kubernetes/workload-spec.ts';
import { readyStatus, workloadStatus } from '../kubernetes/workload-status.ts';
import { pythonTime, type Workload } from '../workload.ts';
import type { BuildingItem } from './building-items.ts';

/** An agent that builds, as lists show it. */
export function buildingAgent({ build, status, createdAt }: BuildingItem): Record<string, unknown> {
  return {
    name: build.request.name,
    namespace: build.request.namespace,
    description: 'Building from source',
    status,
    labels: { protocol: null, framework: null, type: 'agent', simulated: null },
    workloadType: 'deployment',
    createdAt,
  };
}

/** An agent as lists show it. */
export function agentSummary(agent: Workload): Record<string, unknown> {
  return {
    name: agent.name,
    namespace: agent.namespace,
    description: agent.description ?? 'No description',
    status: readyStatus(agent),
    labels: {
      protocol: [agent.protocol],
      framework: agent.framework,
      type: 'agent',
      simulated: null,
    },
    workloadType: agent.workloadType,
    createdAt: pythonTime(agent.createdAt),
  };
}

/** An agent with all that Kubernetes knows of it. */
export function agentDetails(agent: Workload): Record<string, unknown> {
  return {
    metadata: {
      name: agent.name,
      namespace: agent.namespace,
      labels: workloadLabels(agent),
      annotations: annotationsOf(agent),
      creationTimestamp: pythonTime(agent.createdAt),
      uid: `uid-${agent.serial}`,
    },
    spec: workloadSpec(agent),
    status: workloadStatus(agent),
    workloadType: agent.workloadType,
    readyStatus: readyStatus(agent),
    ...(agent.contexts?.length ? { contexts: agent.contexts } : {}),
    // A Job has no Service.
    ...(agent.workloadType === 'job' ? {} : { service: serviceOf(agent) }),
  };
}
