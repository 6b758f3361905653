// `npm run demo`: sets up, then runs the demo with the arguments given here.
import { setUpAndRun } from './run-program.mjs';

await setUpAndRun(['examples/demo/src/main.ts', ...process.argv.slice(2)]);
