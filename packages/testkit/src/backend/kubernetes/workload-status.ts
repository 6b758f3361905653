import { kubernetesTime, type Workload } from '../workload.ts';
import { withNulls } from './with-nulls.ts';

/** What the lists and the details call a workload's state: here everything runs at once. */
export function readyStatus(workload: Workload): string {
  return workload.workloadType === 'job' ? 'Progressing' : 'Ready';
}

/** The `status` of a workload, of the kind that it runs as. */
export function workloadStatus(workload: Workload): Record<string, unknown> {
  if (workload.workloadType === 'job') {
    return withNulls(
      `completed_indexes completion_time conditions failed failed_indexes succeeded terminating
      uncounted_terminated_pods`,
      { active: 1, ready: 1, start_time: kubernetesTime(workload.createdAt) },
    );
  }
  const isDeployment = workload.workloadType === 'deployment';
  const ownFields = isDeployment
    ? 'terminating_replicas unavailable_replicas'
    : 'current_replicas current_revision update_revision';
  const ownConditionFields = isDeployment ? 'last_update_time' : '';
  return withNulls(`collision_count observed_generation updated_replicas ${ownFields}`, {
    available_replicas: 1,
    ready_replicas: 1,
    replicas: 1,
    conditions: [
      withNulls(`last_transition_time message reason ${ownConditionFields}`, {
        status: 'True',
        type: 'Available',
      }),
    ],
  });
}
