import { operationMethods } from '../operations/operation-method.ts';
import type { BoundCore } from '../sending/call-request.ts';
import { generationWait } from '../waiting/generation-wait.ts';
import { waitUntil } from '../waiting/wait-until.ts';
import type { SimulationApi } from './generated/simulation-api.ts';
import { simulationOperations } from './generated/simulation-operations.ts';

/** Binds the operations to a caller. */
export function simulationApi(bound: BoundCore): SimulationApi {
  const methods = operationMethods(bound, simulationOperations);
  return {
    ...methods,
    waitForReady: async (parameters, options = {}) => {
      const tool = { ...parameters };
      const generation = generationWait(callOptions => methods.generationStatus(tool, callOptions));
      return waitUntil(bound.core, generation, options);
    },
  };
}
