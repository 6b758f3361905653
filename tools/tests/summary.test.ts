import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';

const summary = fileURLToPath(import.meta.resolve('./summary.mjs'));

/** What the summary says of these phases and reports. */
function summaryOf(
  phases: Record<string, number>,
  reports: Record<string, unknown> = {},
  texts: Record<string, string> = {},
) {
  const lines = Object.entries(phases).map(([name, exitCode]) => `${name}\t${exitCode}\n`);
  const folder = scratchFolder({
    ...texts,
    'phases.tsv': lines.join(''),
    ...Object.fromEntries(
      Object.entries(reports).map(([file, report]) => [file, JSON.stringify(report)]),
    ),
  });
  const { status, stdout } = spawnSync(process.execPath, [summary, folder], { encoding: 'utf8' });
  return { status, lines: stdout.trimEnd().split('\n') };
}

const suite = (name: string, ...statuses: readonly string[]) => ({
  name,
  status: statuses.includes('failed') ? 'failed' : 'passed',
  assertionResults: statuses.map((status, index) => ({ title: `test ${index}`, status })),
});

test('tests, checks and phases are added up', () => {
  expect(
    summaryOf(
      { 'set-up': 0, tests: 0, real: 0, check: 0 },
      {
        'unit.json': { testResults: [suite('a.test.ts', 'passed', 'passed', 'skipped')] },
        'real.json': { testResults: [suite('a.real.test.ts', 'passed')] },
        'browser.json': { testResults: [suite('a.test.ts', 'passed')] },
        'checks.json': [{ name: 'lint', passed: true }],
      },
    ),
  ).toEqual({ status: 0, lines: ['6 passed, 0 failed, 1 skipped'] });
});

test('the tests crashed before they wrote their report', () => {
  expect(summaryOf({ 'set-up': 0, tests: 1 })).toEqual({
    status: 1,
    lines: ['FAILED phase tests: it left no unit.json', '1 passed, 1 failed, 0 skipped'],
  });
});

test('the suites in a browser did not run', () => {
  const report = { testResults: [suite('a.real.test.ts', 'passed')] };

  expect(summaryOf({ real: 0 }, { 'real.json': report }).lines).toEqual([
    'FAILED phase real: it left no browser.json',
    '1 passed, 1 failed, 0 skipped',
  ]);
});

test('a file of tests could not be loaded', () => {
  const report = { testResults: [{ ...suite('a.test.ts'), status: 'failed' }] };

  expect(summaryOf({ tests: 1 }, { 'unit.json': report }).lines).toEqual([
    'FAILED a.test.ts: the suite',
    '0 passed, 1 failed, 0 skipped',
  ]);
});

test('a test, a check and a phase failed', () => {
  expect(
    summaryOf(
      { demo: 1, tests: 1, check: 1 },
      {
        'unit.json': { testResults: [suite('a.test.ts', 'passed', 'failed')] },
        'checks.json': [
          { name: 'lint', passed: false, said: 'a.ts:1: no' },
          { name: 'types', passed: true },
        ],
      },
    ),
  ).toEqual({
    status: 1,
    lines: [
      'FAILED phase demo',
      'FAILED a.test.ts: test 1',
      'FAILED check lint',
      '       a.ts:1: no',
      '2 passed, 3 failed, 0 skipped',
    ],
  });
});

test('what a failed test and a failed phase said', () => {
  const failed = {
    title: 'adds up',
    status: 'failed',
    failureMessages: ['AssertionError: expected 3 to be 2\n    at sum.test.ts:4:1'],
  };
  const report = {
    testResults: [{ name: 'sum.test.ts', status: 'failed', assertionResults: [failed] }],
  };

  expect(
    summaryOf(
      { 'demo on Keycloak': 1, tests: 1 },
      { 'unit.json': report },
      { 'end-of-demo-on-Keycloak.txt': 'Keycloak did not start.\n\n' },
    ).lines,
  ).toEqual([
    'FAILED phase demo on Keycloak',
    '       Keycloak did not start.',
    'FAILED sum.test.ts: adds up',
    '       AssertionError: expected 3 to be 2',
    '0 passed, 2 failed, 0 skipped',
  ]);
});

test('a run without a failed test ended badly', () => {
  const report = { testResults: [suite('a.test.ts', 'passed')] };

  expect(summaryOf({ tests: 1 }, { 'unit.json': report })).toEqual({
    status: 1,
    lines: ['FAILED phase tests: it ended with 1', '1 passed, 1 failed, 0 skipped'],
  });
});
