import { listField } from '../fields.ts';
import { isOlder, type Platform } from '../platform.ts';
import { pythonJson } from '../python-json.ts';
import { kubernetesTime } from '../workload.ts';
import type { Build } from './build.ts';
import type { BuildRun } from './build-run.ts';

/** A time that may not have come. */
const timeOf = (time: Date | undefined) => (time === undefined ? null : kubernetesTime(time));

/** What lists of builds show. */
export function buildListItem({
  request,
  createdAt,
  registration,
}: Build): Record<string, unknown> {
  const { name, namespace, kind, strategy, gitUrl, gitRevision, contextDir, outputImage } = request;
  return {
    name,
    namespace,
    resourceType: kind,
    // The text "False" counts as true there.
    registered: registration !== undefined,
    strategy,
    gitUrl,
    gitRevision,
    contextDir,
    outputImage,
    creationTimestamp: kubernetesTime(createdAt),
  };
}

/** What Shipwright says of a Build. */
export function buildStatus({ request, registration }: Build): Record<string, unknown> {
  return {
    name: request.name,
    namespace: request.namespace,
    registered: registration?.registered === 'True',
    reason: registration?.reason ?? null,
    message: registration?.message ?? null,
  };
}

/** The state of a Build's latest run. */
export function buildRunStatus({ request, latestRun: run }: Build): Record<string, unknown> {
  const { condition } = run;
  return {
    name: run.name,
    namespace: request.namespace,
    buildName: request.name,
    phase: run.phase,
    startTime: timeOf(run.startedAt),
    completionTime: timeOf(run.completedAt),
    outputImage: run.output.image ?? null,
    outputDigest: run.output.digest ?? null,
    failureMessage: failureOf(run),
    conditions:
      condition === undefined
        ? []
        : [
            {
              type: 'Succeeded',
              status: condition.status,
              reason: condition.reason,
              message: condition.message,
              lastTransitionTime: kubernetesTime(condition.since),
            },
          ],
  };
}

/** Why a BuildRun failed; null when it did not. */
export function failureOf(run: BuildRun): string | null {
  return run.phase === 'Failed' ? (run.condition?.message ?? null) : null;
}

/** A Build, its latest run and what is to come of it, in one. */
export function buildInfo(
  build: Build,
  kind: 'agent' | 'tool',
  platform: Platform,
): Record<string, unknown> {
  const { request, registration } = build;
  const { name, namespace, outputImage, strategy, gitUrl, gitRevision, contextDir } = request;
  const run = build.latestRun;
  return {
    name,
    namespace,
    buildRegistered: registration?.registered === 'True',
    buildReason: registration?.reason ?? null,
    buildMessage: registration?.message ?? null,
    outputImage,
    strategy,
    gitUrl,
    gitRevision,
    contextDir,
    hasBuildRun: true,
    buildRunName: run.name,
    buildRunPhase: run.phase,
    buildRunStartTime: timeOf(run.startedAt),
    buildRunCompletionTime: timeOf(run.completedAt),
    buildRunOutputImage: run.output.image ?? null,
    buildRunOutputDigest: run.output.digest ?? null,
    buildRunFailureMessage: failureOf(run),
    [`${kind}Config`]: request.kind === kind ? knownConfig(build, platform) : null,
  };
}

/** The part of the kept configuration that the backend knows a type for. */
export function knownConfig(
  { request: { config } }: Build,
  platform: Platform,
): Record<string, unknown> {
  const resources = ['k8sResourceLimits', 'k8sResourceRequests'].map(
    name => [name, config[name] ?? null] as const,
  );
  return {
    protocol: config['protocol'],
    framework: config['framework'],
    createHttpRoute: config['createHttpRoute'],
    registrySecret: config['registrySecret'] ?? null,
    envVars: listField(config, 'envVars') ?? null,
    skills: listField(config, 'skills') ?? null,
    servicePorts: listField(config, 'servicePorts') ?? null,
    ...(isOlder(platform) ? {} : Object.fromEntries(resources)),
  };
}

/** The Build itself, which stands in for a tool as long as there is none. */
export function buildResource(build: Build): Record<string, unknown> {
  const { request } = build;
  const { kind, config, pushSecret, buildArgs } = request;
  return {
    metadata: {
      name: request.name,
      namespace: request.namespace,
      labels: {
        'app.kubernetes.io/created-by': 'rossoctl-ui',
        'app.kubernetes.io/name': 'rossoctl-operator',
        'rossoctl.io/type': kind,
        [`protocol.rossoctl.io/${String(config['protocol'])}`]: '',
        'rossoctl.io/framework': config['framework'],
      },
      annotations: { [`rossoctl.io/${kind}-config`]: pythonJson(config) },
      creationTimestamp: kubernetesTime(build.createdAt),
      uid: `uid-${build.serial}`,
    },
    spec: {
      source: {
        type: 'Git',
        git: { url: request.gitUrl, revision: request.gitRevision },
        contextDir: request.contextDir,
      },
      strategy: { name: request.strategy, kind: 'ClusterBuildStrategy' },
      paramValues: [
        { name: 'dockerfile', value: request.dockerfile },
        ...(buildArgs.length > 0
          ? [{ name: 'build-args', values: buildArgs.map(value => ({ value })) }]
          : []),
      ],
      output: {
        image: request.outputImage,
        ...(pushSecret === undefined ? {} : { pushSecret }),
      },
      timeout: request.timeout,
      retention: { succeededLimit: 3, failedLimit: 3 },
    },
  };
}
