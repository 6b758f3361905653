import { expect, test } from 'vitest';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';
import { unitPlan } from './unit-suites.ts';

/** The plan in a repository with these tests, of which one starts a program. */
function planOf(given: readonly string[]) {
  const root = scratchFolder({
    'packages/one/src/plain.test.ts': '',
    'packages/one/src/command.test.ts': "import { spawn } from 'node:child_process';\n",
    'tools/checks/plain.test.ts': '',
  });
  return unitPlan(root, given);
}

const withoutServers = ['--project=!real*', '--project=!browser'];
const report = ['--reporter=json', '--outputFile.json=reports/unit.json'];

test('a run leaves the suites of tools/ out, and one with them writes the report', () => {
  expect(planOf(['--coverage'])).toEqual({
    vitestArguments: ['--coverage', ...withoutServers, '--project=!tools', '--reporter=default'],
    environment: {},
    build: true,
  });
  const whole = {
    vitestArguments: ['--coverage', ...withoutServers, '--reporter=default', ...report],
    build: true,
  };
  expect(planOf(['--tools', '--coverage'])).toEqual({ ...whole, environment: {} });
  expect(planOf(['--full', '--coverage'])).toEqual({
    ...whole,
    environment: { PROPERTY_RUNS: 'full' },
  });
});

test.each([
  [['packages/one/src/plain.test.ts'], false],
  [['packages/one/src/command.test.ts'], true],
  [['packages/one'], true],
  [['tools/checks/plain.test.ts', '-t', 'a title'], false],
  [['-t', 'a title'], true],
])('named files %j: the packages are built first: %s', (given, build) => {
  expect(planOf(given)).toEqual({
    vitestArguments: [...given, ...withoutServers, '--reporter=default'],
    environment: {},
    build,
  });
});

test('a named file with all its cases', () => {
  expect(planOf(['--full', 'packages/one/src/plain.test.ts'])).toMatchObject({
    environment: { PROPERTY_RUNS: 'full' },
    vitestArguments: expect.not.arrayContaining(['--full', report[0]]),
  });
});
