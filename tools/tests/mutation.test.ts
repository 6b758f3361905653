import { expect, test } from 'vitest';
import { readMutationArguments, strykerSettings } from './mutation.ts';
import { mutationAreas } from './mutation-areas.ts';
import { formatScores, isKept, type StrykerReport, scoreOf } from './mutation-report.ts';

const fault = (status: string, line: number, replacement = 'true') => ({
  mutatorName: 'ConditionalExpression',
  replacement,
  status,
  location: { start: { line, column: 5 } },
});

const report = (...statuses: string[]): StrykerReport => ({
  files: { 'src/merge.ts': { mutants: statuses.map((status, index) => fault(status, index + 1)) } },
});
const many = (status: string, count: number) => Array.from({ length: count }, () => status);

test('an area at the floor and one below it', () => {
  const kept = scoreOf('load', report(...many('Killed', 84), 'Timeout', ...many('Survived', 15)));
  const broken = scoreOf('compat', report(...many('Killed', 84), ...many('Survived', 16)));

  expect([isKept(kept), isKept(broken)]).toEqual([true, false]);
  expect(formatScores([kept, broken]).split('\n').slice(-3)).toEqual([
    'ok     load: 85.0 % of 100 faults noticed, 15 survived; the floor is 85 %',
    'FAILED compat: 84.0 % of 100 faults noticed, 16 survived; the floor is 85 %',
    '',
  ]);
});

test('what could not be tried does not count, and an area without faults fails', () => {
  expect(scoreOf('load', report('Killed', 'RuntimeError', 'Ignored'))).toMatchObject({
    planted: 1,
    percent: 100,
  });
  expect(isKept(scoreOf('load', report()))).toBe(false);
});

test('survivors with place and replacement', () => {
  const long = `if (a) {\n  ${'b'.repeat(80)}\n}`;

  expect(
    scoreOf('load', {
      files: {
        'src/merge.ts': { mutants: [fault('Survived', 9)] },
        'src/include.ts': { mutants: [fault('Killed', 3), fault('Survived', 4, long)] },
      },
    }).survivors,
  ).toEqual([
    `src/include.ts:4:5 ConditionalExpression: if (a) { ${'b'.repeat(51)}…`,
    'src/merge.ts:9:5 ConditionalExpression: true',
  ]);
});

test('a fault without a test', () => {
  expect(scoreOf('load', report('Killed', 'NoCoverage'))).toEqual({
    area: 'load',
    planted: 2,
    percent: 50,
    survivors: ['src/merge.ts:2:5 ConditionalExpression: true (no test runs it)'],
  });
});

test('no name means all areas, a name means that one', () => {
  expect(readMutationArguments([])).toEqual({
    areas: Object.keys(mutationAreas),
    onlyReport: false,
  });
  expect(readMutationArguments(['compat', '--report'])).toEqual({
    areas: ['compat'],
    onlyReport: true,
  });
  expect(() => readMutationArguments(['merge'])).toThrow(
    'There is no area "merge". There are: load, migrate, compat, reconcile, ',
  );
});

test('an area’s files are mutated, without tests', () => {
  expect(strykerSettings({ concurrency: 2 }, 'compat')).toMatchObject({
    concurrency: 2,
    mutate: [
      'packages/config-tools/src/compat/**/*.ts',
      '!**/*.test.ts',
      '!**/*.fixture.ts',
      '!**/*.d.ts',
    ],
    jsonReporter: { fileName: 'reports/mutation/compat.json' },
  });
});
