import { ok, Refusal } from '../answer.ts';
import { workloadLabels } from '../kubernetes/labels.ts';
import { serviceOf } from '../kubernetes/service.ts';
import { workloadSpec } from '../kubernetes/workload-spec.ts';
import { readyStatus, workloadStatus } from '../kubernetes/workload-status.ts';
import type { OperationHandlers } from '../operation-handler.ts';
import { pythonTime, type Workload, type WorkloadType } from '../workload.ts';
import { checkAgentRequest } from './agent-request.ts';
import { nameIn, placeOf } from './place.ts';
import { isDnsLabel, requireImage, startRequested } from './workload-request.ts';

const kindNames: Record<WorkloadType, string> = {
  deployment: 'Deployment',
  statefulset: 'StatefulSet',
  job: 'Job',
};

/** `agents.*` but for builds, migration and identity. */
export const agentOperations: OperationHandlers = {
  'agents.list': ({ query }, { state }) =>
    ok({
      items: state.agents
        .inNamespace(String(query['namespace']))
        // The list goes by a label that a Job does not get.
        .filter(agent => agent.workloadType !== 'job')
        .map(summary),
    }),

  'agents.create': ({ body, sentBody }, { state }) => {
    checkAgentRequest(body, sentBody);
    requireImage(body);
    const { name, namespace } = nameIn(body);
    const workloadType = workloadTypeIn(body);
    if (!state.allNamespaces.includes(namespace)) {
      throw new Refusal(
        404,
        `Required CRD or resource not found for workload type '${workloadType}'. Ensure the necessary controllers are installed (e.g. Shipwright for source builds, agent-sandbox controller for sandbox workloads).`,
      );
    }
    if (!isDnsLabel(name)) {
      throw new Refusal(422, 'Unprocessable Entity');
    }
    if (state.agents.find(namespace, name) !== undefined) {
      throw new Refusal(409, `Agent '${name}' already exists in namespace '${namespace}'`);
    }
    const as = workloadType === 'deployment' ? '' : ` as ${kindNames[workloadType]}`;
    const description = `Agent '${name}' deployed${as} from UI.`;
    startRequested(state, { kind: 'agent', namespace, name, workloadType, description }, body);
    const route = body['createHttpRoute'] ? ' HTTPRoute/Route created for external access.' : '';
    return ok({
      success: true,
      name,
      namespace,
      message: `Agent '${name}' deployed as ${workloadType} successfully.${route}`,
    });
  },

  'agents.get': (call, { state }) => {
    const { namespace, name } = placeOf(call);
    const agent = state.agents.find(namespace, name);
    if (agent === undefined) {
      throw new Refusal(404, `Agent '${name}' not found in namespace '${namespace}'`);
    }
    return ok(details(agent));
  },

  'agents.delete': (call, { state }) => {
    const { namespace, name } = placeOf(call);
    const agent = state.agents.remove(namespace, name);
    const parts = agent === undefined ? [] : partsOf(agent);
    return ok({
      success: true,
      message: parts.map(part => `${part} '${name}' deleted`).join('; '),
    });
  },

  'agents.routeStatus': (call, { state }) => {
    const { namespace, name } = placeOf(call);
    return ok({ hasRoute: state.agents.find(namespace, name)?.hasRoute ?? false });
  },
};

/** Found good by the rules of the request. */
function workloadTypeIn(body: Readonly<Record<string, unknown>>): WorkloadType {
  const type = body['workloadType'];
  return type === 'statefulset' || type === 'job' ? type : 'deployment';
}

function summary(agent: Workload): Record<string, unknown> {
  return {
    name: agent.name,
    namespace: agent.namespace,
    description: agent.description,
    status: readyStatus(agent),
    labels: {
      protocol: [agent.protocol],
      framework: agent.framework,
      type: 'agent',
      simulated: null,
    },
    workloadType: agent.workloadType,
    createdAt: pythonTime(agent.createdAt),
  };
}

function details(agent: Workload): Record<string, unknown> {
  return {
    metadata: {
      name: agent.name,
      namespace: agent.namespace,
      labels: workloadLabels(agent),
      annotations: { 'rossoctl.io/description': agent.description },
      creationTimestamp: pythonTime(agent.createdAt),
      uid: `uid-${agent.serial}`,
    },
    spec: workloadSpec(agent),
    status: workloadStatus(agent),
    workloadType: agent.workloadType,
    readyStatus: readyStatus(agent),
    // A Job has no Service.
    ...(agent.workloadType === 'job' ? {} : { service: serviceOf(agent) }),
  };
}

/** What goes with an agent when it is deleted, in the backend's order. */
function partsOf(agent: Workload): string[] {
  return agent.workloadType === 'job'
    ? ['Job']
    : [
        kindNames[agent.workloadType],
        'Service',
        ...(agent.hasRoute ? ['HTTPRoute'] : []),
        'AgentRuntime',
      ];
}
