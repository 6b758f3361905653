import type { BuildProgress, BuildWaitOptions, CallOptions } from '@rhdh-boost/kagenti-client';
import type { Resource } from '../clean-up.ts';
import type { Expectations } from '../outcome.ts';
import type { AnsweredCall, Making, Walk } from '../walk.ts';
import { buildTimeoutMs, notSucceeded, type Place } from './examples.ts';

/** The operations that end a build, of agents or of tools. */
interface BuildEnd {
  waitFor(own: Place, options: BuildWaitOptions<never>): Promise<unknown>;
  finalize(own: Place, options: CallOptions): AnsweredCall<unknown>;
  start(own: Place, options: CallOptions): AnsweredCall<unknown>;
}

/** A build of the walk's own. */
interface OwnBuild {
  readonly of: 'agents' | 'tools';
  readonly builds: BuildEnd;
  readonly own: Place;
  readonly made: Making;
  readonly resource: Resource;
  /** What its operations meet where it was not made. */
  readonly absent: Expectations;
  /** What finalizing may be answered with, beside a build that has not succeeded. */
  readonly expected?: Expectations['expected'];
}

/** Waits for a build that can succeed, finalizes it, and starts it again. */
export async function finishBuild(walk: Walk, build: OwnBuild): Promise<void> {
  const { of, builds, own, made, resource, absent, expected } = build;
  const finalize = `${of}.builds.finalize` as const;
  const onProgress = tellBuild(walk, finalize);
  const { signal } = walk;
  const succeeded =
    made.kind !== 'made' ||
    walk.wish.gitUrl === undefined ||
    (await walk.before(finalize, () =>
      builds.waitFor(own, { signal, timeoutMs: buildTimeoutMs, onProgress }),
    ));
  if (succeeded) {
    await walk.call(finalize, options => builds.finalize(own, options), {
      of: made,
      makes: resource,
      ...absent,
      expected: { ...notSucceeded, ...expected },
    });
  }
  const start = `${of}.builds.start` as const;
  await walk.call(start, options => builds.start(own, options), { of: made, ...absent });
}

/** Tells how far a build is: a wait of half an hour without a line looks like one that hangs. */
function tellBuild(walk: Walk, operation: string): (progress: BuildProgress) => void {
  return progress => {
    if (progress.type === 'phase') walk.tell(`${operation} waits: the build is ${progress.phase}`);
    if (progress.type === 'pollFailed') walk.tell(`${operation} waits: ${progress.error.message}`);
  };
}
