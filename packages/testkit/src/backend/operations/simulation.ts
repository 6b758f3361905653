import { isRecord } from '../../is-record.ts';
import { ok, Refusal } from '../answer.ts';
import type { BackendState } from '../backend-state.ts';
import { textField } from '../fields.ts';
import type { OperationCall, OperationHandlers } from '../operation-handler.ts';
import { parsePythonJson } from '../python-json.ts';
import { checkDatabase } from '../simulation/harness-database.ts';
import { serviceNameOf } from '../workload.ts';
import { foundSimulation } from './found-simulation.ts';
import { placeOf } from './place.ts';

/** `simulation.*` but for its creation. */
export const simulationOperations: OperationHandlers = {
  'simulation.health': () => ok({ status: 'ok' }),

  'simulation.generationStatus': (call, { state }) => {
    const { simulated, workload } = foundSimulation(call, state);
    const { phase, reason } = simulated.state;
    const host = `${serviceNameOf(workload)}.${workload.namespace}.svc.cluster.local`;
    const mcpUrl = phase === 'Ready' ? `http://${host}:8000/mcp` : null;
    state.simulatedTools.polled(simulated);
    return ok({ status: phase, reason, mcpUrl });
  },

  'simulation.stop': (call, { state }) => {
    foundSimulation(call, state).simulated.stop();
    return succeeded(call, 'stopped', { status: 'Stopped' });
  },

  'simulation.start': (call, { state }) => {
    foundSimulation(call, state).simulated.start();
    return succeeded(call, 'starting', { status: 'Starting' });
  },

  'simulation.reset': (call, { state }) => {
    foundReady(call, state, 'reset');
    return succeeded(call, 'session reset');
  },

  'simulation.replaceDatabase': (call, { state }) => {
    const database = parsePythonJson(textField(call.body, 'database') ?? '');
    if ('error' in database) {
      throw new Refusal(422, 'database is not valid JSON');
    }
    if (!isRecord(database.value)) {
      throw new Refusal(422, 'database must be a JSON object');
    }
    foundReady(call, state, 're-seed');
    checkDatabase(database.value, call.markUnrecorded);
    return succeeded(call, 'database re-seeded');
  },

  'simulation.delete': (call, { state }) => {
    const { workload } = foundSimulation(call, state);
    const { namespace, name } = workload;
    if (state.trouble.forbidsDeleting) {
      // Parts that cannot be deleted are left out.
      call.markUnrecorded();
      return succeeded(call, 'deleted', { deletedResources: [] });
    }
    state.tools.remove(namespace, name);
    const deletedResources = [
      `StatefulSet/${name}`,
      `AgentRuntime/${name}`,
      `Service/${serviceNameOf(workload)}`,
      `PersistentVolumeClaim/data-${name}-0`,
    ];
    return succeeded(call, 'deleted', { deletedResources });
  },
};

function succeeded(
  call: OperationCall,
  what: string,
  more: Readonly<Record<string, unknown>> = {},
) {
  const { namespace, name } = placeOf(call);
  return ok({
    success: true,
    name,
    namespace,
    ...more,
    message: `Simulated tool '${name}' ${what}.`,
  });
}

/** @throws Refusal 404, 502 when the harness cannot be reached, 409 when it has nothing to play. */
function foundReady(call: OperationCall, state: BackendState, todo: string): void {
  const { simulated } = foundSimulation(call, state);
  if (!simulated.isReachable) {
    throw new Refusal(502, 'Simulated tool is not reachable (it may be stopped)');
  }
  if (simulated.state.phase !== 'Ready') {
    throw new Refusal(409, `Simulated tool has no active, ready simulation to ${todo}`);
  }
}
