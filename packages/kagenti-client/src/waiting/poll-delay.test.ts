import { expect, test } from 'vitest';
import { pollDelayMs } from './poll-delay.ts';

const limits = { timeoutMs: 1, minPollMs: 1_000, maxPollMs: 10_000 };
const drawn = (random: number): number[] =>
  [1, 2, 3, 4, 5, 2000].map(looks => pollDelayMs(looks, limits, () => random));

test('the ceiling doubles, and the shortest time holds [kagenti-long-work/Polls grow apart]', () => {
  expect(drawn(1)).toEqual([2_000, 4_000, 8_000, 10_000, 10_000, 10_000]);
  expect(drawn(0)).toEqual([1_000, 1_000, 1_000, 1_000, 1_000, 1_000]);
  expect(drawn(0.5)).toEqual([1_500, 2_500, 4_500, 5_500, 5_500, 5_500]);
});
