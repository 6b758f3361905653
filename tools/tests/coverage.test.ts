import { expect, test } from 'vitest';
import { formatProblem } from '../shared/problem.ts';
import { addFiles, scratchFolder } from '../shared/scratch-folder.fixture.ts';
import { coverageOf, coverageProblems, coverageTable } from './coverage.ts';

/** A file of so many lines, one statement each, and one branch of two ways. */
const fileCoverage = (runs: readonly number[], ways: readonly number[]) => ({
  statementMap: Object.fromEntries(runs.map((_, index) => [index, { start: { line: index + 1 } }])),
  s: Object.fromEntries(runs.entries()),
  b: { 0: ways },
});

/** A repository with one package, and coverage of these files of it. */
function repository(files: Record<string, ReturnType<typeof fileCoverage>>): string {
  const root = scratchFolder({
    'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
    'packages/one/package.json': JSON.stringify({ name: 'one', version: '0.1.0' }),
  });
  addRun(root, 'unit', files);
  return root;
}

function addRun(
  root: string,
  run: string,
  files: Record<string, ReturnType<typeof fileCoverage>>,
): void {
  const entries = Object.entries(files).map(([file, coverage]) => [
    `${root}/packages/one/src/${file}`,
    coverage,
  ]);
  addFiles(root, {
    [`coverage/${run}/coverage-final.json`]: JSON.stringify(Object.fromEntries(entries)),
  });
}

const problemsOf = (root: string) => coverageProblems(coverageOf(root) ?? []).map(formatProblem);

test('lines and branches below their floors [developer-tooling/Package below a floor is reported]', () => {
  const root = repository({
    'good.ts': fileCoverage([1, 1, 1, 1], [1, 1]),
    'bad.ts': fileCoverage([1, 0], [1, 0]),
  });

  expect(problemsOf(root)).toEqual([
    'packages/one: The tests cover 83.3 % of the lines; the floor is 90 %. Most are missing in packages/one/src/bad.ts (50.0 %).',
    'packages/one: The tests cover 75.0 % of the branches; the floor is 85 %. Most are missing in packages/one/src/bad.ts (50.0 %).',
  ]);
});

test('a suite on real parts covers the rest [developer-tooling/Package below a floor is reported]', () => {
  const root = repository({ 'real.ts': fileCoverage([1, 0], [1, 0]) });
  addRun(root, 'real', { 'real.ts': fileCoverage([0, 3], [0, 1]) });

  expect(problemsOf(root)).toEqual([]);
});

test('each file has its line [developer-tooling/Coverage is listed file by file]', () => {
  const root = repository({
    'a.ts': fileCoverage([1, 1], [1, 1]),
    'b.ts': fileCoverage([1, 0], [0, 0]),
  });

  const table = coverageTable(coverageOf(root) ?? []).replaceAll(/ {2,}/g, ' ');

  expect(table.split('\n')).toEqual([
    'packages/one lines 75.0 % branches 50.0 %',
    ' src/a.ts lines 100.0 % branches 100.0 %',
    ' src/b.ts lines 50.0 % branches 0.0 %',
    '',
  ]);
});

test('a package that the report does not have [developer-tooling/Package without coverage is reported]', () => {
  expect(problemsOf(repository({}))).toEqual([
    'packages/one: No coverage was taken of this package. Does it have tests?',
  ]);
});
