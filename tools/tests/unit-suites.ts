// `npm test [-- --tools | --full] [FILE…]`: runs the tests that need no server, with the arguments given here. By default
// properties are tried on fewer cases and the suites of `tools/` are left out; `--tools` runs those suites too and writes
// the report of a whole run; `--full` also tries all cases.

import { repositoryRoot } from '../common/problem.ts';
import { runProgram } from '../setup/run-program.mjs';
import { buildPackages } from '../setup/setup.mjs';
import { SetUpError } from '../setup/setup-error.mjs';
import { needsBuild, unitTestFiles } from './needs-build.ts';

/** What one run of the tests takes. */
export interface UnitPlan {
  readonly vitestArguments: readonly string[];
  /** Variables for the tests, beside those of the caller. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether the packages are built first. */
  readonly build: boolean;
}

/** The run that the arguments ask for. */
export function unitPlan(root: string, given: readonly string[]): UnitPlan {
  const isFull = given.includes('--full');
  const withTools = isFull || given.includes('--tools');
  const forVitest = given.filter(argument => argument !== '--full' && argument !== '--tools');
  const isWhole = forVitest.every(argument => argument.startsWith('--'));
  const files = unitTestFiles(root);
  const named = files.filter(file => forVitest.some(part => file.includes(part)));
  return {
    vitestArguments: [
      ...forVitest,
      '--project=!real*',
      '--project=!browser',
      ...(isWhole && !withTools ? ['--project=!tools'] : []),
      '--reporter=default',
      // The report says what is proven, so no smaller run may replace that of a whole one.
      ...(isWhole && withTools ? ['--reporter=json', '--outputFile.json=reports/unit.json'] : []),
    ],
    environment: isFull ? { PROPERTY_RUNS: 'full' } : {},
    // Files that cannot be told from the arguments may be any.
    build: (named.length > 0 ? named : files).some(file => needsBuild(root, file)),
  };
}

async function run(plan: UnitPlan): Promise<number> {
  if (plan.build) await buildPackages({ root: repositoryRoot });
  return runProgram(
    process.execPath,
    ['node_modules/vitest/vitest.mjs', 'run', ...plan.vitestArguments],
    { cwd: repositoryRoot, environment: { ...process.env, ...plan.environment } },
  );
}

if (import.meta.main) {
  try {
    process.exitCode = await run(unitPlan(repositoryRoot, process.argv.slice(2)));
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
