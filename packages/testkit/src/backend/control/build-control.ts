import type { Build } from '../shipwright/build.ts';
import type { BuildOutput, BuildPhase } from '../shipwright/build-run.ts';

/** What Shipwright is to say of a Build. */
export interface BuildRegistrationScript {
  /** As Kubernetes writes it; of `Unknown` the backend makes a 500. */
  readonly registered: 'True' | 'False' | 'Unknown';
  /** One word; what Shipwright says most often by default. */
  readonly reason?: string;
  /** A sentence; what Shipwright says most often by default. */
  readonly message?: string;
}

/** A Build in the hands of a test. */
export interface BuildControl {
  /** Lets Shipwright say whether the Build is good, for which no run waits. */
  register(registration?: BuildRegistrationScript): void;
}

/** The latest BuildRun of a Build in the hands of a test. Each method throws when the run has ended. */
export interface BuildRunControl {
  /** `source-agent-run-x7k2p` */
  readonly name: string;
  /** Its state now, in the backend's words. */
  readonly phase: BuildPhase;
  /** Shipwright has seen it and nothing runs: its condition is Pending, which the backend calls Running. */
  queue(): void;
  /** It runs. */
  start(): void;
  /**
   * It ends well.
   *
   * @param output The image in place of the one that the Build names, and its digest; a digest of the
   * run's name by default.
   */
  succeed(output?: BuildOutput): void;
  /** It ends badly; a step that exited with code 1 by default. */
  fail(failure?: { readonly message?: string }): void;
}

const reasons = {
  True: ['Succeeded', 'all validations succeeded'],
  False: ['ClusterBuildStrategyNotFound', 'clusterBuildStrategy "%" does not exist'],
  Unknown: ['Pending', 'not yet validated'],
} as const;

export function buildControl(build: Build): BuildControl {
  return {
    register({ registered, reason, message } = { registered: 'True' }) {
      const [standardReason, standardMessage] = reasons[registered];
      build.registration = {
        registered,
        reason: reason ?? standardReason,
        message: message ?? standardMessage.replace('%', build.request.strategy),
      };
    },
  };
}

export function buildRunControl(build: Build): BuildRunControl {
  const { namespace } = build.request;
  const run = build.latestRun;
  return {
    name: run.name,
    get phase() {
      return run.phase;
    },
    queue: () => run.queue(),
    start: () => run.start(),
    succeed: output => run.succeed(output),
    fail({ message } = {}) {
      run.fail(
        message ??
          `"step-build-and-push" exited with code 1 (image: "quay.io/containers/buildah"); for logs run: kubectl -n ${namespace} logs`,
      );
    },
  };
}
