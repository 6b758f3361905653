// `npm run benchmarks`: the packages beside their peers. Progress goes to stderr, what was measured to stdout.
import { availableParallelism } from 'node:os';
import { benchmarks } from './benchmarks.ts';
import { readArguments, usage } from './command-line.ts';
import { measure } from './measure.ts';
import { formatJson, formatMachine, formatResult, type Result } from './report.ts';

const machine = { node: process.versions.node, cores: availableParallelism() };

async function run(args: readonly string[]): Promise<number> {
  const { names, json, check, seed, effort } = readArguments(args, Object.keys(benchmarks));
  const chosen = Object.entries(benchmarks).filter(
    ([name]) => names.length === 0 || names.includes(name),
  );
  const results: Result[] = [];
  const print = (text: string) => (json ? process.stderr : process.stdout).write(text);
  print(formatMachine(machine, seed));
  for (const [name, benchmark] of chosen) {
    const result = { name, benchmark, measurement: await measure(benchmark, { seed, effort }) };
    results.push(result);
    print(formatResult(result));
  }
  if (json) {
    process.stdout.write(formatJson(machine, seed, results));
  }
  const broken = results.filter(({ measurement }) => !measurement.isKept);
  return check && broken.length > 0 ? 1 : 0;
}

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
  process.exitCode = 2;
}
