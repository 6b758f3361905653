// `node tools/setup/run.mjs [--in-callers-folder] [--without-build] PROGRAM [ARGUMENT…]`: sets up, then runs a program of
// this repository. Most scripts of package.json are such a line. Runs on Node 20 with nothing installed.
import { setUpAndRun } from './run-program.mjs';

const given = process.argv.slice(2);
const flags = given.slice(
  0,
  given.findIndex(argument => !argument.startsWith('--')),
);
const [program = '', ...rest] = given.slice(flags.length);
await setUpAndRun([program, ...rest], {
  // The program finds the files that it is given by a relative name. npm runs scripts in the repository's folder, and
  // says where it was called.
  ...(flags.includes('--in-callers-folder') && { cwd: process.env.INIT_CWD ?? process.cwd() }),
  // The program builds the packages itself, where it needs them.
  withBuild: !flags.includes('--without-build'),
});
