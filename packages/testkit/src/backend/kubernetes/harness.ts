import type { EnvironmentVariable, Workload } from '../workload.ts';
import { withNulls } from './with-nulls.ts';

/** The image of every simulated tool: a harness that plays what it has generated. */
export const harnessImage = 'ghcr.io/rossoctl/simulation-harness:latest';

/** Where the harness keeps what it has generated, on the volume `data`. */
const store = '/app/skills-store';

/** The directories that a harness mounts, by the name of their volume. */
export const harnessMounts: Readonly<Record<string, string>> = {
  data: store,
  cache: '/app/.cache',
  tmp: '/tmp',
};

/** What a harness finds in its environment besides what every workload does. */
export const harnessVariables: readonly EnvironmentVariable[] = Object.entries({
  HARNESS_SKILLS_FOLDER: store,
  HARNESS_SERVER_PORT: '8000',
  HARNESS_SERVER_HOST: '0.0.0.0',
  HARNESS_MCP_TRANSPORT: 'streamable_http',
  HARNESS_AUTOSTART_ENABLED: 'true',
}).map(([name, value]) => ({ name, value }));

/** Whether a workload is the harness of a simulated tool. */
export function isHarness({ origin }: Workload): boolean {
  return origin === 'simulation';
}

/** The probes of a harness; no other workload has any. */
export function harnessProbes(): Record<string, unknown> {
  return { liveness_probe: probe('/healthz', 10, 20), readiness_probe: probe('/readyz', 5, 10) };
}

function probe(path: string, delaySeconds: number, periodSeconds: number) {
  return withNulls(
    `_exec failure_threshold grpc success_threshold tcp_socket termination_grace_period_seconds
    timeout_seconds`,
    {
      http_get: withNulls('host http_headers scheme', { path, port: 8000 }),
      initial_delay_seconds: delaySeconds,
      period_seconds: periodSeconds,
    },
  );
}
