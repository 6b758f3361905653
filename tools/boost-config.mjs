// `npm run boost-config -- check FILE`: sets up, then runs the command as it stands in this clone.
import { setUpAndRun } from './run-program.mjs';

const command = 'packages/config-tools/bin/boost-config.js';
// npm runs scripts in the repository's folder; names of files are meant from where it was called.
const cwd = process.env.INIT_CWD ?? process.cwd();
await setUpAndRun([command, ...process.argv.slice(2)], { cwd });
