import { expect, test } from 'vitest';
import { consumerFiles, releasePlan } from './release-plan.ts';

const specifiers = ['@scope/one', '@scope/one/config'];
const examples = [{ file: 'packages/one/README.md', line: 8, code: '', runs: true }];

test('each entry point is imported and required on each Node, each example and each command is run there', () => {
  const titles = releasePlan(specifiers, examples, ['one']).map(({ title }) => title);

  expect(titles.filter(title => title.endsWith('node-22'))).toEqual([
    'import @scope/one on node-22',
    'require @scope/one on node-22',
    'import @scope/one/config on node-22',
    'require @scope/one/config on node-22',
    'run packages/one/README.md:8 on node-22',
    'one --help on node-22',
    'one --version on node-22',
  ]);
  expect(titles.filter(title => /node-2[46]$/.test(title))).toHaveLength(14);
});

test('each TypeScript checks the project, the oldest without its CommonJS part', () => {
  const checks = releasePlan(specifiers, examples, ['one']).filter(
    ({ kind }) => kind === 'typescript',
  );

  expect(checks.map(({ tool, args }) => [tool, args.at(-1)])).toEqual([
    ['typescript-5.5', 'tsconfig.import.json'],
    ['typescript-5.9', 'tsconfig.json'],
    ['typescript-6.0', 'tsconfig.json'],
    ['typescript-7.0', 'tsconfig.json'],
  ]);
});

test('the project names the entry points and nothing of the repository', () => {
  const files = consumerFiles(specifiers);

  expect(files['imports.mts']).toContain("import * as entry1 from '@scope/one/config';");
  expect(files['requires.cts']).toContain("import entry0 = require('@scope/one');");
  expect(JSON.parse(files['package.json'] ?? '')).toEqual({
    name: 'consumer',
    private: true,
    type: 'module',
  });
});
