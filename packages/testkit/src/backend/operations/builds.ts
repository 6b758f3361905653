import { type Answer, internalServerError, ok } from '../answer.ts';
import type { BackendParts, OperationCall, OperationHandlers } from '../operation-handler.ts';
import type { Build } from '../shipwright/build.ts';
import { buildInfo, buildRunStatus, buildStatus } from '../shipwright/build-answers.ts';
import { finalizeAgent, finalizeTool } from './finalize-build.ts';
import { foundBuild, noBuild, noBuildRuns, noShipwrightBuild } from './found-build.ts';
import { placeOf } from './place.ts';

/** `agents.builds.*` and `tools.builds.*` but for the lists. */
export const buildOperations: OperationHandlers = {
  'agents.builds.get': (call, { state }) => {
    const build = foundBuild(call, state, 'agent', noShipwrightBuild);
    return isUnreadable(build) ? internalServerError : ok(buildStatus(build));
  },

  'agents.builds.run': (call, { state }) => {
    const build = foundBuild(call, state, 'agent', noBuildRuns);
    return polled(call, state, build, ok(buildRunStatus(build)));
  },

  'agents.builds.info': (call, parts) => tellAll(call, parts, 'agent'),
  'tools.builds.info': (call, parts) => tellAll(call, parts, 'tool'),

  'agents.builds.start': (call, { state }) =>
    start(call, foundBuild(call, state, 'agent', noBuild)),
  'tools.builds.start': (call, { state }) => start(call, foundBuild(call, state, 'tool', noBuild)),

  'agents.builds.finalize': finalizeAgent,
  'tools.builds.finalize': finalizeTool,
};

/** The answers' own type refuses "Unknown", which the real backend did not expect. */
function isUnreadable({ registration }: Build): boolean {
  return registration?.registered === 'Unknown';
}

function tellAll(call: OperationCall, parts: BackendParts, kind: 'agent' | 'tool'): Answer {
  const build = foundBuild(call, parts.state, kind, noShipwrightBuild);
  return isUnreadable(build)
    ? internalServerError
    : polled(call, parts.state, build, ok(buildInfo(build, kind, parts)));
}

/** Lets a build progress that goes by polls; the answer was made before. */
function polled(
  { markUnrecorded }: OperationCall,
  { builds }: BackendParts['state'],
  build: Build,
  answer: Answer,
): Answer {
  if (build.latestRun.output.image !== undefined) {
    markUnrecorded();
  }
  builds.polled(build);
  return answer;
}

function start(call: OperationCall, build: Build): Answer {
  const { namespace, name } = placeOf(call);
  return ok({
    success: true,
    buildRunName: build.startRun().name,
    namespace,
    buildName: name,
    message: 'BuildRun created successfully',
  });
}
