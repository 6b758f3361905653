import type { BuildInfo } from '../api/generated/build-info-types.ts';
import type { ResourceResult } from '../api/generated/resources-types.ts';
import { KagentiHttpError } from '../errors/http-error.ts';
import { KagentiWorkError } from '../errors/work-error.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { Attempt } from '../sending/attempt.ts';
import type { CalledName } from '../sending/called-operation.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { readableAnswer } from './readable-answer.ts';
import { buildWaitOptionNames } from './wait-options.ts';
import type { BuildPhase, BuildProgress } from './wait-progress.ts';
import { type Finding, patienceMs, type Wait } from './wait-until.ts';

/** The operations of a build, for one agent or tool. */
export interface BuildCalls<Info extends BuildInfo> {
  /** Operation that looks. */
  readonly operation: CalledName;
  /** Looks. */
  info(options: CallOptions): KagentiCall<Info>;
  /** Makes the agent or tool; undefined where that was not asked for. */
  readonly finalize: ((options: CallOptions) => KagentiCall<ResourceResult>) | undefined;
}

/** Phases in the order in which a run goes through them. */
const ranks: Readonly<Record<BuildPhase, number>> = {
  Pending: 0,
  Running: 1,
  Succeeded: 2,
  Failed: 2,
};

/** Waits for the latest run of a build: one that is started meanwhile takes the place of the one before. */
export function buildWait<Info extends BuildInfo>(
  calls: BuildCalls<Info>,
): Wait<Info, BuildProgress> {
  const { operation } = calls;
  /** The furthest phase of each run. */
  const reached = new Map<string, BuildPhase>();
  let toldRun: string | undefined;

  /** The phase, or that which the run has reached already where this one lies before it: a stale read. */
  function furthest(runName: string, phase: BuildPhase): BuildPhase {
    const before = reached.get(runName);
    return before !== undefined && ranks[before] >= ranks[phase] ? before : phase;
  }

  async function* look(options: CallOptions): AsyncGenerator<BuildProgress, Finding<Info>> {
    const { data: info, attempts } = await readableAnswer(operation, calls.info(options));
    const runName = info.buildRunName ?? undefined;
    if (runName === undefined) {
      return { kind: 'stuck', trouble: 'no run', error: noRun(operation, attempts), patienceMs };
    }
    const phase = furthest(runName, phaseOf(info.buildRunPhase));
    if (toldRun !== runName || reached.get(runName) !== phase) {
      toldRun = runName;
      reached.set(runName, phase);
      yield { type: 'phase', phase, runName };
    }
    if (phase === 'Failed') return { kind: 'failed', error: failedRun(operation, info, attempts) };
    if (phase === 'Pending' && !info.buildRegistered && (info.buildReason ?? '') !== '') {
      const error = refusedBuild(operation, info, attempts);
      return { kind: 'stuck', trouble: 'refused', error, patienceMs };
    }
    if (phase !== 'Succeeded') return { kind: 'waiting' };
    if (calls.finalize !== undefined) {
      yield { type: 'finalized', already: await finalized(calls.finalize(options)) };
    }
    return { kind: 'done', result: info };
  }

  return { operation, optionNames: buildWaitOptionNames, look };
}

/** A phase that a newer Kagenti may have is one of a run that goes on. */
function phaseOf(phase: string | null | undefined): BuildPhase {
  return phase === 'Pending' || phase === 'Succeeded' || phase === 'Failed' ? phase : 'Running';
}

/** Finalizes; true when that was done already. For an agent Kagenti answers so with a success. */
async function finalized(call: KagentiCall<ResourceResult>): Promise<boolean> {
  try {
    await call;
    return false;
  } catch (error) {
    if (error instanceof KagentiHttpError && error.status === 409) return true;
    throw error;
  }
}

function failedRun(
  operation: CalledName,
  info: BuildInfo,
  attempts: readonly Attempt[],
): KagentiWorkError {
  return new KagentiWorkError(
    `Kagenti ${operation}: the build failed. See detail for why, the logs of its run for more, and start it again when that is mended.`,
    {
      code: 'build_failed',
      operation,
      detail: info.buildRunFailureMessage ?? undefined,
      runName: info.buildRunName ?? undefined,
    },
    attempts,
  );
}

function refusedBuild(
  operation: CalledName,
  info: BuildInfo,
  attempts: readonly Attempt[],
): KagentiWorkError {
  return new KagentiWorkError(
    `Kagenti ${operation}: Shipwright refused the build, so its run does not begin. See reason and detail; a strategy that is not installed is the usual cause.`,
    {
      code: 'build_failed',
      operation,
      reason: info.buildReason ?? undefined,
      detail: info.buildMessage ?? undefined,
      runName: info.buildRunName ?? undefined,
    },
    attempts,
  );
}

function noRun(operation: CalledName, attempts: readonly Attempt[]): KagentiWorkError {
  return new KagentiWorkError(
    `Kagenti ${operation}: the build has no run. Start one with builds.start.`,
    { code: 'build_failed', operation },
    attempts,
  );
}
