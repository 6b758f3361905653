import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatProblem } from '../common/problem.ts';
import { addFiles, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { apiReportProblems, writeApiReports } from './api-reports.ts';

/** A repository with one built package of two entry points. */
function builtPackage(): string {
  return scratchFolder({
    'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
    'packages/one/package.json': JSON.stringify({
      name: '@scope/one',
      version: '0.1.0',
      exports: {
        '.': { types: './dist/index.d.ts' },
        './config': { types: './dist/config/index.d.ts' },
        './package.json': './package.json',
      },
    }),
    'packages/one/tsconfig.json': JSON.stringify({
      compilerOptions: { module: 'nodenext' },
      include: ['dist'],
    }),
    'packages/one/dist/index.d.ts': '/** A. */\nexport declare const a: number;\n',
    'packages/one/dist/config/index.d.ts': '/** B. */\nexport declare const b: number;\n',
  });
}

const problemsOf = (root: string) => apiReportProblems(root).map(formatProblem);

test('a package without reports', () => {
  expect(problemsOf(builtPackage())).toEqual([
    'packages/one/report.api.md: The report is missing. Run `npm run api` and commit it.',
    'packages/one/report.config.api.md: The report is missing. Run `npm run api` and commit it.',
  ]);
});

test('a type changed after the report was written', () => {
  const root = builtPackage();
  writeApiReports(root);
  addFiles(root, {
    'packages/one/dist/index.d.ts': '/** A. */\nexport declare const a: string;\n',
  });

  expect(problemsOf(root)).toEqual([
    expect.stringMatching(
      /^packages\/one\/report\.api\.md:\d+: The public API changed and its report did not: "export const a: number;" is now "export const a: string;"\. If that is meant, run `npm run api`/,
    ),
  ]);
});

test('the reports were written, one for each entry point', () => {
  const root = builtPackage();
  writeApiReports(root);

  expect(problemsOf(root)).toEqual([]);
  expect(readFileSync(join(root, 'packages/one/report.config.api.md'), 'utf8')).toContain(
    'export const b: number;',
  );
});
