// `npm run keycloak:get`: sets up, then brings the Keycloak that the suites on real parts and the demo can run on.
import { setUpAndRun } from './run-program.mjs';

await setUpAndRun(['tools/keycloak.ts']);
