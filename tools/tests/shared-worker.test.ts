import { spawnSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../common/problem.ts';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';

const beginning = "import { expect, test, vi } from 'vitest';\n";

/** Runs these test files one after the other in one process, as vitest.config.ts sets it for the packages. */
function outputOf(files: Readonly<Record<string, string>>) {
  const setup = JSON.stringify(join(repositoryRoot, 'tools/tests/shared-worker.setup.ts'));
  const root = scratchFolder({
    'package.json': JSON.stringify({ type: 'module' }),
    'vitest.config.ts': `export default { test: { isolate: false, maxWorkers: 1, setupFiles: [${setup}] } };`,
    ...files,
  });
  symlinkSync(join(repositoryRoot, 'node_modules'), join(root, 'node_modules'));
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join('node_modules', 'vitest', 'vitest.mjs'), 'run'],
    { cwd: root, encoding: 'utf8', env: { PATH: process.env['PATH'], NO_COLOR: '1' } },
  );
  return { status, output: stdout + stderr };
}

test('each file has our modules and the listeners of the process to itself', () => {
  const counting = `${beginning}import { next } from './counter.ts';
    test('counts', () => {
      expect(next()).toBe(1);
      process.on('SIGINT', () => {});
      expect(process.listenerCount('SIGINT')).toBe(1);
    });`;
  const { status, output } = outputOf({
    'counter.ts': 'let count = 0;\nexport const next = () => (count += 1);\n',
    'a.test.ts': counting,
    'b.test.ts': counting,
  });
  expect(output).toContain('2 passed');
  expect(status).toBe(0);
});

const loading = (copy: number) =>
  `${beginning}test('loads', () => { globalThis.__rest = () => ${copy}; });`;

test('two copies of a library that sets globals may be loaded one after the other', () => {
  const { status, output } = outputOf({ 'a.test.ts': loading(1), 'b.test.ts': loading(2) });
  expect(output).toContain('2 passed');
  expect(status).toBe(0);
});

test('a file that replaces the dispatcher of undici fails', () => {
  const { status, output } = outputOf({
    'a.test.ts': `${beginning}import { fetch } from 'undici';
      test('loads undici', () => expect(fetch).toBeDefined());`,
    'b.test.ts': `${beginning}import { Agent, setGlobalDispatcher } from 'undici';
      test('changes', () => setGlobalDispatcher(new Agent()));`,
  });
  expect(output).toContain('the global Symbol(undici.globalDispatcher');
  expect(status).toBe(1);
});

test.each([
  ['fake timers', 'vi.useFakeTimers();', 'fake timers'],
  ['a variable', "process.env['LEFT'] = 'a secret';", 'the environment variable LEFT'],
  ['a new global', 'globalThis.left = 1;', 'the global left'],
  ['another fetch', 'globalThis.fetch = () => undefined;', 'the global fetch'],
  ['the working folder', "process.chdir('..');", 'the working folder'],
  ['other arguments', "process.argv.push('--left');", 'the arguments of the process'],
  [
    'no trust in certificates',
    "(await import('node:https')).globalAgent.options.rejectUnauthorized = false;",
    'the trust in certificates',
  ],
])('a file that leaves %s behind fails', (_, change, named) => {
  const { status, output } = outputOf({
    'a.test.ts': `${beginning}test('changes', async () => { ${change} });`,
  });
  expect(status).toBe(1);
  expect(output).toContain('This file leaves changes behind for the next one in its process: ');
  expect(output).toContain(named);
  expect(output).not.toContain('a secret');
});
