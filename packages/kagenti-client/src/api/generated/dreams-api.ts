// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { CallOptions } from '../../options/client-options.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type {
  DreamParameters,
  DreamRun,
  DreamRunParameters,
  DreamStatus,
  DreamThresholdsParameters,
  DreamThresholdsResult,
  StartedDream,
} from './dreams-types.ts';

/**
 * Dreaming: Kagenti reads an agent's new conversations and improves skills from them. The server
 * checks neither that the agent exists nor its name.
 */
export interface DreamsApi {
  /**
   * Returns the progress of the dreaming of an agent, with its thresholds. Requires a server from
   * 2026-08-20 or later. Permission `boost.agent.list`, role viewer, feature flag `dreaming`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  status(parameters: DreamParameters, options?: CallOptions): KagentiCall<DreamStatus>;
  /**
   * Starts a run over an agent's new conversations and does not wait for it: poll `run`. If there
   * are no new conversations, it starts none, and the answer has no `run_id`. A second start
   * overwrites a pending run. Requires a server from 2026-08-20 or later. Never sent twice.
   * Permission `boost.kagenti.admin`, role operator, feature flag `dreaming`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 502 if the
   * traces or the skill store cannot be reached, 503 without a skill store (`skills.autosync.set`
   * configures one).
   */
  start(parameters: DreamParameters, options?: CallOptions): KagentiCall<StartedDream>;
  /**
   * Returns a run, and records that it ended: only this call, for a run that is `ready`, moves the
   * agent's mark, so that the same conversations are not used again. Requires a server from
   * 2026-08-20 or later. Permission `boost.kagenti.admin`, role viewer, feature flag `dreaming`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 400 for an
   * invalid id, 502 for an unknown id or if the skill store cannot be reached, 503 without a skill
   * store.
   */
  run(parameters: DreamRunParameters, options?: CallOptions): KagentiCall<DreamRun>;
  /**
   * Replaces all thresholds of an agent: those left out are reset, numbers to 0, days and time to
   * none. They are stored and start nothing. Requires a server from 2026-08-20 or later. Permission
   * `boost.kagenti.admin`, role operator, feature flag `dreaming`.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError, 422 for a
   * number below 0 or a time that is not `HH:MM`.
   */
  setThresholds(
    parameters: DreamThresholdsParameters,
    options?: CallOptions,
  ): KagentiCall<DreamThresholdsResult>;
}
