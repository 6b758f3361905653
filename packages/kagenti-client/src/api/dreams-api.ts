import { operationMethods } from '../operations/operation-method.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { dreamsOperations } from './generated/dreams-operations.ts';
import type {
  DreamParameters,
  DreamRun,
  DreamRunParameters,
  DreamStatus,
  DreamThresholdsParameters,
  DreamThresholdsResult,
  StartedDream,
} from './generated/dreams-types.ts';

/**
 * Dreaming: Kagenti reads an agent's new conversations and improves skills from them. The server checks neither
 * that the agent exists nor how it is called.
 */
export interface DreamsApi {
  /**
   * Says how far the dreaming of an agent is, with its thresholds. Permission `boost.agent.list`, role viewer,
   * feature flag `dreaming`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  status(parameters: DreamParameters, options?: CallOptions): KagentiCall<DreamStatus>;
  /**
   * Starts a run over an agent's new conversations and does not wait for it: poll `run`. Where nothing is new
   * it starts none, and the answer has no `run_id`. A second start overwrites a run that is pending. Never
   * sent twice. Permission `boost.kagenti.admin`, role operator, feature flag `dreaming`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 502 when the traces or the skill
   * store cannot be reached, 503 without a skill store (`skills.autosync.set` configures one).
   */
  start(parameters: DreamParameters, options?: CallOptions): KagentiCall<StartedDream>;
  /**
   * Returns a run, and records that it ended: only when somebody asks for a run that is `ready` does the agent's
   * mark move, so that the same conversations are not used again. Permission `boost.kagenti.admin`, role
   * viewer, feature flag `dreaming`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 400 for an id that cannot be, 502
   * for one that is unknown or when the skill store cannot be reached, 503 without a skill store.
   */
  run(parameters: DreamRunParameters, options?: CallOptions): KagentiCall<DreamRun>;
  /**
   * Replaces all thresholds of an agent: what is left out is reset, numbers to 0, days and time to none. They are
   * stored and start nothing.
   * Permission `boost.kagenti.admin`, role operator, feature flag `dreaming`.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError, 422 for a number below 0 or a
   * time that is not `HH:MM`.
   */
  setThresholds(
    parameters: DreamThresholdsParameters,
    options?: CallOptions,
  ): KagentiCall<DreamThresholdsResult>;
}

/** Binds the operations to a caller. */
export function dreamsApi(bound: BoundCore): DreamsApi {
  const method = operationMethods(bound, dreamsOperations);
  return {
    status: method('dreams.status'),
    start: method('dreams.start'),
    run: method('dreams.run'),
    setThresholds: method('dreams.setThresholds'),
  };
}
