import { claimedVolume, type Workload } from '../workload.ts';
import { containerOf, contextVolumes, mountsOf } from './container.ts';
import { isHarness } from './harness.ts';
import { podLabels } from './labels.ts';
import { objectMetadata } from './object-metadata.ts';
import { withNulls } from './with-nulls.ts';

/** The template of a workload's pods. */
export function podTemplate(workload: Workload): Record<string, unknown> {
  return {
    metadata: objectMetadata({
      annotations: podAnnotations(workload),
      labels: podLabels(workload),
    }),
    spec: withNulls(
      `active_deadline_seconds affinity automount_service_account_token dns_config dns_policy
      enable_service_links ephemeral_containers host_aliases host_ipc host_network host_pid
      host_users hostname hostname_override image_pull_secrets init_containers node_name
      node_selector os overhead preemption_policy priority priority_class_name readiness_gates
      resource_claims resources runtime_class_name scheduler_name scheduling_gates
      service_account set_hostname_as_fqdn share_process_namespace subdomain
      termination_grace_period_seconds tolerations topology_spread_constraints workload_ref`,
      {
        containers: [containerOf(workload)],
        restart_policy: workload.workloadType === 'job' ? 'OnFailure' : null,
        security_context: workload.kind === 'tool' ? toolPodSecurity(workload) : null,
        service_account_name: workload.name,
        volumes: volumesOf(workload),
        ...(isHarness(workload) ? { image_pull_secrets: [{ name: 'ghcr-secret' }] } : {}),
      },
    ),
  };
}

/** A volume that the workload's kind claims is among the claims and not here; the last is empty. */
function volumesOf(workload: Workload): Record<string, unknown>[] {
  const names = Object.keys(mountsOf(workload));
  const isClaimed = workload.storageSize !== undefined;
  const empty = names
    .filter(name => !isClaimed || name !== claimedVolume(workload))
    .map(name => volume(name, { empty_dir: withNulls('medium size_limit') }));
  const contexts = contextVolumes(workload).map(([name, { claimName, readOnly }]) =>
    volume(name, { persistent_volume_claim: { claim_name: claimName, read_only: readOnly } }),
  );
  return contexts.length === 0 ? empty : [...empty.slice(0, -1), ...contexts, ...empty.slice(-1)];
}

function volume(name: string, source: Record<string, unknown>): Record<string, unknown> {
  return withNulls(
    `aws_elastic_block_store azure_disk azure_file cephfs cinder config_map csi downward_api
    empty_dir ephemeral fc flex_volume flocker gce_persistent_disk git_repo glusterfs host_path
    image iscsi nfs persistent_volume_claim photon_persistent_disk portworx_volume projected
    quobyte rbd scale_io secret storageos vsphere_volume`,
    { name, ...source },
  );
}

/** Its AuthBridge reads there which mode it is to have. */
function podAnnotations({ identity }: Workload): Record<string, string> {
  const mode = identity?.authBridgeMode;
  return mode === undefined ? {} : { 'rossoctl.io/authbridge-mode': mode };
}

/** The group of a harness owns the volume that it writes to. */
function toolPodSecurity(workload: Workload): Record<string, unknown> {
  return withNulls(
    `app_armor_profile fs_group_change_policy run_as_group run_as_user
    se_linux_change_policy se_linux_options supplemental_groups supplemental_groups_policy
    sysctls windows_options`,
    {
      fs_group: isHarness(workload) ? 1000 : null,
      run_as_non_root: true,
      seccomp_profile: { localhost_profile: null, type: 'RuntimeDefault' },
    },
  );
}
