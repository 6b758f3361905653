import { expect, test } from 'vitest';
import type { Benchmark } from './benchmark.ts';
import { performHere } from './perform.ts';
import { runBenchmarks } from './run-benchmarks.ts';

/** A benchmark that always gives this ratio to a limit of 2. */
const benchmark = (ratio: number): Benchmark => ({
  subject: 'ours',
  peer: 'theirs',
  ratioOf: 'time',
  limit: 2,
  repetitions: 3,
  warmUps: 0,
  prepare: () => ({ subject: () => ratio, peer: () => 1 }),
});
const benchmarks = { slow: benchmark(3), fast: benchmark(1) };

async function run(...args: string[]) {
  const printed = { result: '', progress: '' };
  const outputs = {
    result: (text: string) => {
      printed.result += text;
    },
    progress: (text: string) => {
      printed.progress += text;
    },
  };
  const code = await runBenchmarks(args, benchmarks, outputs, performHere);
  return { code, ...printed };
}

test('a broken limit, with and without --check', async () => {
  expect(await run('--check')).toMatchObject({
    code: 1,
    result: expect.stringMatching(/^Node .*\nBROKEN slow: 3\.00 [^]*\nok {5}fast: 1\.00/),
    progress: expect.stringMatching(/^\nBroken limits:\nBROKEN slow: 3\.00 (?![^]*fast)/),
  });
  expect((await run()).code).toBe(0);
  expect((await run('fast', '--check')).code).toBe(0);
});

test('--json leaves one object on stdout', async () => {
  const { result, progress } = await run('--json', 'fast');

  expect(Object.keys(JSON.parse(result))).toEqual(['node', 'cores', 'seed', 'results']);
  expect(progress).toMatch(/ok {5}fast: 1\.00/);
});

test('an unknown name', async () => {
  expect(await run('quick')).toEqual({
    code: 2,
    result: '',
    progress: expect.stringMatching(
      /^There is no benchmark "quick"\. There are: slow, fast\.\n\nUsage/,
    ),
  });
});
