import { expect, test } from 'vitest';
import { repositoryRoot } from '../common/problem.ts';
import { addFiles, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { needsBuild, unitTestFiles } from './needs-build.ts';

const file = 'packages/one/src/a.test.ts';

test.each([
  ['starts a program', "import { spawn } from 'node:child_process';"],
  ['starts a worker', "import { Worker } from 'node:worker_threads';"],
  ['bundles', "const { rolldown } = await import('rolldown');"],
  ['compiles', "import ts from 'typescript';"],
  ['names a built file', "const built = join(root, 'dist/index.js');"],
])('a test that %s needs the build', (_, text) => {
  const root = scratchFolder({ [file]: text });
  expect(needsBuild(root, file)).toBe(true);
});

test('a test needs what its fixtures need, also through one that they import', () => {
  const root = scratchFolder({
    [file]: "import {\n  a,\n} from '../test/a.fixture.ts';\n",
    'packages/one/test/a.fixture.ts': "export { a } from './b.ts';\nimport './a.fixture.ts';\n",
    'packages/one/test/b.ts': "import { spawn } from 'node:child_process';\n",
  });
  expect(needsBuild(root, file)).toBe(true);
});

test('a test of sources needs none, also where a source starts a program', () => {
  const root = scratchFolder({
    [file]: "import { git } from './git.ts';\nimport { join } from 'node:path';\n",
    'packages/one/src/git.ts': "import { spawn } from 'node:child_process';\n",
  });
  expect(needsBuild(root, file)).toBe(false);
});

test('the tests of this repository: those on real servers are none of them, and only some need the build', () => {
  const root = scratchFolder();
  addFiles(root, {
    [file]: '',
    'packages/one/src/b.real.test.ts': '',
    'packages/one/node_modules/b/c.test.ts': '',
  });
  expect(unitTestFiles(root)).toEqual([file]);

  const files = unitTestFiles(repositoryRoot);
  expect(files).toContain('tools/tests/needs-build.test.ts');
  const needing = files.filter(each => needsBuild(repositoryRoot, each));
  expect(needing).toContain('packages/config-tools/src/command/check.test.ts');
  expect(needing).not.toContain('packages/kagenti-client/src/config/read-app-config.test.ts');
});
