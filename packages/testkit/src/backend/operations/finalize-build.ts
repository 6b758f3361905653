import { internalServerError, ok, Refusal } from '../answer.ts';
import type { BackendState } from '../backend-state.ts';
import { isTruthy, textField } from '../fields.ts';
import type { OperationCall, OperationHandler } from '../operation-handler.ts';
import { isOlder } from '../platform.ts';
import type { Build } from '../shipwright/build.ts';
import { failureOf, knownConfig } from '../shipwright/build-answers.ts';
import { foundBuild, noBuildRuns, noShipwrightBuild } from './found-build.ts';
import { placeOf } from './place.ts';
import { checkAgentFinalizing, checkToolRequest } from './request-rules.ts';
import { checkSkillLinks } from './skill-links.ts';
import { routeOf, workloadTypeOf } from './workload-kinds.ts';
import { routeMessage, startRequested } from './workload-request.ts';

/**
 * `agents.builds.finalize`: doing it again is a success. The backend of 2026-08-20 fails where it has to make
 * the agent, and makes nothing.
 */
export const finalizeAgent: OperationHandler = (call, parts) => {
  const { state, features } = parts;
  checkAgentFinalizing(call.body, call.sentBody);
  const build = foundBuild(call, state, 'agent', noBuildRuns);
  const { namespace, name } = placeOf(call);
  const { phase, condition, output } = build.latestRun;
  if (phase !== 'Succeeded') {
    if (condition === undefined) {
      call.markUnrecorded();
    }
    const reason = condition?.message ?? 'In progress';
    throw new Refusal(400, `Build has not succeeded yet. Status: ${reason}`);
  }
  const workloadType = workloadTypeOf(build.request.config['workloadType']);
  if (workloadType !== 'deployment') {
    call.markUnrecorded();
  }
  const existing = state.agents.find(namespace, name);
  if (existing !== undefined) {
    return finalized(call, alreadyDeployed(call, existing.workloadType, workloadType));
  }
  checkSkillLinks(call, features);
  if (!isOlder(parts)) return internalServerError;
  const given = Object.entries(call.body).filter(([, value]) => value !== null);
  const body = { ...build.request.config, ...Object.fromEntries(given) };
  startBuilt(state, build, 'agent', body);
  const image = output.image ?? build.request.outputImage;
  const route = routeOf(body, workloadType);
  return finalized(
    call,
    `Agent '${name}' deployed as ${workloadType} with image '${image}'.${route}`,
  );
};

/** `tools.builds.finalize`: doing it again is a conflict, and the build does not keep the type. */
export const finalizeTool: OperationHandler = (call, parts) => {
  const { state } = parts;
  checkToolRequest(call.body);
  const build = foundBuild(call, state, 'tool', noShipwrightBuild);
  const { namespace, name } = placeOf(call);
  const run = build.latestRun;
  if (run.phase !== 'Succeeded') {
    if (run.phase === 'Pending') {
      call.markUnrecorded();
    }
    const error = failureOf(run) ?? 'None';
    throw new Refusal(400, `Build not succeeded. Current phase: ${run.phase}. Error: ${error}`);
  }
  if (state.tools.find(namespace, name) !== undefined) {
    throw new Refusal(409, `Tool '${name}' already exists in namespace '${namespace}'`);
  }
  // An empty list or text in the request is no better than none.
  const given = Object.entries(call.body).filter(
    ([, value]) => typeof value === 'boolean' || isTruthy(value),
  );
  const body = { ...knownConfig(build, parts), ...Object.fromEntries(given) };
  const workloadType =
    textField(body, 'workloadType') === 'statefulset' ? 'statefulset' : 'deployment';
  const route = routeMessage(body);
  if (workloadType !== 'deployment' || route !== '') {
    call.markUnrecorded();
  }
  startBuilt(state, build, 'tool', { ...body, workloadType });
  return finalized(call, `Tool '${name}' created from Shipwright build (${workloadType}).${route}`);
};

function alreadyDeployed(call: OperationCall, type: string, wanted: string): string {
  const { name } = placeOf(call);
  if (type === wanted) {
    return `Agent '${name}' already deployed as ${type}.`;
  }
  call.markUnrecorded();
  return `Agent '${name}' already deployed as ${type}, but stored config specifies ${wanted}. The existing workload was preserved.`;
}

/** Deploys what a build made. */
function startBuilt(
  state: BackendState,
  { request, latestRun }: Build,
  kind: 'agent' | 'tool',
  body: Readonly<Record<string, unknown>>,
): void {
  const { namespace, name, config, outputImage } = request;
  const { image = outputImage, digest } = latestRun.output;
  const workload = {
    kind,
    namespace,
    name,
    workloadType: workloadTypeOf(body['workloadType']),
    origin: 'build',
    description: kind === 'agent' ? `Agent '${name}' deployed from UI.` : undefined,
  } as const;
  startRequested(state, workload, {
    ...body,
    // An agent's labels are its Build's, whatever the request says; a tool's are the request's.
    ...(kind === 'agent' ? { framework: config['framework'] } : {}),
    containerImage: digest === undefined ? image : `${image}@${digest}`,
  });
}

function finalized(call: OperationCall, message: string) {
  return ok({ success: true, ...placeOf(call), message });
}
