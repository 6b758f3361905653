// `npm run test:real`: sets up, then runs the suites on real parts (a Keycloak), with the arguments given here.
import { setUpAndRun } from './run-program.mjs';

await setUpAndRun([
  'node_modules/vitest/vitest.mjs',
  'run',
  ...process.argv.slice(2), // a bare --coverage takes back what is said of coverage before it
  '--project=real',
  '--coverage.reporter=json',
  '--coverage.reportOnFailure',
  '--coverage.reportsDirectory=coverage/real',
  '--reporter=default',
  '--reporter=json',
  '--outputFile.json=reports/real.json',
]);
