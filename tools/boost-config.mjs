// `npm run boost-config -- check FILE`: sets up, then runs the command as it stands in this clone.
import { setUpAndRun } from './run-program.mjs';

await setUpAndRun(['packages/config-tools/bin/boost-config.js', ...process.argv.slice(2)]);
