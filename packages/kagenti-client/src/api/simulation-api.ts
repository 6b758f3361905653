import { operationMethods } from '../operations/operation-method.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { generationWait } from '../waiting/generation-wait.ts';
import type { WaitOptions } from '../waiting/wait-options.ts';
import type { GenerationProgress } from '../waiting/wait-progress.ts';
import { waitUntil } from '../waiting/wait-until.ts';
import type { ResourceResult } from './generated/resources-types.ts';
import { simulationOperations } from './generated/simulation-operations.ts';
import type {
  CreateSimulatedToolParameters,
  GenerationStatus,
  ReplaceDatabaseParameters,
  SimulatedToolParameters,
  SimulationDeleteResult,
  SimulationHealth,
  SimulationResult,
} from './generated/simulation-types.ts';
import type { NoParameters } from './no-parameters.ts';

/** Tools that are made of an OpenAPI document, and only play the API. `tools.list` lists them too. */
export interface SimulationApi {
  /**
   * Says whether the part behind simulated tools runs. Permission `boost.access`, no role, feature flag
   * `simulatedTools`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  health(parameters?: NoParameters, options?: CallOptions): KagentiCall<SimulationHealth>;
  /**
   * Starts the making of a simulated tool, which goes on after the answer: `waitForReady` waits until
   * it is ready. Never sent twice. Permission `boost.kagenti.admin`, role operator, feature flag
   * `simulatedTools`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 409 when the name is taken,
   * 422 for a document that is no JSON object or a namespace that cannot be.
   */
  create(
    parameters: CreateSimulatedToolParameters,
    options?: CallOptions,
  ): KagentiCall<SimulationResult>;
  /**
   * Says how far a simulated tool is. One that was stopped cannot be told from one that is still made.
   * Permission `boost.access`, role viewer, feature flag `simulatedTools`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status, 404
   * also for a tool that is not simulated.
   */
  generationStatus(
    parameters: SimulatedToolParameters,
    options?: CallOptions,
  ): KagentiCall<GenerationStatus>;
  /**
   * Stops a simulated tool; its data stays. Never sent twice. Permission `boost.kagenti.admin`, role
   * operator, feature flag `simulatedTools`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status, 404
   * also for a tool that is not simulated.
   */
  stop(parameters: SimulatedToolParameters, options?: CallOptions): KagentiCall<SimulationResult>;
  /**
   * Starts a simulated tool that was stopped; `waitForReady` waits until it is ready. Never sent twice.
   * Permission `boost.kagenti.admin`, role operator, feature flag `simulatedTools`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status, 404
   * also for a tool that is not simulated.
   */
  start(parameters: SimulatedToolParameters, options?: CallOptions): KagentiCall<SimulationResult>;
  /**
   * Puts a simulated tool's session back to its beginning. Never sent twice. Permission
   * `boost.kagenti.admin`, role operator, feature flag `simulatedTools`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 404 also for a tool that is
   * not simulated, 409 for one that is not ready, 502 for one that was stopped.
   */
  reset(parameters: SimulatedToolParameters, options?: CallOptions): KagentiCall<ResourceResult>;
  /**
   * Deletes a simulated tool with its data. One that does not exist gives 404, where `tools.delete`
   * succeeds. Permission `boost.kagenti.admin`, role operator, feature flag `simulatedTools`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  delete(
    parameters: SimulatedToolParameters,
    options?: CallOptions,
  ): KagentiCall<SimulationDeleteResult>;
  /**
   * Replaces the data of a simulated tool. Permission `boost.kagenti.admin`, role operator, feature flag
   * `simulatedTools`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 409 for one that is not ready
   * or is being called, 422 for data that is no JSON object or does not fit the schema (`detail` says
   * where), 502 for one that was stopped.
   */
  replaceDatabase(
    parameters: ReplaceDatabaseParameters,
    options?: CallOptions,
  ): KagentiCall<ResourceResult>;
  /**
   * Waits until a simulated tool that was created, or started again, is ready. Looks by `generationStatus`,
   * every 1 to 10 s, each look with that operation's permission and audit event. A look that fails in a way
   * that may pass (the connection, 429, 5xx but 501 and 505), or for a minute at most with 404, does not end
   * the wait. One that was started when it was older than ten minutes reads `Failed` until its pod answers:
   * that may last five minutes. One that is stopped, and not started, is waited for in vain.
   *
   * @throws KagentiWorkError `generation_failed`; KagentiTimeoutError `deadline`, after half an hour where
   * `timeoutMs` says nothing else; KagentiAbortError by the signal, or when the client is closed; what
   * `generationStatus` throws, where it does not pass.
   */
  waitForReady(
    parameters: SimulatedToolParameters,
    options?: WaitOptions<GenerationProgress>,
  ): Promise<GenerationStatus>;
}

/** Binds the operations to a caller. */
export function simulationApi(bound: BoundCore): SimulationApi {
  const method = operationMethods(bound, simulationOperations);
  const generationStatus = method('simulation.generationStatus');
  return {
    health: method('simulation.health'),
    create: method('simulation.create'),
    generationStatus,
    stop: method('simulation.stop'),
    start: method('simulation.start'),
    reset: method('simulation.reset'),
    delete: method('simulation.delete'),
    replaceDatabase: method('simulation.replaceDatabase'),
    waitForReady: async (parameters, options = {}) => {
      const tool = { ...parameters };
      const generation = generationWait(callOptions => generationStatus(tool, callOptions));
      return waitUntil(bound.core, generation, options);
    },
  };
}
