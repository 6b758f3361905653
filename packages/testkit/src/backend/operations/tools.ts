import { ok, Refusal } from '../answer.ts';
import type { BackendState } from '../backend-state.ts';
import { textField } from '../fields.ts';
import type { OperationCall, OperationHandlers } from '../operation-handler.ts';
import { toolBuildRequest } from '../shipwright/build-request.ts';
import { serviceNameOf, type Workload } from '../workload.ts';
import { buildingItems, buildingStatus } from './building-items.ts';
import { nameIn, type Place, placeOf } from './place.ts';
import { checkToolRequest } from './request-rules.ts';
import { buildingTool, toolDetails, toolPlaceholder, toolSummary } from './tool-answers.ts';
import { checkName, deploymentMethod, routeMessage, startRequested } from './workload-request.ts';

/** `tools.*` but for builds and MCP. */
export const toolOperations: OperationHandlers = {
  'tools.list': ({ query }, { state }) => {
    const namespace = String(query['namespace']);
    const tools = state.tools.inNamespace(namespace);
    const building = buildingItems(state, 'tool', namespace, tools);
    return ok({ items: [...tools.map(toolSummary), ...building.map(buildingTool)] });
  },

  'tools.create': (call, { state }) => {
    const { body } = call;
    checkToolRequest(body);
    const place = nameIn(body);
    const { namespace, name } = place;
    const workloadType = textField(body, 'workloadType');
    if (workloadType !== 'deployment' && workloadType !== 'statefulset') {
      throw new Refusal(
        400,
        `Unsupported workload type: ${workloadType}. Supported types: deployment, statefulset`,
      );
    }
    const method = deploymentMethod('tool', body);
    if (!state.allNamespaces.includes(namespace)) {
      throw new Refusal(404, 'Failed to create tool resources. Check cluster connectivity.');
    }
    checkName(name);
    if (method === 'source') {
      return startBuild(call, state, place);
    }
    if (state.tools.find(namespace, name) !== undefined) {
      throw new Refusal(409, `Tool '${name}' already exists in namespace '${namespace}'`);
    }
    const image = textField(body, 'containerImage');
    const description =
      textField(body, 'description') || `Tool '${name}' deployed from existing image '${image}'`;
    const origin = 'image';
    startRequested(state, { kind: 'tool', ...place, workloadType, origin, description }, body);
    const route = routeMessage(body);
    if (route !== '') {
      call.markUnrecorded();
    }
    return ok({
      success: true,
      name,
      namespace,
      message: `Tool '${name}' deployment started (${workloadType}).${route}`,
    });
  },

  'tools.get': (call, { state }) => {
    const { namespace, name } = placeOf(call);
    const tool = state.tools.find(namespace, name);
    if (tool !== undefined) {
      markOddIdentity(tool, call);
      return ok(toolDetails(tool));
    }
    const build = state.builds.find(namespace, name);
    const status = build && buildingStatus(build);
    if (build === undefined || status === undefined) {
      throw new Refusal(404, `Tool '${name}' not found in namespace '${namespace}'`);
    }
    if (build.request.kind === 'agent') {
      call.markUnrecorded();
    }
    return ok(toolPlaceholder(build, status));
  },

  'tools.delete': (call, { state }) => {
    const { namespace, name } = placeOf(call);
    const build = state.builds.remove(namespace, name);
    const tool = state.tools.remove(namespace, name);
    // The volume of a simulated tool is left behind, of which nobody hears.
    if (tool?.origin === 'simulation') {
      call.markUnrecorded();
    }
    const deleted = [
      ...(build?.runs.map(run => `BuildRun/${run.name}`) ?? []),
      ...(build === undefined ? [] : [`Build/${name}`]),
      ...(tool === undefined ? [] : partsOf(tool)),
    ];
    return ok({
      success: true,
      message:
        deleted.length === 0
          ? `Tool '${name}' already deleted`
          : `Tool '${name}' deleted. Resources: ${deleted.join(', ')}`,
    });
  },

  'tools.routeStatus': (call, { state }) => {
    const { namespace, name } = placeOf(call);
    return ok({ hasRoute: state.tools.find(namespace, name)?.hasRoute ?? false });
  },
};

/** The answer comes at once; the tool comes only when its build is finalized. */
function startBuild({ body, markUnrecorded }: OperationCall, state: BackendState, place: Place) {
  const { namespace, name } = place;
  if (state.builds.find(namespace, name) ?? state.tools.find(namespace, name)) {
    markUnrecorded();
  }
  const build = state.startBuild(toolBuildRequest(place, body));
  return ok({
    success: true,
    name,
    namespace,
    message: `Shipwright build started for tool '${name}'. BuildRun: ${build.latestRun.name}. Monitor progress at /tools/${namespace}/${name}/build`,
  });
}

/** Only a simulated tool with neither SPIRE nor AuthBridge was recorded. */
function markOddIdentity({ identity }: Workload, { markUnrecorded }: OperationCall): void {
  if (identity?.isInjected || identity?.hasSpire || identity?.authBridgeMode) {
    markUnrecorded();
  }
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
