import type { BackendParts, OperationCall } from '../operation-handler.ts';
import { finalizeAgent, finalizeTool } from './finalize-build.ts';

/**
 * A round over the builds, as the real backend makes one by itself every 30 seconds: each build that has
 * succeeded and has no workload is finalized, with what it was created with.
 */
export async function reconcileBuilds(parts: BackendParts): Promise<void> {
  const { state } = parts;
  for (const { request, latestRun } of state.builds.inNamespaces(state.enabledNamespaces)) {
    const { kind, namespace, name } = request;
    const shelf = kind === 'agent' ? state.agents : state.tools;
    if (latestRun.phase === 'Succeeded' && shelf.find(namespace, name) === undefined) {
      const finalize = kind === 'agent' ? finalizeAgent : finalizeTool;
      await finalize(callOf({ namespace, name }), parts);
    }
  }
}

/** A call that nobody sent. */
function callOf(path: Readonly<Record<string, string>>): OperationCall {
  return {
    path,
    query: {},
    body: {},
    sentBody: {},
    account: undefined,
    callerLeft: new AbortController().signal,
    markUnrecorded: () => {},
  };
}
