// `npm run benchmarks`: the packages beside their peers.
import { benchmarks } from './benchmarks.ts';
import { performInOwnProcess } from './own-process.ts';
import { runBenchmarks } from './run-benchmarks.ts';

const outputs = {
  result: (text: string) => process.stdout.write(text),
  progress: (text: string) => process.stderr.write(text),
};
process.exitCode = await runBenchmarks(
  process.argv.slice(2),
  benchmarks,
  outputs,
  performInOwnProcess,
);
