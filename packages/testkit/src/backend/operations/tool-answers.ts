import { annotationsOf } from '../kubernetes/annotations.ts';
import { workloadLabels } from '../kubernetes/labels.ts';
import { objectMetadata } from '../kubernetes/object-metadata.ts';
import { serviceOf } from '../kubernetes/service.ts';
import { workloadSpec } from '../kubernetes/workload-spec.ts';
import { readyStatus, workloadStatus } from '../kubernetes/workload-status.ts';
import type { Build } from '../shipwright/build.ts';
import { buildResource } from '../shipwright/build-answers.ts';
import { kubernetesTime, pythonTime, type Workload } from '../workload.ts';
import type { BuildingItem } from './building-items.ts';

/** A tool as lists show it. */
export function toolSummary(tool: Workload): Record<string, unknown> {
  return {
    name: tool.name,
    namespace: tool.namespace,
    description: tool.description ?? '',
    status: readyStatus(tool),
    labels: {
      protocol: ['mcp'],
      framework: tool.framework,
      type: 'tool',
      simulated: tool.origin === 'simulation',
    },
    createdAt: pythonTime(tool.createdAt),
    workloadType: tool.workloadType,
  };
}

/** A tool that builds, as lists show it. */
export function buildingTool({ build, status, createdAt }: BuildingItem): Record<string, unknown> {
  return {
    name: build.request.name,
    namespace: build.request.namespace,
    description: 'Building from source',
    status,
    labels: { protocol: null, framework: null, type: 'tool', simulated: false },
    createdAt,
    workloadType: 'deployment',
  };
}

/** Stands in for a tool as long as it builds; whatever it is to be, it counts as a deployment. */
export function toolPlaceholder(build: Build, status: string): Record<string, unknown> {
  return {
    ...buildResource(build),
    status: {},
    readyStatus: status,
    workloadType: 'deployment',
    service: null,
    isBuild: true,
  };
}

/** Unlike an agent's, a tool's metadata come as Kubernetes has them. */
export function toolDetails(tool: Workload): Record<string, unknown> {
  return {
    metadata: objectMetadata({
      annotations: annotationsOf(tool),
      creation_timestamp: kubernetesTime(tool.createdAt),
      labels: workloadLabels(tool),
      name: tool.name,
      namespace: tool.namespace,
      resource_version: String(tool.serial),
      uid: `uid-${tool.serial}`,
    }),
    spec: workloadSpec(tool),
    status: workloadStatus(tool),
    readyStatus: readyStatus(tool),
    workloadType: tool.workloadType,
    service: serviceOf(tool),
  };
}
