// `npm run demo`: sets up, then runs the demo with the arguments given here.
import { callersFolder, setUpAndRun } from './run-program.mjs';

// The file of `--config` is meant from where it was called.
await setUpAndRun(['examples/demo/src/main.ts', ...process.argv.slice(2)], { cwd: callersFolder });
