import { setTimeout as sleep } from 'node:timers/promises';
import { KagentiHttpError } from '@rhdh-boost/kagenti-client';

const tries = 10;
const pauseMs = 1_000;

/**
 * Looks until it is answered with something else than 500, and no longer than ten seconds: the backend fails
 * so while Shipwright has not made up its mind about a new build.
 */
export async function untilSettled(
  look: () => PromiseLike<unknown>,
  signal: AbortSignal,
): Promise<void> {
  for (let attempt = 1; attempt <= tries; attempt += 1) {
    try {
      await look();
      return;
    } catch (error) {
      if (!(error instanceof KagentiHttpError) || error.status !== 500) return;
      await sleep(pauseMs, undefined, { signal });
    }
  }
}
