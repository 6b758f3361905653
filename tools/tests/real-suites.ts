// Runs the suites that need what a plain machine may lack: those on real servers, and those in a real browser. Each
// suite says itself which server is missing; here it is said of the browser.
import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { requiresReal } from '@rhdh-boost/test-support/requires-real';
import { repositoryRoot } from '../common/problem.ts';
import { runProgram } from '../setup/run-program.mjs';
import { installSeparately } from '../setup/separate-install.ts';
import { findChromium } from './chromium.ts';

/** The start of the names of projects in vitest.config.ts, which names their report too. */
type RealProject = 'real' | 'browser';

/** What is to be run, and what can't be. */
export interface RealPlan {
  readonly projects: readonly RealProject[];
  /** A line on what is left out, and the way out. */
  readonly missing?: string;
  /** The exit code, when the suites themselves pass. */
  readonly exitCode: 0 | 1;
}

/** The suites that this machine can run. Where `CI` or `BOOST_REQUIRE_REAL` is set, a missing browser is a failure. */
export function realPlan(environment: NodeJS.ProcessEnv): RealPlan {
  const chromium = findChromium(environment);
  if (chromium.available) {
    return { projects: ['real', 'browser'], exitCode: 0 };
  }
  return requiresReal(environment)
    ? {
        projects: ['real'],
        missing: `A real browser is needed here. ${chromium.missing}`,
        exitCode: 1,
      }
    : {
        projects: ['real'],
        missing: `Skipped because it needs a real browser. ${chromium.missing}`,
        exitCode: 0,
      };
}

/** Runs Vitest with the arguments that were given; gives its exit code. */
function run(project: RealProject, given: readonly string[]): Promise<number> {
  const whole = [
    join('node_modules', 'vitest', 'vitest.mjs'),
    'run',
    ...given,
    `--project=${project}*`,
    '--passWithNoTests', // a file that is named belongs to one of the runs
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=reports/${project}.json`,
  ];
  return runProgram(process.execPath, whole, { cwd: repositoryRoot, environment: process.env });
}

/** The folders of the examples with a lock file that the arguments let run: all, unless they name other files. */
export function examplesToInstall(root: string, given: readonly string[]): string[] {
  const named = given.filter(argument => !argument.startsWith('-'));
  return globSync('examples/*/package-lock.json', { cwd: root })
    .map(dirname)
    .filter(folder => named.length === 0 || named.some(part => part.startsWith(folder)))
    .sort();
}

if (import.meta.main) {
  const given = process.argv.slice(2);
  // Before the suites, each of which reports what could not be installed.
  for (const folder of examplesToInstall(repositoryRoot, given)) {
    await installSeparately({
      folder: join(repositoryRoot, folder),
      what: `the packages of ${folder}`,
      environment: process.env,
    });
  }
  const { projects, missing, exitCode } = realPlan(process.env);
  if (missing !== undefined) {
    process.stderr.write(`${missing}\n`);
  }
  const codes: number[] = [exitCode];
  for (const project of projects) {
    codes.push(await run(project, given));
  }
  process.exitCode = Math.max(...codes);
}
