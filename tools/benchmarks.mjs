// `npm run benchmarks`: sets up, installs the peers, then measures, with the arguments given here.
import { setUpAndRun } from './run-program.mjs';

await setUpAndRun(['tools/benchmarks.ts', ...process.argv.slice(2)]);
