import { agentUrl } from '../agent-url.ts';
import type { MountedContext } from '../contexts/context-service.ts';
import type { EnvironmentVariable, KeyReference, Workload } from '../workload.ts';
import { harnessMounts, harnessProbes, harnessVariables, isHarness } from './harness.ts';
import { standardResources } from './resources.ts';
import { withNulls } from './with-nulls.ts';

/** The directories that a pod mounts, by the name of their volume. */
export function mountsOf(workload: Workload): Readonly<Record<string, string>> {
  if (isHarness(workload)) {
    return harnessMounts;
  }
  return workload.kind === 'tool'
    ? { cache: '/app/.cache', tmp: '/tmp' }
    : { cache: '/app/.cache', marvin: '/.marvin', 'shared-data': '/shared' };
}

/** The contexts that a workload mounts, by the name of their volume. */
export function contextVolumes({ contexts = [] }: Workload): readonly [string, MountedContext][] {
  return contexts.map((context, index) => [`context-${index}`, context]);
}

function mount(name: string, path: string, readOnly: boolean | null): Record<string, unknown> {
  return withNulls('mount_propagation recursive_read_only sub_path sub_path_expr', {
    mount_path: path,
    name,
    read_only: readOnly,
  });
}

/** The one container of a workload's pods. */
export function containerOf(workload: Workload): Record<string, unknown> {
  const isTool = workload.kind === 'tool';
  const isSimulated = isHarness(workload);
  return withNulls(
    `args command env_from lifecycle liveness_probe readiness_probe resize_policy restart_policy
    restart_policy_rules startup_probe stdin stdin_once termination_message_path
    termination_message_policy tty volume_devices working_dir`,
    {
      env: variablesOf(workload).map(variable),
      image: workload.image,
      image_pull_policy: 'Always',
      name: isSimulated ? 'harness' : isTool ? 'mcp' : 'agent',
      ports: workload.ports.map(({ name, targetPort, protocol }) =>
        withNulls('host_ip host_port', {
          container_port: targetPort,
          name,
          protocol: isSimulated ? null : protocol,
        }),
      ),
      resources: { claims: null, ...(workload.resources ?? standardResources) },
      security_context: isTool ? toolSecurity() : null,
      volume_mounts: [
        ...Object.entries(mountsOf(workload)).map(([name, path]) => mount(name, path, null)),
        ...contextVolumes(workload).map(([name, { mountPath, readOnly }]) =>
          mount(name, mountPath, readOnly),
        ),
      ],
      ...(isSimulated ? harnessProbes() : {}),
    },
  );
}

/** A harness has no variable twice: the request's goes before the platform's. */
function variablesOf(workload: Workload): readonly EnvironmentVariable[] {
  const { environment } = workload;
  const standard = standardVariables(workload);
  if (!isHarness(workload)) {
    return [...standard, ...environment];
  }
  const all = [...standard, ...harnessVariables, ...environment];
  return [...new Map(all.map(one => [one.name, one])).values()];
}

/** What every workload finds in its environment. */
function standardVariables(workload: Workload): EnvironmentVariable[] {
  const values: Record<string, string> = {
    PORT: '8000',
    HOST: '0.0.0.0',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://otel-collector.rossoctl-system.svc.cluster.local:8335',
    KEYCLOAK_URL: 'http://keycloak.keycloak.svc.cluster.local:8080',
    UV_CACHE_DIR: '/app/.cache/uv',
    ...(workload.kind === 'agent'
      ? { AGENT_ENDPOINT: agentUrl(workload.namespace, workload.name, workload) }
      : {}),
  };
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}

function variable({ name, value, valueFrom }: EnvironmentVariable): Record<string, unknown> {
  return {
    name,
    value: value ?? null,
    value_from:
      valueFrom === undefined
        ? null
        : withNulls('field_ref file_key_ref resource_field_ref', {
            config_map_key_ref: reference(valueFrom.configMapKey),
            secret_key_ref: reference(valueFrom.secretKey),
          }),
  };
}

function reference(key: KeyReference | undefined): Record<string, unknown> | null {
  return key === undefined ? null : { key: key.key, name: key.name, optional: null };
}

function toolSecurity(): Record<string, unknown> {
  return withNulls(
    `app_armor_profile privileged proc_mount read_only_root_filesystem run_as_group
    run_as_non_root se_linux_options seccomp_profile windows_options`,
    {
      allow_privilege_escalation: false,
      capabilities: { add: null, drop: ['ALL'] },
      run_as_user: 1000,
    },
  );
}
