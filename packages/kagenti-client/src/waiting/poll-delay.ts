import type { WaitLimits } from './wait-options.ts';

/**
 * How long to wait before the next look: a time drawn evenly from the shortest up to a ceiling that doubles
 * with each look, as AWS's waiters do it, so that waits which began together do not look together.
 *
 * @param looks - Looks so far, from 1.
 * @param limits - The bounds.
 * @param random - Draws from 0 up to 1.
 * @returns Milliseconds, from `minPollMs` to `maxPollMs`.
 */
export function pollDelayMs(
  looks: number,
  { minPollMs, maxPollMs }: WaitLimits,
  random: () => number,
): number {
  const ceiling = Math.min(maxPollMs, minPollMs * 2 ** looks);
  return minPollMs + random() * (ceiling - minPollMs);
}
