import { ok, Refusal } from '../answer.ts';
import type { BackendState } from '../backend-state.ts';
import { requestedContexts } from '../contexts/agent-contexts.ts';
import type { OperationCall, OperationHandlers } from '../operation-handler.ts';
import { agentBuildRequest } from '../shipwright/build-request.ts';
import { agentDetails, agentSummary, buildingAgent } from './agent-answers.ts';
import { buildingItems } from './building-items.ts';
import { nameIn, type Place, placeOf } from './place.ts';
import { checkAgentRequest } from './request-rules.ts';
import { checkSkillLinks } from './skill-links.ts';
import { agentParts, kindNames, routeOf, workloadTypeOf } from './workload-kinds.ts';
import { checkName, deploymentMethod, startRequested } from './workload-request.ts';

/** `agents.*` but for builds, migration, identity and environment files. */
export const agentOperations: OperationHandlers = {
  'agents.list': ({ query }, { state }) => {
    const namespace = String(query['namespace']);
    const agents = state.agents
      .inNamespace(namespace)
      // The list goes by a label that a Job does not get.
      .filter(agent => agent.workloadType !== 'job');
    const building = buildingItems(state, 'agent', namespace, agents);
    return ok({ items: [...agents.map(agentSummary), ...building.map(buildingAgent)] });
  },

  'agents.create': (call, parts) => {
    const { state, features } = parts;
    const { body, sentBody } = call;
    checkAgentRequest(body, sentBody);
    checkSkillLinks(call, features);
    const contexts = requestedContexts(body, parts);
    const method = deploymentMethod('agent', body);
    const place = nameIn(body);
    const { namespace, name } = place;
    const workloadType = workloadTypeOf(body['workloadType']);
    if (!state.allNamespaces.includes(namespace)) {
      throw new Refusal(
        404,
        `Required CRD or resource not found for workload type '${workloadType}'. Ensure the necessary controllers are installed (e.g. Shipwright for source builds, agent-sandbox controller for sandbox workloads).`,
      );
    }
    checkName(name);
    if (method === 'source') {
      return startBuild(call, state, place);
    }
    if (state.agents.find(namespace, name) !== undefined) {
      throw new Refusal(409, `Agent '${name}' already exists in namespace '${namespace}'`);
    }
    const as = workloadType === 'deployment' ? '' : ` as ${kindNames[workloadType]}`;
    const description = `Agent '${name}' deployed${as} from UI.`;
    const origin = 'image';
    const requested = { kind: 'agent', ...place, workloadType, origin, description } as const;
    startRequested(state, requested, body, contexts);
    return ok({
      success: true,
      name,
      namespace,
      message: `Agent '${name}' deployed as ${workloadType} successfully.${routeOf(body, workloadType)}`,
    });
  },

  'agents.get': (call, { state }) => {
    const { namespace, name } = placeOf(call);
    const agent = state.agents.find(namespace, name);
    if (agent === undefined) {
      throw new Refusal(404, `Agent '${name}' not found in namespace '${namespace}'`);
    }
    if (agent.origin === 'migration') {
      call.markUnrecorded();
    }
    return ok(agentDetails(agent));
  },

  'agents.delete': (call, { state }) => {
    const { namespace, name } = placeOf(call);
    const agent = state.agents.remove(namespace, name);
    const resource = state.agentResources.remove(namespace, name);
    const build = state.builds.remove(namespace, name);
    const deleted = [
      ...(agent === undefined ? [] : agentParts(agent).map(part => `${part} '${name}' deleted`)),
      ...(resource === undefined ? [] : [`Agent CR '${name}' deleted (legacy)`]),
      ...(build?.runs.map(run => `BuildRun '${run.name}' deleted`) ?? []),
      ...(build === undefined ? [] : [`Shipwright Build '${name}' deleted`]),
    ];
    return ok({ success: true, message: deleted.join('; ') });
  },

  'agents.routeStatus': (call, { state }) => {
    const { namespace, name } = placeOf(call);
    return ok({ hasRoute: state.agents.find(namespace, name)?.hasRoute ?? false });
  },
};

/** The answer comes at once; the agent comes only when its build is finalized. */
function startBuild({ body, markUnrecorded }: OperationCall, state: BackendState, place: Place) {
  const { namespace, name } = place;
  if (state.builds.find(namespace, name) ?? state.agents.find(namespace, name)) {
    markUnrecorded();
  }
  const build = state.startBuild(agentBuildRequest(place, body));
  const later = body['createHttpRoute']
    ? ' HTTPRoute will be created after the build completes.'
    : '';
  return ok({
    success: true,
    name,
    namespace,
    message: `Shipwright build started for agent '${name}'. BuildRun: '${build.latestRun.name}'. Poll the build status and create the Agent after the build completes.${later}`,
  });
}
