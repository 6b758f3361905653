import type { KagentiError } from '../errors/kagenti-error.ts';

/** How far a run of a build is. `Pending`: nobody has looked at it; `Running` also while it queues. */
export type BuildPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

/** A run of a build is in another phase. Of one run, phases never go back. */
export interface BuildPhaseProgress {
  /** Tells it from the others. */
  readonly type: 'phase';
  /** The phase that it is in now. */
  readonly phase: BuildPhase;
  /** Name of the run: another one when the build was started again meanwhile. */
  readonly runName: string;
}

/** The agent or tool of a build is made. */
export interface FinalizedProgress {
  /** Tells it from the others. */
  readonly type: 'finalized';
  /**
   * True for a tool that was there already, finalized by Kagenti's own round say, or by a request of this
   * wait whose answer was lost: what `finalize` was given may have had no effect. Of an agent Kagenti does not
   * tell.
   */
  readonly already: boolean;
}

/** An agent, a tool or a simulated tool reads another status. */
export interface StatusProgress {
  /** Tells it from the others. */
  readonly type: 'status';
  /** In the server's words: `Building`, `Not Ready`, `Progressing`, `Generating`, `Ready` and others. */
  readonly status: string;
}

/** Another number of an agent's or a tool's pods is ready. */
export interface ReplicasProgress {
  /** Tells it from the others. */
  readonly type: 'replicas';
  /** How many are ready. */
  readonly ready: number;
  /** How many are wanted. */
  readonly wanted: number;
}

/** A look failed in a way that may pass; the wait goes on. */
export interface PollFailedProgress {
  /** Tells it from the others. */
  readonly type: 'pollFailed';
  /** What it failed with. */
  readonly error: KagentiError;
}

/** What `agents.builds.waitFor` and `tools.builds.waitFor` tell. */
export type BuildProgress = BuildPhaseProgress | FinalizedProgress | PollFailedProgress;

/** What `agents.waitForReady` and `tools.waitForReady` tell. */
export type ReadyProgress = StatusProgress | ReplicasProgress | PollFailedProgress;

/** What `simulation.waitForReady` tells. */
export type GenerationProgress = StatusProgress | PollFailedProgress;
