// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { CallOptions } from '../../options/client-options.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type { BuildWaitOptions } from '../../waiting/wait-options.ts';
import type { NoParameters } from '../no-parameters.ts';
import type { ResourceList } from '../resource-list.ts';
import type {
  AgentBuildInfo,
  BuildRun,
  BuildStatus,
  BuildStrategyList,
  FinalizeAgentParameters,
} from './agents-builds-types.ts';
import type { AgentParameters } from './agents-types.ts';
import type { BuildSummary, BuildsListParameters, StartedBuild } from './build-info-types.ts';
import type { ResourceResult } from './resources-types.ts';

/**
 * Builds of agents from source. `agents.create` starts one, `finalize` creates the agent from it.
 */
export interface AgentBuildsApi {
  /**
   * Lists the strategies that a build can use; empty if none is installed. Permission
   * `boost.kagenti.admin`, role viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError with the
   * server's status.
   */
  strategies(parameters?: NoParameters, options?: CallOptions): KagentiCall<BuildStrategyList>;
  /**
   * Lists the builds of agents in a namespace, or with `allNamespaces` in every one. All are
   * returned in one answer. `registered` is true even for a build that Shipwright refused.
   * Permission `boost.kagenti.admin`, role viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiError
   * `invalid_parameter` if neither or both of `namespace` and `allNamespaces` are given,
   * `namespace_refused` for `allNamespaces` if the client may use only some namespaces;
   * KagentiHttpError with the server's status.
   */
  list(
    parameters: BuildsListParameters,
    options?: CallOptions,
  ): KagentiCall<ResourceList<BuildSummary>>;
  /**
   * Returns whether Shipwright accepted an agent's build. Permission `boost.kagenti.admin`, role
   * viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 404 for an
   * agent without a build, such as one from an image; the backend of November 2026 answers 500
   * before Shipwright has decided (registered `Unknown`).
   */
  get(parameters: AgentParameters, options?: CallOptions): KagentiCall<BuildStatus>;
  /**
   * Returns the latest run of an agent's build. Permission `boost.kagenti.admin`, role viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError, 404 for an
   * agent without a build or a run.
   */
  run(parameters: AgentParameters, options?: CallOptions): KagentiCall<BuildRun>;
  /**
   * Runs an agent's build again, for example after a failure. Never sent twice. Permission
   * `boost.kagenti.admin`, role operator.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError, 404 for an
   * agent without a build.
   */
  start(parameters: AgentParameters, options?: CallOptions): KagentiCall<StartedBuild>;
  /**
   * Returns an agent's build with its latest run, and what `finalize` creates the agent from.
   * Permission `boost.kagenti.admin`, role viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 404 for an
   * agent without a build; the backend of November 2026 answers 500 before Shipwright has decided
   * (registered `Unknown`).
   */
  info(parameters: AgentParameters, options?: CallOptions): KagentiCall<AgentBuildInfo>;
  /**
   * Creates the agent from a build that succeeded; until then no list contains it. Finalizing again
   * succeeds and changes nothing, whereas a tool returns 409. Never sent twice. Permission
   * `boost.kagenti.admin`, role operator.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 400 while
   * the build has not succeeded, 404 for an agent without a build or a run; the backend of
   * 2026-08-20 answers 500 to every build that has succeeded. Create the agent from the image
   * instead: `agents.create` with `deploymentMethod: 'image'` and the `outputImage` of `info` as
   * `containerImage`.
   */
  finalize(parameters: FinalizeAgentParameters, options?: CallOptions): KagentiCall<ResourceResult>;
  /**
   * Waits until the latest run of an agent's build has succeeded, and with `finalize` until the
   * agent is created from it; `agents.waitForReady` then waits for its pods. Polls `info`, every 1
   * to 10 s; each poll needs the permission of its operation and has its own audit event. The wait
   * continues after a poll that fails temporarily: a connection error, 429, any 5xx except 501 and
   * 505, or 404 for at most a minute.
   *
   * @throws KagentiWorkError `build_failed`; KagentiTimeoutError `deadline` after `timeoutMs`, by
   * default half an hour; KagentiAbortError by the signal, or when the client is closed; what
   * `info` and `finalize` throw, unless it is temporary; the backend of 2026-08-20 answers
   * `finalize` with 500, which ends the wait after a minute.
   */
  waitFor(
    parameters: AgentParameters,
    options?: BuildWaitOptions<Omit<FinalizeAgentParameters, keyof AgentParameters>>,
  ): Promise<AgentBuildInfo>;
}
