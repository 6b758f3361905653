// Runs the suites that need what a plain machine may lack: those on real servers, and those in a real browser. Each
// suite says itself which server is missing; here it is said of the browser.
import { join } from 'node:path';
import { runProgram } from '../setup/run-program.mjs';
import { repositoryRoot } from '../shared/problem.ts';
import { findChromium } from './chromium.ts';

/** A run of Vitest's. */
export interface RealRun {
  /** The project of vitest.config.ts, and the name of the report. */
  readonly project: 'real' | 'browser';
  /** The arguments of Vitest's that belong to it. */
  readonly args: readonly string[];
}

/** What is to be run, and what can't be. */
export interface RealPlan {
  readonly runs: readonly RealRun[];
  /** A line on what is left out, and the way out. */
  readonly missing?: string;
  /** The exit code, when the runs themselves pass. */
  readonly exitCode: 0 | 1;
}

const servers: RealRun = {
  project: 'real',
  args: [
    '--coverage.reporter=json',
    '--coverage.reportOnFailure',
    '--coverage.reportsDirectory=coverage/real',
  ],
};
// Without coverage: a browser's counts are of other statements than Node's, and cannot be added to them.
const browser: RealRun = { project: 'browser', args: ['--coverage.enabled=false'] };

const isSet = (value: string | undefined) => !['', '0', 'false'].includes(value ?? '');

/** The runs that this machine can do. Where `CI` or `BOOST_REQUIRE_REAL` is set, a missing browser is a failure. */
export function realPlan(environment: NodeJS.ProcessEnv): RealPlan {
  const chromium = findChromium(environment);
  if (chromium.available) {
    return { runs: [servers, browser], exitCode: 0 };
  }
  return isSet(environment.CI) || isSet(environment.BOOST_REQUIRE_REAL)
    ? {
        runs: [servers],
        missing: `A real browser is needed here. ${chromium.missing}`,
        exitCode: 1,
      }
    : {
        runs: [servers],
        missing: `Skipped, since it needs a real browser. ${chromium.missing}`,
        exitCode: 0,
      };
}

/** Runs Vitest with the arguments that were given; gives its exit code. */
function run({ project, args }: RealRun, given: readonly string[]): Promise<number> {
  const whole = [
    join('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...given, // a bare --coverage takes back what is said of coverage before it
    `--project=${project}`,
    ...args,
    '--passWithNoTests', // a file that is named belongs to one of the runs
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=reports/${project}.json`,
  ];
  return runProgram(process.execPath, whole, { cwd: repositoryRoot, environment: process.env });
}

if (import.meta.main) {
  const { runs, missing, exitCode } = realPlan(process.env);
  if (missing !== undefined) {
    process.stderr.write(`${missing}\n`);
  }
  const codes: number[] = [exitCode];
  for (const each of runs) {
    codes.push(await run(each, process.argv.slice(2)));
  }
  process.exitCode = Math.max(...codes);
}
