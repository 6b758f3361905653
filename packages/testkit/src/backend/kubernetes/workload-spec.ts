import { claimedVolume, serviceNameOf, type Workload } from '../workload.ts';
import { isHarness } from './harness.ts';
import { objectMetadata } from './object-metadata.ts';
import { podTemplate } from './pod-template.ts';
import { withNulls } from './with-nulls.ts';

/** The `spec` of a workload, of the kind that it runs as. */
export function workloadSpec(workload: Workload): Record<string, unknown> {
  const template = podTemplate(workload);
  if (workload.workloadType === 'job') {
    return withNulls(
      `active_deadline_seconds backoff_limit_per_index completion_mode completions managed_by
      manual_selector max_failed_indexes parallelism pod_failure_policy pod_replacement_policy
      selector success_policy suspend ttl_seconds_after_finished`,
      { backoff_limit: 3, template },
    );
  }
  const replicated = withNulls('min_ready_seconds revision_history_limit', {
    replicas: 1,
    selector: {
      match_expressions: null,
      match_labels: { 'app.kubernetes.io/name': workload.name },
    },
    template,
  });
  return workload.workloadType === 'deployment'
    ? withNulls('paused progress_deadline_seconds strategy', replicated)
    : { ...replicated, ...statefulFields(workload) };
}

function statefulFields(workload: Workload): Record<string, unknown> {
  return withNulls(
    'ordinals persistent_volume_claim_retention_policy pod_management_policy update_strategy',
    {
      service_name: serviceNameOf(workload),
      volume_claim_templates:
        workload.storageSize === undefined ? null : [volumeClaim(workload, workload.storageSize)],
    },
  );
}

function volumeClaim(workload: Workload, size: string): Record<string, unknown> {
  return withNulls('api_version kind status', {
    metadata: objectMetadata({
      labels: isHarness(workload) ? null : { 'app.kubernetes.io/name': workload.name },
      name: claimedVolume(workload),
    }),
    spec: withNulls(
      `data_source data_source_ref selector storage_class_name volume_attributes_class_name
      volume_mode volume_name`,
      {
        access_modes: ['ReadWriteOnce'],
        resources: { limits: null, requests: { storage: size } },
      },
    ),
  });
}
