import { operationMethods } from '../operations/operation-method.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { BoundCore } from '../sending/call-request.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { waitForBuild } from '../waiting/wait-for-build.ts';
import type { BuildWaitOptions } from '../waiting/wait-options.ts';
import { agentsBuildsOperations } from './generated/agents-builds-operations.ts';
import type {
  AgentBuildInfo,
  BuildRun,
  BuildStatus,
  BuildStrategyList,
  FinalizeAgentParameters,
} from './generated/agents-builds-types.ts';
import type { AgentParameters } from './generated/agents-types.ts';
import type {
  BuildSummary,
  BuildsListParameters,
  StartedBuild,
} from './generated/build-info-types.ts';
import type { ResourceResult } from './generated/resources-types.ts';
import type { NoParameters } from './no-parameters.ts';
import type { ResourceList } from './resource-list.ts';

/** Builds of agents from source. `agents.create` starts one, `finalize` makes the agent of it. */
export interface AgentBuildsApi {
  /**
   * Lists the strategies that a build can have; none where none is installed. Permission
   * `boost.kagenti.admin`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError with the server's status.
   */
  strategies(parameters?: NoParameters, options?: CallOptions): KagentiCall<BuildStrategyList>;
  /**
   * Lists the builds of agents in a namespace, or with `allNamespaces` in every one, all at once.
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
   * Says whether Shipwright took an agent's build. Permission `boost.kagenti.admin`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 404 for an agent without a
   * build, as one from an image; the backend of November 2026 answers 500 while Shipwright has not made up
   * its mind (registered `Unknown`).
   */
  get(parameters: AgentParameters, options?: CallOptions): KagentiCall<BuildStatus>;
  /**
   * Gives the latest run of an agent's build. Permission `boost.kagenti.admin`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError, 404 for an agent without a
   * build or a run.
   */
  run(parameters: AgentParameters, options?: CallOptions): KagentiCall<BuildRun>;
  /**
   * Runs an agent's build again, as after a failure. Never sent twice. Permission `boost.kagenti.admin`,
   * role operator.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError, 404 for an agent without a
   * build.
   */
  start(parameters: AgentParameters, options?: CallOptions): KagentiCall<StartedBuild>;
  /**
   * Gives an agent's build with its latest run, and what the agent will be made of. Permission
   * `boost.kagenti.admin`, role viewer.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 404 for an agent without a
   * build; the backend of November 2026 answers 500 while Shipwright has not made up its mind (registered
   * `Unknown`).
   */
  info(parameters: AgentParameters, options?: CallOptions): KagentiCall<AgentBuildInfo>;
  /**
   * Makes the agent of a build that succeeded; until then the built agent is in no list. Finalizing again
   * succeeds and changes nothing, where a tool gives 409. Never sent twice. Permission
   * `boost.kagenti.admin`, role operator.
   *
   * @throws KagentiPermissionError when the caller may not; KagentiHttpError: 400 while the build has not
   * succeeded, 404 for an agent without a build or a run; the backend of 2026-08-20 answers 500 to every build that
   * has succeeded. Create the agent from the image instead: `agents.create` with `deploymentMethod: 'image'` and
   * the `outputImage` of `info` as `containerImage`.
   */
  finalize(parameters: FinalizeAgentParameters, options?: CallOptions): KagentiCall<ResourceResult>;
  /**
   * Waits until the latest run of an agent's build has succeeded, and with `finalize` until the agent is made
   * of it; `agents.waitForReady` waits for its pods then. Looks by `info`, every 1 to 10 s, each look with that
   * operation's permission and audit event. A look that fails in a way that may pass (the connection, 429, 5xx
   * but 501 and 505), or for a minute at most with 404, does not end the wait.
   *
   * @throws KagentiWorkError `build_failed`; KagentiTimeoutError `deadline`, after half an hour where
   * `timeoutMs` says nothing else; KagentiAbortError by the signal, or when the client is closed; what `info`
   * and `finalize` throw, where it does not pass: with `finalize` on the backend of 2026-08-20 its 500, after a minute.
   */
  waitFor(
    parameters: AgentParameters,
    options?: BuildWaitOptions<Omit<FinalizeAgentParameters, keyof AgentParameters>>,
  ): Promise<AgentBuildInfo>;
}

/** Binds the operations to a caller. */
export function agentBuildsApi(bound: BoundCore): AgentBuildsApi {
  const method = operationMethods(bound, agentsBuildsOperations);
  const info = method('agents.builds.info');
  const finalize = method('agents.builds.finalize');
  return {
    strategies: method('agents.builds.strategies'),
    list: method('agents.builds.list'),
    get: method('agents.builds.get'),
    run: method('agents.builds.run'),
    start: method('agents.builds.start'),
    info,
    finalize,
    waitFor: async (parameters, options = {}) =>
      waitForBuild(
        bound,
        {
          look: 'agents.builds.info',
          info,
          make: 'agents.builds.finalize',
          makeDescriptor: agentsBuildsOperations['agents.builds.finalize'],
          finalize,
        },
        parameters,
        options,
      ),
  };
}
