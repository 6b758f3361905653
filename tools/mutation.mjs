// `npm run mutation`: sets up, then plants faults in the rules and says which no test notices.
import { setUpAndRun } from './run-program.mjs';

await setUpAndRun(['tools/mutation.ts', ...process.argv.slice(2)]);
