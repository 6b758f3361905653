// Runs the suites that need what a plain machine may lack: those on real servers, and those in a real browser. Each
// suite says itself which server is missing; here it is said of the browser.
import { join } from 'node:path';
import { repositoryRoot } from '../common/problem.ts';
import { runProgram } from '../setup/run-program.mjs';
import { findChromium } from './chromium.ts';

/** A project of vitest.config.ts, which names its report too. */
type RealProject = 'real' | 'browser';

/** What is to be run, and what can't be. */
export interface RealPlan {
  readonly projects: readonly RealProject[];
  /** A line on what is left out, and the way out. */
  readonly missing?: string;
  /** The exit code, when the suites themselves pass. */
  readonly exitCode: 0 | 1;
}

const isSet = (value: string | undefined) => !['', '0', 'false'].includes(value ?? '');

/** The suites that this machine can run. Where `CI` or `BOOST_REQUIRE_REAL` is set, a missing browser is a failure. */
export function realPlan(environment: NodeJS.ProcessEnv): RealPlan {
  const chromium = findChromium(environment);
  if (chromium.available) {
    return { projects: ['real', 'browser'], exitCode: 0 };
  }
  return isSet(environment.CI) || isSet(environment.BOOST_REQUIRE_REAL)
    ? {
        projects: ['real'],
        missing: `A real browser is needed here. ${chromium.missing}`,
        exitCode: 1,
      }
    : {
        projects: ['real'],
        missing: `Skipped, since it needs a real browser. ${chromium.missing}`,
        exitCode: 0,
      };
}

/** Runs Vitest with the arguments that were given; gives its exit code. */
function run(project: RealProject, given: readonly string[]): Promise<number> {
  const whole = [
    join('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...given,
    `--project=${project}`,
    '--passWithNoTests', // a file that is named belongs to one of the runs
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=reports/${project}.json`,
  ];
  return runProgram(process.execPath, whole, { cwd: repositoryRoot, environment: process.env });
}

if (import.meta.main) {
  const { projects, missing, exitCode } = realPlan(process.env);
  if (missing !== undefined) {
    process.stderr.write(`${missing}\n`);
  }
  const codes: number[] = [exitCode];
  for (const project of projects) {
    codes.push(await run(project, process.argv.slice(2)));
  }
  process.exitCode = Math.max(...codes);
}
