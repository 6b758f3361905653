import { operationMethods } from '../operations/operation-method.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { waitForBuild } from '../waiting/wait-for-build.ts';
import type { BuildWaitOptions } from '../waiting/wait-options.ts';
import type {
  BuildSummary,
  BuildsListParameters,
  StartedBuild,
} from './generated/build-info-types.ts';
import type { ResourceResult } from './generated/resources-types.ts';
import { toolsBuildsOperations } from './generated/tools-builds-operations.ts';
import type { FinalizeToolParameters, ToolBuildInfo } from './generated/tools-builds-types.ts';
import type { ToolParameters } from './generated/tools-types.ts';
import type { ResourceList } from './resource-list.ts';

/** Builds of tools from source. `tools.create` starts one, `finalize` makes the tool of it. */
export interface ToolBuildsApi {
  /**
   * Lists the builds of tools in a namespace, or with `allNamespaces` in every one, all at once.
   * `registered` reads true there even for a build that Shipwright refused. Permission
   * `boost.kagenti.admin`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiError `invalid_parameter` for neither
   * `namespace` nor `allNamespaces`, or both, `namespace_refused` for `allNamespaces` on a client that may
   * use some namespaces only; KagentiHttpError with the server's status.
   */
  list(
    parameters: BuildsListParameters,
    options?: CallOptions,
  ): KagentiCall<ResourceList<BuildSummary>>;
  /**
   * Gives a tool's build with its latest run, and what the tool will be made of. Permission
   * `boost.kagenti.admin`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError, 404 for a tool without a
   * build.
   */
  info(parameters: ToolParameters, options?: CallOptions): KagentiCall<ToolBuildInfo>;
  /**
   * Runs a tool's build again, as after a failure. Never sent twice. Permission `boost.kagenti.admin`, role
   * operator.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError, 404 for a tool without a
   * build.
   */
  start(parameters: ToolParameters, options?: CallOptions): KagentiCall<StartedBuild>;
  /**
   * Makes the tool of a build that succeeded; until then the built tool cannot be got. A tool that was
   * asked for as a statefulset becomes a deployment unless `workloadType` is given here. Finalizing again
   * gives 409, where an agent's succeeds. Never sent twice. Permission `boost.kagenti.admin`, role operator.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 400 while the build has not
   * succeeded, 404 for a tool without a build, 409 when it is finalized already.
   */
  finalize(parameters: FinalizeToolParameters, options?: CallOptions): KagentiCall<ResourceResult>;
  /**
   * Waits until the latest run of a tool's build has succeeded, and with `finalize` until the tool is made of
   * it; `tools.waitForReady` waits for its pods then. Looks by `info`, every 1 to 10 s, each look with that
   * operation's permission and audit event. A look that fails in a way that may pass (the connection, 429, 5xx
   * but 501 and 505), or for a minute at most with 404, does not end the wait.
   *
   * @throws KagentiWorkError `build_failed`; KagentiTimeoutError `deadline`, after half an hour where
   * `timeoutMs` says nothing else; KagentiAbortError by the signal, or when the client is closed; what `info`
   * and `finalize` throw, where it does not pass.
   */
  waitFor(
    parameters: ToolParameters,
    options?: BuildWaitOptions<Omit<FinalizeToolParameters, keyof ToolParameters>>,
  ): Promise<ToolBuildInfo>;
}

/** Binds the operations to a caller. */
export function toolBuildsApi(bound: BoundCore): ToolBuildsApi {
  const method = operationMethods(bound, toolsBuildsOperations);
  const info = method('tools.builds.info');
  const finalize = method('tools.builds.finalize');
  return {
    list: method('tools.builds.list'),
    info,
    start: method('tools.builds.start'),
    finalize,
    waitFor: async (parameters, options = {}) =>
      waitForBuild(
        bound,
        {
          look: 'tools.builds.info',
          info,
          make: 'tools.builds.finalize',
          makeDescriptor: toolsBuildsOperations['tools.builds.finalize'],
          finalize,
        },
        parameters,
        options,
      ),
  };
}
