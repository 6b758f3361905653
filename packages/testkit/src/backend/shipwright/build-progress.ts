import type { Build } from './build.ts';

/**
 * How BuildRuns move by themselves, from Pending over Running to Succeeded: a step each so many
 * milliseconds after the run began, or each so many polls of its state. The poll that brings a step
 * about still sees the state before it.
 */
export type BuildProgress = ProgressByTime | ProgressByPolls;

/** BuildRuns that move by time. */
export interface ProgressByTime {
  /** Milliseconds, from the start of the run to its first step, and on to its second. */
  readonly stepMs: number;
}

/** BuildRuns that move by polls, so that nobody has to wait. */
export interface ProgressByPolls {
  /** How many polls bring a step about. */
  readonly stepPolls: number;
}

/** @throws TypeError for a progress that would be none, with the name of the option. */
export function checkProgress(progress: BuildProgress, option: string): void {
  const isGood =
    'stepMs' in progress
      ? progress.stepMs >= 0
      : Number.isInteger(progress.stepPolls) && progress.stepPolls > 0;
  if (!isGood) {
    throw new TypeError(
      `The option '${option}' needs 'stepMs' of 0 or more, or 'stepPolls' of 1 or more`,
    );
  }
}

/** Moves a build on as far as the time has come. */
export function progressByTime(build: Build, stepMs: number): void {
  const run = build.latestRun;
  for (const [index, phase] of (['Pending', 'Running'] as const).entries()) {
    const due = new Date(run.createdAt.getTime() + (index + 1) * stepMs);
    if (run.phase === phase && Date.now() >= due.getTime()) {
      step(build, due);
    }
  }
}

/** Moves a build on by one step; one that Shipwright has not found good stays where it is. */
export function step(build: Build, since = new Date()): void {
  build.registration ??= goodRegistration;
  const run = build.latestRun;
  if (build.registration.registered !== 'True') {
    return;
  }
  if (run.phase === 'Pending') {
    run.start(since);
  } else if (run.phase === 'Running') {
    run.succeed({}, since);
  }
}

/** What Shipwright says of a Build with nothing wrong. */
const goodRegistration = {
  registered: 'True',
  reason: 'Succeeded',
  message: 'all validations succeeded',
} as const;
