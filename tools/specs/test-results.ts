// Reads what the test runs left behind: reports/unit.json, reports/real.json and reports/browser.json, in Vitest's JSON.
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { git } from '../common/git.ts';
import { trackedFiles } from '../common/tracked-files.ts';

/** How a test ended; `not run` is one of a suite on real parts of which there is no report. */
export type Outcome = 'passed' | 'failed' | 'skipped' | 'not run';

/** A test as the report has it. */
export interface TestResult {
  readonly file: string;
  readonly title: string;
  readonly outcome: Outcome;
}

interface Report {
  /** When the run began, in milliseconds since 1970. */
  readonly startTime?: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

/** What the suites on real parts end in, by their report: those on a server, and those in a browser. */
const REAL_SUITES = { real: '.real.test.ts', browser: '.browser.test.ts' };

/** Suites that need a server, or a browser, which a plain machine does not have. */
export const isRealSuite = (file: string): boolean =>
  Object.values(REAL_SUITES).some(ending => file.endsWith(ending));

function parseReport(root: string, name: string): Report | undefined {
  const file = join(root, 'reports', `${name}.json`);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** Whether something was committed after the last whole run had begun. */
export function isReportOld(root: string): boolean {
  const { startTime = Number.POSITIVE_INFINITY } = parseReport(root, 'unit') ?? {};
  return startTime < 1000 * Number(git(root, 'log', '-1', '--format=%ct') ?? 0);
}

function readReport(root: string, name: string): TestResult[] | undefined {
  const { testResults: suites = [] } = parseReport(root, name) ?? {};
  // A run that found no test, such as one of a named file, says nothing.
  if (suites.length === 0) return undefined;
  return suites.flatMap(suite =>
    suite.assertionResults.map(({ title, status }) => ({
      file: relative(root, suite.name),
      title,
      outcome: status === 'passed' || status === 'failed' ? status : 'skipped',
    })),
  );
}

/** The titles that end with a scenario's name, read from the source of the suites that did not run. */
function titlesInSource(root: string, ending: string): TestResult[] {
  return trackedFiles(root, `*${ending}`).flatMap(file =>
    Array.from(
      readFileSync(join(root, file), 'utf8').matchAll(
        /(['"`])(?<title>[^\n]*?\[[\w-]+\/[^\]\n]+\])\1/g,
      ),
      ({ groups }) => ({ file, title: groups?.title ?? '', outcome: 'not run' }),
    ),
  );
}

/** All tests of the last whole run; nothing when there was none. */
export function testResults(root: string): TestResult[] | undefined {
  return readReport(root, 'unit')?.concat(
    Object.entries(REAL_SUITES).flatMap(
      ([name, ending]) => readReport(root, name) ?? titlesInSource(root, ending),
    ),
  );
}
