// `npm test`: runs all tests that need no server, with the arguments given here.

import { repositoryRoot } from '../common/problem.ts';
import { runProgram } from '../setup/run-program.mjs';

const given = process.argv.slice(2);
// The report says what is proven, so a run of chosen files or titles must not replace that of a whole one.
const isWholeRun = given.every(argument => argument.startsWith('--'));

process.exitCode = await runProgram(
  process.execPath,
  [
    'node_modules/vitest/vitest.mjs',
    'run',
    ...given,
    '--project=!real',
    '--project=!browser',
    '--reporter=default',
    ...(isWholeRun ? ['--reporter=json', '--outputFile.json=reports/unit.json'] : []),
  ],
  { cwd: repositoryRoot, environment: process.env },
);
