import { expect, test } from 'vitest';
import type { CountBenchmark, Counts } from './benchmark.ts';
import { count } from './count.ts';

/** A benchmark that counts these figures of the project's, one after the other. */
function scripted(subjects: Counts[], options: Partial<CountBenchmark> = {}): CountBenchmark {
  return {
    subject: 'work',
    unable: {},
    atMost: { requests: 1, failed: 0 },
    count: async () => subjects.shift() ?? {},
    countPeers: async () => ({ theirs: { requests: 7 } }),
    ...options,
  };
}

const missing = () => 'No server is here.';
const setting = { seed: 1, effort: 1, limits: false };

test('each figure with a limit is compared, and what the peers do breaks none', async () => {
  expect(await count(scripted([{ requests: 1, failed: 0, calls: 50 }]), setting)).toEqual({
    subject: { requests: 1, failed: 0, calls: 50 },
    peers: { theirs: { requests: 7 } },
    broken: [],
    isKept: true,
    attempts: 1,
  });
});

test('a figure that was not counted breaks its limit', async () => {
  expect(await count(scripted([{ requests: 1 }, { requests: 1 }]), setting)).toMatchObject({
    broken: ['failed'],
    isKept: false,
  });
});

test('the work is done once more, and that counts', async () => {
  const subjects = [
    { requests: 3, failed: 0 },
    { requests: 1, failed: 0 },
  ];

  expect(await count(scripted(subjects), setting)).toMatchObject({
    subject: { requests: 1 },
    isKept: true,
    attempts: 2,
  });
});

test('what the machine lacks is said, and nothing is counted', async () => {
  expect(await count(scripted([], { missing }), setting)).toEqual({
    skipped: 'No server is here.',
    isKept: true,
  });
});

test('with limits alone no peer is counted', async () => {
  const outcome = await count(scripted([{ requests: 1, failed: 0 }]), { ...setting, limits: true });

  expect(outcome).toHaveProperty('peers', {});
});
