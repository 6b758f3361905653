import { type Answer, ok, Refusal } from '../answer.ts';
import type { BackendState } from '../backend-state.ts';
import type { OperationCall, OperationHandlers } from '../operation-handler.ts';
import { buildListItem } from '../shipwright/build-answers.ts';

/** The lists of builds: of agents, of tools, of both. */
export const buildListOperations: OperationHandlers = {
  'agents.builds.list': (call, { state }) => listBuilds(call, state, 'agents'),
  'tools.builds.list': (call, { state }) => listBuilds(call, state, 'tools'),
  'builds.list': (call, { state }) => listBuilds(call, state, String(call.query['for'])),
  'agents.builds.strategies': (_call, { state }) =>
    ok({
      strategies: state.buildStrategies.map(({ name, description }) => ({
        name,
        description: description ?? null,
      })),
    }),
};

function listBuilds(call: OperationCall, state: BackendState, builder: string): Answer {
  const kinds = builder === 'all' ? ['agents', 'tools'] : [builder];
  const builds = state.builds
    .inNamespaces(namespacesOf(call, state))
    .filter(({ request }) => kinds.includes(`${request.kind}s`));
  return ok({ items: builds.map(buildListItem) });
}

function namespacesOf(
  { query, markUnrecorded }: OperationCall,
  { listedNamespaces, trouble }: BackendState,
): readonly string[] {
  if (query['allNamespaces'] === true) {
    if (trouble.current === 'listNamespaces') {
      markUnrecorded();
    }
    return listedNamespaces;
  }
  const namespace = String(query['namespace']).trim();
  if (namespace === '') {
    throw new Refusal(400, 'namespace query parameter is required (or use allNamespaces=true)');
  }
  return [namespace];
}
