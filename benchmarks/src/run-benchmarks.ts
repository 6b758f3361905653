import { availableParallelism } from 'node:os';
import type { Benchmark, CountSetting } from './benchmark.ts';
import { readArguments, usage, type Wish } from './command-line.ts';
import type { Perform } from './perform.ts';
import { formatJson, formatMachine, formatResult, type Result } from './report.ts';

/** Where texts go. */
export interface Outputs {
  /** Takes what was measured. */
  readonly result: (text: string) => void;
  /** Takes all else. */
  readonly progress: (text: string) => void;
}

/**
 * Runs the benchmarks that the arguments choose, and names at the end those whose limit is broken.
 *
 * @returns the exit code: 0, 1 for a broken limit under `--check`, 2 when nothing was measured or a benchmark failed
 */
export async function runBenchmarks(
  args: readonly string[],
  benchmarks: Readonly<Record<string, Benchmark>>,
  outputs: Outputs,
  perform: Perform,
): Promise<0 | 1 | 2> {
  let wish: Wish;
  try {
    wish = readArguments(args, Object.keys(benchmarks));
  } catch (error) {
    outputs.progress(`${messageOf(error)}\n\n${usage}`);
    return 2;
  }
  try {
    const results = await measureAll(wish, benchmarks, outputs, perform);
    const broken = results.filter(({ outcome }) => !outcome.isKept);
    if (broken.length === 0) return 0;
    outputs.progress(`\nBroken limits:\n${broken.map(formatResult).join('')}`);
    return wish.check ? 1 : 0;
  } catch (error) {
    outputs.progress(`${messageOf(error)}\n`);
    return 2;
  }
}

async function measureAll(
  { names, json, seed, effort, limits }: Wish,
  benchmarks: Readonly<Record<string, Benchmark>>,
  { result, progress }: Outputs,
  perform: Perform,
): Promise<Result[]> {
  const machine = { node: process.versions.node, cores: availableParallelism() };
  const print = json ? progress : result;
  print(formatMachine(machine, seed));
  const results: Result[] = [];
  for (const [name, benchmark] of Object.entries(benchmarks)) {
    if (names.length === 0 || names.includes(name)) {
      const found = await resultOf(name, benchmark, { seed, effort, limits }, perform);
      results.push(found);
      print(formatResult(found));
    }
  }
  if (json) {
    result(formatJson(machine, seed, results));
  }
  return results;
}

/** Has one benchmark done. */
export async function resultOf(
  name: string,
  benchmark: Benchmark,
  setting: CountSetting,
  perform: Perform,
): Promise<Result> {
  return 'atMost' in benchmark
    ? { name, benchmark, outcome: await perform.count(benchmark, setting, name) }
    : { name, benchmark, outcome: await perform.ratio(benchmark, setting, name) };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
