import { isRecord } from '../../is-record.ts';
import { isTruthy, listField, recordField, textField } from '../fields.ts';
import type { Place } from '../operations/place.ts';
import type { BuildRequest } from './build.ts';

type Body = Readonly<Record<string, unknown>>;

/** The registry of the recorded cluster, in which images go that are given no other. */
export const internalRegistry = 'registry.cr-system.svc.cluster.local:5000';

/** What of a request to build is found under different names for agents and tools. */
interface Source {
  readonly gitRevision: string;
  readonly contextDir: string | undefined;
  readonly config: Readonly<Record<string, unknown>>;
}

/** The Build of an agent that is to be made from source. */
export function agentBuildRequest(place: Place, body: Body): BuildRequest {
  return buildRequest('agent', place, body, {
    gitRevision: textField(body, 'gitBranch') ?? '',
    contextDir: textField(body, 'gitPath'),
    config: {
      ...commonConfig(body),
      gitPath: body['gitPath'],
      ...truthy(body, 'outboundRoutes outboundPortsExclude inboundPortsExclude'),
      ...truthy(body, 'defaultOutboundPolicy mtlsMode tlsBridgeEnabled persistentStorage'),
      ...(listField(body, 'envVars')?.length ? { envVars: withoutNulls(body['envVars']) } : {}),
      ...truthy(body, 'mcpToolName llmPreset llmModel skills servicePorts contexts'),
      ...truthy(body, 'k8sResourceLimits k8sResourceRequests'),
    },
  });
}

/** The Build of a tool that is to be made from source. */
export function toolBuildRequest(place: Place, body: Body): BuildRequest {
  return buildRequest('tool', place, body, {
    gitRevision: textField(body, 'gitRevision') ?? '',
    contextDir: textField(body, 'contextDir'),
    config: {
      ...commonConfig(body),
      ...truthy(body, 'outboundRoutes outboundPortsExclude inboundPortsExclude'),
      ...truthy(body, 'defaultOutboundPolicy persistentStorage envVars servicePorts'),
      ...truthy(body, 'k8sResourceLimits k8sResourceRequests'),
    },
  });
}

function buildRequest(
  kind: 'agent' | 'tool',
  { namespace, name }: Place,
  body: Body,
  { gitRevision, contextDir, config }: Source,
): BuildRequest {
  const shipwright = recordField(body, 'shipwrightConfig');
  const registry = textField(body, 'registryUrl') || internalRegistry;
  return {
    kind,
    namespace,
    name,
    gitUrl: textField(body, 'gitUrl') ?? '',
    gitRevision,
    contextDir: contextDir || '.',
    strategy: strategyFor(registry, textField(shipwright, 'buildStrategy')),
    outputImage: `${registry}/${name}:${textField(body, 'imageTag')}`,
    dockerfile: textField(shipwright, 'dockerfile') ?? 'Dockerfile',
    buildArgs: (listField(shipwright, 'buildArgs') ?? []).map(String),
    timeout: textField(shipwright, 'buildTimeout') ?? '15m',
    pushSecret: textField(body, 'registrySecret'),
    config,
  };
}

/** The cluster's own registry has no TLS, which only one strategy can do without. */
function strategyFor(registry: string, requested: string | undefined): string {
  return registry.includes('svc.cluster.local') ? 'buildah-insecure-push' : requested || 'buildah';
}

function commonConfig(body: Body): Record<string, unknown> {
  const names = ['protocol', 'framework', 'createHttpRoute', 'registrySecret', 'workloadType'];
  const more = ['authBridgeEnabled', 'spireEnabled', 'authBridgeMode'];
  return Object.fromEntries([...names, ...more].map(name => [name, body[name] ?? null]));
}

/** The fields that have something in them. */
function truthy(body: Body, names: string): Record<string, unknown> {
  return Object.fromEntries(
    names
      .split(' ')
      .map(name => [name, body[name]] as const)
      .filter(([, value]) => isTruthy(value)),
  );
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutNulls);
  }
  return isRecord(value)
    ? Object.fromEntries(
        Object.entries(value)
          .filter(([, field]) => field != null)
          .map(([name, field]) => [name, withoutNulls(field)]),
      )
    : value;
}
