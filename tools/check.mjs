// `npm run check`: sets up, then runs all checks that need no server, or those named here.
import { setUpAndRun } from './run-program.mjs';

await setUpAndRun(['tools/checks.ts', ...process.argv.slice(2)]);
