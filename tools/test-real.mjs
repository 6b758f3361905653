// `npm run test:real`: sets up, then runs the suites on real parts (Keycloak, PostgreSQL, Redis, Chromium), with the arguments
// given here.
import { setUpAndRun } from './run-program.mjs';

await setUpAndRun(['tools/real-suites.ts', ...process.argv.slice(2)]);
