// `node tools/setup/run.mjs [--in-callers-folder] PROGRAM [ARGUMENT…]`: sets up, then runs a program of this repository.
// Most scripts of package.json are such a line. Runs on Node 20 with nothing installed.
import { setUpAndRun } from './run-program.mjs';

/** Runs the program where npm was called, so that it finds the files that it is given by a relative name. */
const flag = '--in-callers-folder';

const given = process.argv.slice(2);
const inCallersFolder = given[0] === flag;
const [program = '', ...rest] = inCallersFolder ? given.slice(1) : given;
// npm runs scripts in the repository's folder, and says where it was called.
const callersFolder = process.env.INIT_CWD ?? process.cwd();
await setUpAndRun([program, ...rest], inCallersFolder ? { cwd: callersFolder } : {});
