// Generated from Kagenti's contract and scripts/overlay by scripts/generate.ts. Do not edit: change the overlay, and
// run `npm run generate`.
import type { CallOptions } from '../../options/client-options.ts';
import type { KagentiCall } from '../../sending/kagenti-call.ts';
import type { BuildWaitOptions } from '../../waiting/wait-options.ts';
import type { ResourceList } from '../resource-list.ts';
import type { BuildSummary, BuildsListParameters, StartedBuild } from './build-info-types.ts';
import type { ResourceResult } from './resources-types.ts';
import type { FinalizeToolParameters, ToolBuildInfo } from './tools-builds-types.ts';
import type { ToolParameters } from './tools-types.ts';

/** Builds of tools from source. `tools.create` starts one, `finalize` creates the tool from it. */
export interface ToolBuildsApi {
  /**
   * Lists the builds of tools in a namespace, or with `allNamespaces` in every one. All are
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
   * Returns a tool's build with its latest run, and what `finalize` creates the tool from.
   * Permission `boost.kagenti.admin`, role viewer.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError, 404 for a
   * tool without a build.
   */
  info(parameters: ToolParameters, options?: CallOptions): KagentiCall<ToolBuildInfo>;
  /**
   * Runs a tool's build again, for example after a failure. Never sent twice. Permission
   * `boost.kagenti.admin`, role operator.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError, 404 for a
   * tool without a build.
   */
  start(parameters: ToolParameters, options?: CallOptions): KagentiCall<StartedBuild>;
  /**
   * Creates the tool from a build that succeeded; until then the built tool cannot be read. A tool
   * that was created as a statefulset becomes a deployment unless `workloadType` is given here.
   * Finalizing again returns 409, whereas an agent's succeeds. Never sent twice. Permission
   * `boost.kagenti.admin`, role operator.
   *
   * @throws KagentiPermissionError if the caller lacks the permission; KagentiHttpError: 400 while
   * the build has not succeeded, 404 for a tool without a build, 409 if it is finalized already.
   */
  finalize(parameters: FinalizeToolParameters, options?: CallOptions): KagentiCall<ResourceResult>;
  /**
   * Waits until the latest run of a tool's build has succeeded, and with `finalize` until the tool
   * is created from it; `tools.waitForReady` then waits for its pods. Polls `info`, every 1 to 10
   * s; each poll needs the permission of its operation and has its own audit event. The wait
   * continues after a poll that fails temporarily: a connection error, 429, any 5xx except 501 and
   * 505, or 404 for at most a minute.
   *
   * @throws KagentiWorkError `build_failed`; KagentiTimeoutError `deadline` after `timeoutMs`, by
   * default half an hour; KagentiAbortError by the signal, or when the client is closed; what
   * `info` and `finalize` throw, unless it is temporary.
   */
  waitFor(
    parameters: ToolParameters,
    options?: BuildWaitOptions<Omit<FinalizeToolParameters, keyof ToolParameters>>,
  ): Promise<ToolBuildInfo>;
}
