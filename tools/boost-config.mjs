// `npm run boost-config -- check FILE`: sets up, then runs the command as it stands in this clone.
import { callersFolder, setUpAndRun } from './run-program.mjs';

const command = 'packages/config-tools/bin/boost-config.js';
// Names of files are meant from where it was called.
await setUpAndRun([command, ...process.argv.slice(2)], { cwd: callersFolder });
