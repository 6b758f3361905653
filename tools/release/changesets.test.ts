import { expect, test } from 'vitest';
import { formatProblem } from '../common/problem.ts';
import { addFiles, commitAll, git, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { changesetProblems } from './changesets.ts';

const manifest = (version: string) =>
  JSON.stringify({ name: '@scope/one', version, files: ['dist', 'schema'] }, undefined, 2);

/** A repository whose one package was created at 0.1.0. */
function newPackage(): string {
  const root = scratchFolder({
    'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
    'packages/one/package.json': manifest('0.1.0'),
    'packages/one/src/index.ts': '',
  });
  commitAll(root);
  return root;
}

/** A repository whose one package was then released as 0.2.0. */
function releasedPackage(): string {
  const root = newPackage();
  addFiles(root, { 'packages/one/package.json': manifest('0.2.0') });
  commitAll(root);
  return root;
}

const problemsOf = (root: string) => changesetProblems(root).map(formatProblem);

const reported = [
  'packages/one: @scope/one changed since 0.2.0 and no changeset names it. Run `npx changeset`. Changed: packages/one/src/index.ts.',
];

test.each(['committed', 'not yet committed'])('a change after a release, %s', when => {
  const root = releasedPackage();
  expect(problemsOf(root)).toEqual([]);
  addFiles(root, { 'packages/one/src/index.ts': 'export const a = 1;\n' });
  if (when === 'committed') {
    commitAll(root);
  }

  expect(problemsOf(root)).toEqual(reported);
});

test('a new file after the first version was released by its tag', () => {
  const root = newPackage();
  git(root, 'tag', '@scope/one@0.1.0');
  addFiles(root, { 'packages/one/schema/a.json': '{}' });

  expect(problemsOf(root)).toEqual([
    'packages/one: @scope/one changed since 0.1.0 and no changeset names it. Run `npx changeset`. Changed: packages/one/schema/a.json.',
  ]);
});

test('a rule that is bundled into the package changed, and one that is not', () => {
  const root = newPackage();
  addFiles(root, {
    'packages/one/package.json': manifest('0.2.0'),
    'packages/one/src/index.ts': "import { a } from '@rhdh-boost/internal/used';\n",
    'packages/internal/package.json': JSON.stringify({ name: 'internal', private: true }),
    'packages/internal/src/used.ts': '',
    'packages/internal/src/other.ts': '',
  });
  commitAll(root);
  addFiles(root, { 'packages/internal/src/other.ts': 'export const b = 1;\n' });
  expect(problemsOf(root)).toEqual([]);

  addFiles(root, { 'packages/internal/src/used.ts': 'export const a = 1;\n' });

  expect(problemsOf(root)).toEqual([
    'packages/one: @scope/one changed since 0.2.0 and no changeset names it. Run `npx changeset`. Changed: packages/internal/src/used.ts.',
  ]);
});

test('a package that is bundled into a command changed, or a rule that is bundled into it', () => {
  const root = newPackage();
  addFiles(root, {
    'packages/one/package.json': JSON.stringify({
      ...JSON.parse(manifest('0.2.0')),
      devDependencies: { '@scope/two': '1.0.0', '@scope/three': '1.0.0' },
    }),
    'packages/one/src/index.ts': "import { a } from '@scope/two/part';\n",
    'packages/one/src/index.test.ts': "import '@scope/three';\n",
    'packages/two/package.json': JSON.stringify({ name: '@scope/two', version: '1.0.0' }),
    'packages/two/src/index.ts': "import '@rhdh-boost/internal/used';\n",
    'packages/three/package.json': JSON.stringify({ name: '@scope/three', version: '1.0.0' }),
    'packages/three/src/index.ts': '',
    'packages/internal/package.json': JSON.stringify({ name: 'internal', private: true }),
    'packages/internal/src/used.ts': '',
  });
  commitAll(root);
  addFiles(root, {
    'packages/internal/src/used.ts': 'export const a = 1;\n',
    'packages/two/src/index.ts': "import '@rhdh-boost/internal/used';\nexport const a = 1;\n",
    'packages/two/src/index.test.ts': '',
    'packages/three/src/index.ts': 'export const b = 1;\n',
  });

  expect(problemsOf(root)[0]).toMatch(
    /^packages\/one: .* Changed: packages\/internal\/src\/used\.ts, packages\/two\/src\/index\.ts\.$/,
  );
});

test('the changeset is there', () => {
  const root = releasedPackage();
  addFiles(root, {
    'packages/one/src/index.ts': 'export const a = 1;\n',
    '.changeset/a-is-one.md': "---\n'@scope/one': minor\n---\n\nThere is an `a`.\n",
  });

  expect(problemsOf(root)).toEqual([]);
});

test.each([
  ['is not closed', "---\n'@scope/one': minor\n", 1, 'has no head that names packages'],
  ['is not there', 'There is an `a`.\n', 1, 'has no head that names packages'],
  ['has an open quote', "---\n'@scope/one: minor\n---\n\nA.\n", 2, "'s head is no YAML"],
  [
    'names a package twice',
    "---\r\n'@scope/one': minor\r\n'@scope/one': patch\r\n---\r\n",
    3,
    "'s head is no YAML",
  ],
  ['is a list', '---\n- "@scope/one"\n---\n', 2, "'s head gives no step to each package"],
  ['gives no step', "---\n'@scope/one':\n---\n", 2, "'s head gives no step to each package"],
])('a changeset whose head %s', (_, text, line, what) => {
  const root = releasedPackage();
  addFiles(root, { '.changeset/a.md': text, 'packages/one/src/index.ts': 'export {};\n' });
  const separator = what.startsWith("'") ? '' : ' ';
  expect(problemsOf(root)).toEqual([
    `.changeset/a.md:${line}: The changeset${separator}${what}. Write it between two lines \`---\`, with a line for each package: \`'@rhdh-boost/name': minor\`.`,
    ...reported,
  ]);
});

test('a changeset of no package, and a line in its text', () => {
  const root = releasedPackage();
  addFiles(root, { '.changeset/a.md': '---\n---\n\nNothing.\n\n---\n\n: [\n' });
  expect(problemsOf(root)).toEqual([]);
});

test('a first version changes after its CHANGELOG', () => {
  const root = newPackage();
  addFiles(root, {
    'packages/one/CHANGELOG.md': '## 0.1.0\n',
    'packages/one/src/index.ts': 'export const a = 1;\n',
  });
  commitAll(root);
  expect(problemsOf(root)).toEqual([]);

  addFiles(root, { 'packages/one/src/index.ts': 'export const b = 1;\n' });
  expect(problemsOf(root)).toEqual([
    'packages/one: @scope/one changed since 0.1.0 and no changeset names it. Run `npx changeset`. Changed: packages/one/src/index.ts.',
  ]);
});

test('a package of the first version, without CHANGELOG and release tag', () => {
  const root = newPackage();
  addFiles(root, { 'packages/one/src/index.ts': 'export const a = 1;\n' });
  commitAll(root);

  expect(problemsOf(root)).toEqual([]);
});

test('a test, a fixture and the API report changed', () => {
  const root = releasedPackage();
  addFiles(root, {
    'packages/one/src/a.test.ts': '',
    'packages/one/src/fixtures/a.json': '',
    'packages/one/test/server.ts': '',
    'packages/one/report.api.md': '',
    'packages/one/CHANGELOG.md': '',
  });
  commitAll(root);

  expect(problemsOf(root)).toEqual([]);
});

test('a clone of the last commit alone', () => {
  const clone = scratchFolder();
  git(clone, 'clone', '--quiet', '--depth=1', `file://${releasedPackage()}`, 'clone');

  expect(problemsOf(`${clone}/clone`)).toEqual([
    'This clone lacks the history that tells what changed since a release. Run `git fetch --unshallow --tags`; with actions/checkout, set `fetch-depth: 0`.',
  ]);
});
