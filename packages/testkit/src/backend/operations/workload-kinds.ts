import type { Workload, WorkloadType } from '../workload.ts';
import { routeMessage } from './workload-request.ts';

/** What Kubernetes calls the types of workloads. */
export const kindNames: Readonly<Record<WorkloadType, string>> = {
  deployment: 'Deployment',
  statefulset: 'StatefulSet',
  job: 'Job',
};

/** A type that was found good by the rules of a request, or kept from one. */
export function workloadTypeOf(type: unknown): WorkloadType {
  return type === 'statefulset' || type === 'job' ? type : 'deployment';
}

/** What is said of an agent's route: a Job has none. */
export function routeOf(
  body: Readonly<Record<string, unknown>>,
  workloadType: WorkloadType,
): string {
  return workloadType === 'job' ? '' : routeMessage(body);
}

/** What goes with an agent when it is deleted, in the backend's order. */
export function agentParts(agent: Workload): string[] {
  return agent.workloadType === 'job'
    ? ['Job']
    : [
        kindNames[agent.workloadType],
        'Service',
        ...(agent.hasRoute ? ['HTTPRoute'] : []),
        ...(agent.origin === 'migration' ? [] : ['AgentRuntime']),
      ];
}
