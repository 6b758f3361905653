// `npm run example:backstage`: sets up, then starts a Backstage backend on embedded servers, with the arguments given here.
import { setUpAndRun } from './run-program.mjs';

await setUpAndRun(['examples/backstage-backend/src/run.ts', ...process.argv.slice(2)]);
