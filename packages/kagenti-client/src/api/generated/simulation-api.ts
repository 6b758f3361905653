// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { CallOptions } from '../../options/client-options.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type { WaitOptions } from '../../waiting/wait-options.ts';
import type { GenerationProgress } from '../../waiting/wait-progress.ts';
import type { NoParameters } from '../no-parameters.ts';
import type { ResourceResult } from './resources-types.ts';
import type {
  CreateSimulatedToolParameters,
  GenerationStatus,
  ReplaceDatabaseParameters,
  SimulatedToolParameters,
  SimulationDeleteResult,
  SimulationHealth,
  SimulationResult,
} from './simulation-types.ts';

/**
 * Simulated tools: generated from an OpenAPI document, they only imitate its API. `tools.list`
 * lists them too.
 */
export interface SimulationApi {
  /**
   * Returns whether the service behind simulated tools runs. Permission `boost.access`, no role,
   * feature flag `simulatedTools`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  health(parameters?: NoParameters, options?: CallOptions): KagentiCall<SimulationHealth>;
  /**
   * Starts to generate a simulated tool, which continues after the answer: `waitForReady` waits
   * until it is ready. Never sent twice. Permission `boost.kagenti.admin`, role operator, feature
   * flag `simulatedTools`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 409 if the
   * name is taken, 422 for a document that is not a JSON object or an invalid namespace.
   */
  create(
    parameters: CreateSimulatedToolParameters,
    options?: CallOptions,
  ): KagentiCall<SimulationResult>;
  /**
   * Returns the progress of a simulated tool. A stopped tool and one that is still being generated
   * have the same status. Permission `boost.access`, role viewer, feature flag `simulatedTools`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status, 404 also for a tool that is not simulated.
   */
  generationStatus(
    parameters: SimulatedToolParameters,
    options?: CallOptions,
  ): KagentiCall<GenerationStatus>;
  /**
   * Stops a simulated tool; its data is kept. Never sent twice. Permission `boost.kagenti.admin`,
   * role operator, feature flag `simulatedTools`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status, 404 also for a tool that is not simulated.
   */
  stop(parameters: SimulatedToolParameters, options?: CallOptions): KagentiCall<SimulationResult>;
  /**
   * Starts a simulated tool that was stopped; `waitForReady` waits until it is ready. Never sent
   * twice. Permission `boost.kagenti.admin`, role operator, feature flag `simulatedTools`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status, 404 also for a tool that is not simulated.
   */
  start(parameters: SimulatedToolParameters, options?: CallOptions): KagentiCall<SimulationResult>;
  /**
   * Resets a simulated tool's session to its beginning. Never sent twice. Permission
   * `boost.kagenti.admin`, role operator, feature flag `simulatedTools`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 404 also
   * for a tool that is not simulated, 409 for one that is not ready, 502 for one that was stopped.
   */
  reset(parameters: SimulatedToolParameters, options?: CallOptions): KagentiCall<ResourceResult>;
  /**
   * Deletes a simulated tool with its data. A tool that does not exist returns 404, whereas
   * `tools.delete` succeeds. Permission `boost.kagenti.admin`, role operator, feature flag
   * `simulatedTools`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  delete(
    parameters: SimulatedToolParameters,
    options?: CallOptions,
  ): KagentiCall<SimulationDeleteResult>;
  /**
   * Replaces the data of a simulated tool. Permission `boost.kagenti.admin`, role operator, feature
   * flag `simulatedTools`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 409 for a
   * tool that is not ready or is being called, 422 for data that is not a JSON object or does not
   * fit the schema (`detail` names the place), 502 for a tool that was stopped.
   */
  replaceDatabase(
    parameters: ReplaceDatabaseParameters,
    options?: CallOptions,
  ): KagentiCall<ResourceResult>;
  /**
   * Waits until a simulated tool that was created, or started again, is ready. Polls
   * `generationStatus`, every 1 to 10 s; each poll needs the permission of its operation and has
   * its own audit event. The wait continues after a poll that fails temporarily: a connection
   * error, 429, any 5xx except 501 and 505, or 404 for at most a minute. A tool that is more than
   * ten minutes old when it is started is reported as `Failed` until its pod answers; that may last
   * five minutes. A tool that is stopped never becomes ready.
   *
   * @throws KagentiWorkError `generation_failed`; KagentiTimeoutError `deadline` after `timeoutMs`,
   * by default half an hour; KagentiAbortError by the signal, or when the client is closed; what
   * `generationStatus` throws, unless it is temporary.
   */
  waitForReady(
    parameters: SimulatedToolParameters,
    options?: WaitOptions<GenerationProgress>,
  ): Promise<GenerationStatus>;
}
