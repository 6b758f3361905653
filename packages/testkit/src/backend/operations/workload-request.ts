import { Refusal } from '../answer.ts';
import type { BackendState } from '../backend-state.ts';
import { checkMountPaths } from '../contexts/agent-contexts.ts';
import type { MountedContext } from '../contexts/context-service.ts';
import { listField, numberField, recordField, textField } from '../fields.ts';
import { isDnsLabel } from '../kubernetes/dns-label.ts';
import { requestedResources } from '../kubernetes/resources.ts';
import {
  type EnvironmentVariable,
  type KeyReference,
  type ServicePort,
  standardPorts,
  type WorkloadOrigin,
  type WorkloadType,
} from '../workload.ts';

/**
 * How a request wants its workload to come about. Agents take every other word for `source`, and tools
 * for `image`; the contract's defaults are the same.
 *
 * @throws Refusal 400 when the request lacks what its method needs.
 */
export function deploymentMethod(
  kind: 'agent' | 'tool',
  body: Readonly<Record<string, unknown>>,
): 'image' | 'source' {
  const other = kind === 'agent' ? 'image' : 'source';
  const standard = kind === 'agent' ? 'source' : 'image';
  const method = body['deploymentMethod'] === other ? other : standard;
  if (method === 'image' && !body['containerImage']) {
    throw new Refusal(400, 'containerImage is required for image deployment');
  }
  if (method === 'source' && !body['gitUrl']) {
    throw new Refusal(400, 'gitUrl is required for source deployment');
  }
  return method;
}

/** What of a request is the same for agents and tools, and was found good. */
export interface RequestedWorkload {
  readonly kind: 'agent' | 'tool';
  readonly namespace: string;
  readonly name: string;
  readonly workloadType: WorkloadType;
  readonly origin: WorkloadOrigin;
  readonly description: string | undefined;
}

/**
 * Starts what a request asks for, with all that its body says.
 *
 * @throws Refusal where Kubernetes refuses its resources or mount paths.
 */
export function startRequested(
  state: BackendState,
  requested: RequestedWorkload,
  body: Readonly<Record<string, unknown>>,
  contexts: readonly MountedContext[] = [],
): void {
  const { kind, workloadType } = requested;
  const resources = requestedResources(body);
  checkMountPaths(contexts);
  const storage = recordField(body, 'persistentStorage');
  const isStored = workloadType === 'statefulset' && storage?.['enabled'] === true;
  state.start({
    ...requested,
    protocol: textField(body, 'protocol') ?? '',
    framework: textField(body, 'framework') ?? '',
    image: textField(body, 'containerImage') ?? '',
    environment: requestedVariables(body),
    ports: listField(body, 'servicePorts')?.map(port) ?? standardPorts(kind),
    hasRoute: body['createHttpRoute'] === true && workloadType !== 'job',
    storageSize: isStored ? textField(storage, 'size') : undefined,
    resources,
    contexts,
  });
}

/** What is said of the route that was asked for. */
export function routeMessage(body: Readonly<Record<string, unknown>>): string {
  return body['createHttpRoute'] === true ? ' HTTPRoute/Route created for external access.' : '';
}

/** @throws Refusal 422 for a name that Kubernetes does not take. */
export function checkName(name: string): void {
  if (!isDnsLabel(name)) {
    throw new Refusal(422, 'Unprocessable Entity');
  }
}

/** The variables that a request names. */
export function requestedVariables(body: Readonly<Record<string, unknown>>): EnvironmentVariable[] {
  return (listField(body, 'envVars') ?? []).map(variable);
}

function variable(given: unknown): EnvironmentVariable {
  const valueFrom = recordField(given, 'valueFrom');
  return {
    name: textField(given, 'name') ?? '',
    value: textField(given, 'value'),
    valueFrom: valueFrom && {
      secretKey: keyReference(valueFrom, 'secretKeyRef'),
      configMapKey: keyReference(valueFrom, 'configMapKeyRef'),
    },
  };
}

function keyReference(source: unknown, name: string): KeyReference | undefined {
  const given = recordField(source, name);
  return given && { name: textField(given, 'name') ?? '', key: textField(given, 'key') ?? '' };
}

function port(given: unknown): ServicePort {
  return {
    name: textField(given, 'name') ?? '',
    port: numberField(given, 'port') ?? 0,
    targetPort: numberField(given, 'targetPort') ?? 0,
    protocol: textField(given, 'protocol') ?? '',
  };
}
