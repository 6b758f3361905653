// `npm run contract -- FILE|URL`: sets up, then takes a new contract of Kagenti in and says what changed.
import { callersFolder, setUpAndRun } from './run-program.mjs';

await setUpAndRun(['tools/contract.ts', ...process.argv.slice(2)], { cwd: callersFolder });
