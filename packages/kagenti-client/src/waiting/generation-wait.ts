import type { GenerationStatus } from '../api/generated/simulation-types.ts';
import { KagentiWorkError } from '../errors/work-error.ts';
import type { CallOptions } from '../options/client-options.ts';
import type { KagentiCall } from '../sending/kagenti-call.ts';
import { readableAnswer } from './readable-answer.ts';
import { waitOptionNames } from './wait-options.ts';
import type { GenerationProgress } from './wait-progress.ts';
import { type Finding, patienceMs, type Wait } from './wait-until.ts';

const operation = 'simulation.generationStatus';

/**
 * How long `generation_stalled` may last: a tool that is older than ten minutes reads so from its start
 * until its pod answers, which has to be scheduled, given its volume and its image first.
 */
const startPatienceMs = 300_000;

/** Waits for a simulated tool that was created, or started again, until it is ready. */
export function generationWait(
  generationStatus: (options: CallOptions) => KagentiCall<GenerationStatus>,
): Wait<GenerationStatus, GenerationProgress> {
  let told: string | undefined;

  async function* look(
    options: CallOptions,
  ): AsyncGenerator<GenerationProgress, Finding<GenerationStatus>> {
    const { data, attempts } = await readableAnswer(operation, generationStatus(options));
    const { status } = data;
    if (status !== told) {
      told = status;
      yield { type: 'status', status };
    }
    if (status === 'Ready') return { kind: 'done', result: data };
    if (status !== 'Failed' && status !== 'Error') return { kind: 'waiting' };
    const reason = data.reason ?? undefined;
    const stalled = reason === 'generation_stalled';
    const error = new KagentiWorkError(
      stalled
        ? `Kagenti ${operation}: nothing plays the simulated tool. It is stopped, or its pod does not come up.`
        : `Kagenti ${operation}: the simulated tool could not be made. See detail for why.`,
      { code: 'generation_failed', operation, reason, detail: reason },
      attempts,
    );
    // What its pod waits for may still come: a Secret, an image.
    if (status === 'Error') return { kind: 'stuck', trouble: 'pod', error, patienceMs };
    return stalled
      ? { kind: 'stuck', trouble: 'stalled', error, patienceMs: startPatienceMs }
      : { kind: 'failed', error };
  }

  return { operation, optionNames: waitOptionNames, look };
}
