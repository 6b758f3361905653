import { ok, Refusal } from '../answer.ts';
import { textField } from '../fields.ts';
import { workloadLabels } from '../kubernetes/labels.ts';
import { objectMetadata } from '../kubernetes/object-metadata.ts';
import { serviceOf } from '../kubernetes/service.ts';
import { workloadSpec } from '../kubernetes/workload-spec.ts';
import { readyStatus, workloadStatus } from '../kubernetes/workload-status.ts';
import type { OperationHandlers } from '../operation-handler.ts';
import { kubernetesTime, pythonTime, serviceNameOf, type Workload } from '../workload.ts';
import { nameIn, placeOf } from './place.ts';
import { isDnsLabel, requireImage, startRequested } from './workload-request.ts';

/** `tools.*` but for builds and MCP. */
export const toolOperations: OperationHandlers = {
  'tools.list': ({ query }, { state }) =>
    ok({ items: state.tools.inNamespace(String(query['namespace'])).map(summary) }),

  'tools.create': ({ body }, { state }) => {
    requireImage(body);
    const { name, namespace } = nameIn(body);
    const workloadType = textField(body, 'workloadType');
    if (workloadType !== 'deployment' && workloadType !== 'statefulset') {
      throw new Refusal(
        400,
        `Unsupported workload type: ${workloadType}. Supported types: deployment, statefulset`,
      );
    }
    if (!state.allNamespaces.includes(namespace)) {
      throw new Refusal(404, 'Failed to create tool resources. Check cluster connectivity.');
    }
    if (!isDnsLabel(name)) {
      throw new Refusal(422, 'Unprocessable Entity');
    }
    if (state.tools.find(namespace, name) !== undefined) {
      throw new Refusal(409, `Tool '${name}' already exists in namespace '${namespace}'`);
    }
    const description = textField(body, 'description');
    startRequested(state, { kind: 'tool', namespace, name, workloadType, description }, body);
    return ok({
      success: true,
      name,
      namespace,
      message: `Tool '${name}' deployment started (${workloadType}).`,
    });
  },

  'tools.get': (call, { state }) => {
    const { namespace, name } = placeOf(call);
    const tool = state.tools.find(namespace, name);
    if (tool === undefined) {
      throw new Refusal(404, `Tool '${name}' not found in namespace '${namespace}'`);
    }
    return ok(details(tool));
  },

  'tools.delete': (call, { state }) => {
    const { namespace, name } = placeOf(call);
    const tool = state.tools.remove(namespace, name);
    return ok({
      success: true,
      message:
        tool === undefined
          ? `Tool '${name}' already deleted`
          : `Tool '${name}' deleted. Resources: ${partsOf(tool).join(', ')}`,
    });
  },

  'tools.routeStatus': (call, { state }) => {
    const { namespace, name } = placeOf(call);
    return ok({ hasRoute: state.tools.find(namespace, name)?.hasRoute ?? false });
  },
};

function summary(tool: Workload): Record<string, unknown> {
  return {
    name: tool.name,
    namespace: tool.namespace,
    description:
      tool.description ?? `Tool '${tool.name}' deployed from existing image '${tool.image}'`,
    status: readyStatus(tool),
    labels: { protocol: ['mcp'], framework: tool.framework, type: 'tool', simulated: false },
    createdAt: pythonTime(tool.createdAt),
    workloadType: tool.workloadType,
  };
}

/** Unlike an agent's, a tool's metadata come as Kubernetes has them. */
function details(tool: Workload): Record<string, unknown> {
  return {
    metadata: objectMetadata({
      annotations:
        tool.description === undefined ? {} : { 'rossoctl.io/description': tool.description },
      creation_timestamp: kubernetesTime(tool.createdAt),
      labels: workloadLabels(tool),
      name: tool.name,
      namespace: tool.namespace,
      resource_version: String(tool.serial),
      uid: `uid-${tool.serial}`,
    }),
    spec: workloadSpec(tool),
    status: workloadStatus(tool),
    readyStatus: readyStatus(tool),
    workloadType: tool.workloadType,
    service: serviceOf(tool),
  };
}

/** What goes with a tool when it is deleted, in the backend's order. */
function partsOf(tool: Workload): string[] {
  const kind = tool.workloadType === 'statefulset' ? 'StatefulSet' : 'Deployment';
  return [
    `${kind}/${tool.name}`,
    `Service/${serviceNameOf(tool)}`,
    ...(tool.hasRoute ? [`HTTPRoute/${tool.name}`] : []),
    `AgentRuntime/${tool.name}`,
  ];
}
