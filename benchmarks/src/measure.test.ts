import { expect, test } from 'vitest';
import type { RatioBenchmark } from './benchmark.ts';
import { measure } from './measure.ts';

/** A benchmark whose times are given, and the order in which its two were run. */
function scripted(subjects: number[], peers: number[], options: Partial<RatioBenchmark> = {}) {
  const order: string[] = [];
  let isDisposed = false;
  const benchmark: RatioBenchmark = {
    subject: 'ours',
    peer: 'theirs',
    ratioOf: 'time',
    limit: 2,
    repetitions: 4,
    warmUps: 0,
    prepare: () => ({
      subject: () => {
        order.push('subject');
        return subjects.shift() ?? Number.NaN;
      },
      peer: () => {
        order.push('peer');
        return peers.shift() ?? Number.NaN;
      },
      dispose: () => {
        isDisposed = true;
      },
    }),
    ...options,
  };
  return { benchmark, order, isDisposed: () => isDisposed };
}

const setting = { seed: 1, effort: 1 };

test('each goes first in turn, and the ratio is that of the pairs', async () => {
  const { benchmark, order, isDisposed } = scripted([10, 15, 40, 12], [10, 10, 10, 10]);

  const measurement = await measure(benchmark, setting);

  expect(order.join(' ')).toBe('subject peer peer subject subject peer peer subject');
  expect(measurement).toEqual({
    ratio: { median: 1.35, lowerQuartile: 1.15, upperQuartile: 2.125 },
    subject: { median: 13.5, lowerQuartile: 11.5, upperQuartile: 21.25 },
    peer: { median: 10, lowerQuartile: 10, upperQuartile: 10 },
    repetitions: 4,
    isKept: true,
    attempts: 1,
  });
  expect(isDisposed()).toBe(true);
});

test('runs before are not counted', async () => {
  const { benchmark } = scripted([900, 1, 1, 1], [1, 1, 1, 1], { warmUps: 1, repetitions: 3 });

  expect((await measure(benchmark, setting)).ratio.median).toBe(1);
});

test('a speed is the peer’s time in the subject’s, and has a lower limit', async () => {
  const { benchmark } = scripted([20, 20, 20], [10, 10, 10], {
    ratioOf: 'speed',
    limit: 0.5,
    repetitions: 3,
  });

  expect(await measure(benchmark, setting)).toMatchObject({
    ratio: { median: 0.5 },
    isKept: true,
    attempts: 1,
  });
});

test('the second attempt has twice the repetitions, and counts', async () => {
  const { benchmark, order } = scripted([9, 9, 9, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1, 1], {
    repetitions: 3,
  });

  expect(await measure(benchmark, setting)).toMatchObject({
    ratio: { median: 1 },
    repetitions: 6,
    isKept: true,
    attempts: 2,
  });
  expect(order).toHaveLength(18);
});

test('all three attempts break the limit', async () => {
  const { benchmark, order } = scripted(
    [9, 9, 9, 5, 5, 5, 5, 5, 5, 3, 3, 3, 3, 3, 3],
    Array.from({ length: 15 }, () => 1),
    { repetitions: 3 },
  );

  expect(await measure(benchmark, setting)).toMatchObject({
    ratio: { median: 3 },
    isKept: false,
    attempts: 3,
  });
  expect(order).toHaveLength(30);
});
