import { expect, test } from 'vitest';
import { formatProblem } from '../common/problem.ts';
import { commitAll, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { importProblems } from './imports.ts';

/** What the check says of a repository with one package and one file. */
function problemsOf(
  packageName: string,
  file: string,
  text: string,
  dependencies = {},
  devDependencies = {},
): string[] {
  const root = scratchFolder({
    'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
    'packages/one/package.json': JSON.stringify({
      name: packageName,
      version: '0.1.0',
      dependencies,
      devDependencies,
    }),
    [`packages/one/src/${file}`]: text,
  });
  commitAll(root);
  return importProblems(root).map(formatProblem);
}

test('zod without a dependency on it', () => {
  const text = "import { a } from './a.ts';\nimport { z } from 'zod/v4';\n";

  expect(problemsOf('@rhdh-boost/config-schema', 'index.ts', text, { zod: '^4.0.0' })).toEqual([]);
  expect(problemsOf('@rhdh-boost/config-schema', 'index.ts', text)).toEqual([
    'packages/one/src/index.ts:2: "zod" is not among the dependencies of packages/one/package.json. Add it there.',
  ]);
});

test('a test may import what is not a dependency', () => {
  const text = "import { test } from 'vitest';\n";

  expect(problemsOf('@rhdh-boost/config-schema', 'index.test.ts', text)).toEqual([]);
});

test('a devDependency in code that is bundled with it', () => {
  const text = "import { Command } from 'commander';\n";
  const problems = (file: string, devDependencies: Record<string, string>) =>
    problemsOf('@rhdh-boost/config-tools', file, text, {}, devDependencies);

  expect(problems('command/program.ts', { commander: '15.0.0' })).toEqual([]);
  expect(problems('command/program.ts', {})).toHaveLength(1);
  expect(problems('check/check.ts', { commander: '15.0.0' })).toHaveLength(1);
});

test('a rule of the private workspace needs a devDependency and no dependency', () => {
  const text = "export { nearestName } from '@rhdh-boost/internal/nearest-name';\n";
  const declared = { '@rhdh-boost/internal': '0.0.0' };
  const problems = (dependencies: object, devDependencies: object) =>
    problemsOf('@rhdh-boost/testkit', 'index.ts', text, dependencies, devDependencies);

  expect(problems({}, declared)).toEqual([]);
  for (const [dependencies, devDependencies] of [
    [{}, {}],
    [declared, {}],
    [declared, declared],
  ] as const) {
    expect(problems(dependencies, devDependencies)).toEqual([
      'packages/one/src/index.ts:1: "@rhdh-boost/internal" is bundled and never published. Name it in the devDependencies of packages/one/package.json, and only there.',
    ]);
  }
});

test('the client imports the token manager outside of its config subpath', () => {
  const dependencies = { '@rhdh-boost/token-manager': '^0.1.0' };
  const text = "export { KeycloakTokenManager } from '@rhdh-boost/token-manager';\n";

  expect(problemsOf('@rhdh-boost/kagenti-client', 'config/index.ts', text, dependencies)).toEqual(
    [],
  );
  expect(problemsOf('@rhdh-boost/kagenti-client', 'index.ts', text, dependencies)).toEqual([
    'packages/one/src/index.ts:1: "@rhdh-boost/token-manager" may not be imported here: tools/checks/import-rules.ts allows @rhdh-boost/internal, @rhdh-boost/kagenti-contract.',
  ]);
});

test('the file system in config-schema', () => {
  const text = "\nconst { readFileSync } = await import('node:fs');\n";

  expect(problemsOf('@rhdh-boost/token-manager', 'file.ts', text)).toEqual([]);
  expect(problemsOf('@rhdh-boost/config-schema', 'file.ts', text)).toEqual([
    `packages/one/src/file.ts:2: "node:fs" is a module of Node's, and @rhdh-boost/config-schema also runs in a browser. Let the caller do it.`,
  ]);
});

test('a test reaches into the source of another package', () => {
  const byPath = "import { a } from '../../two/src/a.ts';\n";
  const byName = "import { a } from '@rhdh-boost/testkit/src/a.ts';\n";

  expect(problemsOf('@rhdh-boost/token-manager', 'a.test.ts', byPath)).toEqual([
    'packages/one/src/a.test.ts:1: "../../two/src/a.ts" leads out of @rhdh-boost/token-manager. Import the other package by its name.',
  ]);
  expect(problemsOf('@rhdh-boost/token-manager', 'a.test.ts', byName)).toEqual([
    'packages/one/src/a.test.ts:1: "@rhdh-boost/testkit/src/a.ts" is the source of another package. Import "@rhdh-boost/testkit" or one of its subpaths.',
  ]);
});

test('a new package', () => {
  expect(problemsOf('@rhdh-boost/new', 'index.ts', '')).toEqual([
    'packages/one/package.json: @rhdh-boost/new has no row in tools/checks/import-rules.ts. Add one that says what it may import.',
  ]);
});

/** What the check reports for a package with these files in `src`. */
function cyclesOf(files: Record<string, string>): string[] {
  const root = scratchFolder({
    'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
    'packages/one/package.json': JSON.stringify({
      name: '@rhdh-boost/token-manager',
      version: '0.1.0',
    }),
    ...Object.fromEntries(
      Object.entries(files).map(([file, text]) => [`packages/one/src/${file}`, text]),
    ),
  });
  commitAll(root);
  return importProblems(root).map(formatProblem);
}

test('three folders import values in a cycle, one by a late import', () => {
  const problems = cyclesOf({
    'errors/error.ts': "import { b } from '../access/b.ts';\n",
    'access/b.ts': "\nexport { c } from '../sending/deep/c.ts';\n",
    'sending/deep/c.ts': "export const c = async () => import('../../errors/error.ts');\n",
  });

  expect(problems).toEqual([
    'packages/one/src/access/b.ts:2: folders of packages/one/src import values in a cycle, access -> sending -> errors -> access: access/b.ts:2 imports sending/deep/c.ts; sending/deep/c.ts:1 imports errors/error.ts; errors/error.ts:1 imports access/b.ts. Move what both need to the lower folder, or pass it as a parameter.',
  ]);
});

test('a file of src itself closes a cycle', () => {
  const files = {
    'core.ts': "import { a } from './sending/a.ts';\n",
    'sending/a.ts': "import { core } from '../core.ts';\n",
  };

  expect(cyclesOf(files)).toEqual([expect.stringContaining('core.ts -> sending -> core.ts')]);
  expect(cyclesOf({ ...files, 'sending/a.ts': "import { isA } from '../is-a.ts';\n" })).toEqual([]);
});

test.each([
  ['an import of types', "import type { A } from '../one/a.ts';\n"],
  ['an import of names that are types', "import { type A, type B } from '../one/a.ts';\n"],
  ['an export of types', "export type { A } from '../one/a.ts';\n"],
  ['an export of names that are types', "export { type A } from '../one/a.ts';\n"],
])('%s back is no cycle', (_what, text) => {
  expect(cyclesOf({ 'one/a.ts': "import { b } from '../two/b.ts';\n", 'two/b.ts': text })).toEqual(
    [],
  );
});

test('a test that closes a cycle is none of the layers', () => {
  const files = {
    'one/a.ts': "import { b } from '../two/b.ts';\n",
    'two/b.test.ts': "import { a } from '../one/a.ts';\n",
  };

  expect(cyclesOf(files)).toEqual([]);
});
