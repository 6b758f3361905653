import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { placed } from './apart.ts';
import type { RatioBenchmark } from './benchmark.ts';

const program = fileURLToPath(new URL('./one-side.fixture.ts', import.meta.url));
const together: RatioBenchmark = {
  subject: 'ours',
  peer: 'theirs',
  ratioOf: 'time',
  limit: 2,
  repetitions: 1,
  warmUps: 0,
  prepare: () => ({ subject: () => process.pid, peer: () => process.pid }),
};
const prepared = (name: string) =>
  placed({ ...together, apart: true }, name, program).prepare({ seed: 1 });

test('the sides run in two processes, which stay the same', async () => {
  const pair = await prepared('any');

  const sides = [await pair.subject(), await pair.peer(), await pair.subject()];
  await pair.dispose?.();

  const [subject, peer, again] = sides;
  expect(again).toBe(subject);
  expect(new Set([subject, peer, process.pid]).size).toBe(3);
});

test('a process that ends instead of an answer', async () => {
  const pair = await prepared('broken');

  await expect(pair.subject()).rejects.toThrow('A side of a benchmark ended with 3.');
  await pair.dispose?.();
});

test('other benchmarks stay as they are', () => {
  expect(placed(together, 'any', program)).toBe(together);
});
