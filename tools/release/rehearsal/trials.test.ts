import { expect, test } from 'vitest';
import { trialsOf } from './trials.ts';

test('each entry point is imported and required, each example and each command is run', () => {
  const trials = trialsOf({
    specifiers: ['@scope/one', '@scope/one/config'],
    examples: [{ file: 'packages/one/README.md', line: 8, code: '', runs: true }],
    commands: ['one'],
    commandLines: [{ line: 'one check app-config.yaml', code: 1 }],
  });

  expect(trials.map(({ title }) => title)).toEqual([
    'import @scope/one',
    'require @scope/one',
    'import @scope/one/config',
    'require @scope/one/config',
    'run packages/one/README.md:8',
    'one --help',
    'one --version',
    'one check app-config.yaml',
  ]);
});
