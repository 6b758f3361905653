// `npm run test:live -- --base-url URL …`: sets up, then walks every operation of a running Kagenti.
import { setUpAndRun } from './run-program.mjs';

await setUpAndRun(['tools/live/main.ts', ...process.argv.slice(2)]);
