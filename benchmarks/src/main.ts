// `npm run benchmarks`: the packages beside their peers.
import { benchmarks } from './benchmarks.ts';
import { runBenchmarks } from './run-benchmarks.ts';

process.exitCode = await runBenchmarks(process.argv.slice(2), benchmarks, {
  result: text => process.stdout.write(text),
  progress: text => process.stderr.write(text),
});
