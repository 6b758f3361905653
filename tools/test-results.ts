// Reads what the test runs left behind: reports/unit.json, reports/real.json and reports/browser.json, in Vitest's JSON.
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { trackedFiles } from './tracked-files.ts';

/** How a test ended; `not run` is one of a suite on real parts of which there is no report. */
export type Outcome = 'passed' | 'failed' | 'skipped' | 'not run';

/** A test as the report has it. */
export interface TestResult {
  readonly file: string;
  readonly title: string;
  readonly outcome: Outcome;
}

interface Report {
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

function readReport(root: string, name: string): TestResult[] | undefined {
  const file = join(root, 'reports', `${name}.json`);
  if (!existsSync(file)) {
    return undefined;
  }
  const report: Report = JSON.parse(readFileSync(file, 'utf8'));
  return report.testResults.flatMap(suite =>
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
