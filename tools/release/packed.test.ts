import { expect, test } from 'vitest';
import { formatProblem } from '../common/problem.ts';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';
import { packedProblems } from './packed.ts';

/** The manifest of a good package, with more in it. */
function manifestWith(more: object = {}): string {
  return JSON.stringify({
    name: '@scope/one',
    version: '0.1.0',
    license: 'Apache-2.0',
    type: 'module',
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
    files: ['dist', 'CHANGELOG.md'],
    ...more,
  });
}

/** A workspace that is never published. */
const internalWorkspace = {
  'packages/internal/package.json': JSON.stringify({ name: '@scope/internal', private: true }),
};

/** What the check says of a good package in which these files are other ones; an empty text leaves a file out. */
function problemsOf(changes: Record<string, string> = {}): string[] {
  const files = {
    'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
    'packages/one/package.json': manifestWith(),
    'packages/one/README.md': '# One\n',
    'packages/one/CHANGELOG.md': '# @scope/one\n\n## 0.1.0\n\nFirst.\n',
    'packages/one/dist/index.js': 'export const a = 1;\n',
    'packages/one/dist/index.d.ts': 'export declare const a: number;\n',
    ...changes,
  };
  const kept = Object.entries(files).filter(([, text]) => text !== '');
  return packedProblems(scratchFolder(Object.fromEntries(kept))).map(formatProblem);
}

test('a package that is whole passes', () => {
  expect(problemsOf()).toEqual([]);
});

test('the code of an entry point is not packed', () => {
  expect(problemsOf({ 'packages/one/dist/index.js': '' }).join('\n')).toMatch(
    /^packages\/one: [\s\S]*exports\["\."\]\.default is \.\/dist\/index\.js but the file does not exist/,
  );
});

test('the types of an entry point import a file that is not packed', () => {
  const types = "export type { Gone } from './gone.ts';\n";

  expect(problemsOf({ 'packages/one/dist/index.d.ts': types }).join('\n')).toMatch(
    /^packages\/one: [\s\S]*"@scope\/one"\n\nnode16 \(from ESM\): Internal resolution error/,
  );
});

test('neither README nor CHANGELOG', () => {
  expect(problemsOf({ 'packages/one/README.md': '', 'packages/one/CHANGELOG.md': '' })).toEqual([
    'packages/one/README.md: @scope/one is packed without it. Write it, and name it in "files" of package.json.',
    'packages/one/CHANGELOG.md: @scope/one is packed without it. Write it, and name it in "files" of package.json.',
  ]);
});

test('a CHANGELOG that stops before the version', () => {
  expect(problemsOf({ 'packages/one/CHANGELOG.md': '# @scope/one\n\n## 0.0.9\n' })).toEqual([
    'packages/one/CHANGELOG.md: It has no heading "## 0.1.0", the version in package.json.',
  ]);
});

test.each([
  ['index.js', "export { a } from '@scope/internal/a';\n"],
  ['index.d.ts', "export declare const a: import('@scope/internal/a').A;\n"],
])('%s that names a private workspace', (file, text) => {
  expect(problemsOf({ ...internalWorkspace, [`packages/one/dist/${file}`]: text })).toContain(
    `packages/one/dist/${file}: It names @scope/internal, which is never published. Bundle its code, declare its types in @scope/one, and keep it in devDependencies.`,
  );
});

test.each(['dependencies', 'peerDependencies', 'optionalDependencies'])(
  '%s with a private workspace',
  kind => {
    const manifest = manifestWith({ [kind]: { '@scope/internal': '0.0.0' } });

    expect(problemsOf({ ...internalWorkspace, 'packages/one/package.json': manifest })).toContain(
      'packages/one/package.json: It names @scope/internal, which is never published. Bundle its code, declare its types in @scope/one, and keep it in devDependencies.',
    );
  },
);

test('a private workspace among the devDependencies, and a longer name, pass', () => {
  expect(
    problemsOf({
      ...internalWorkspace,
      'packages/one/package.json': manifestWith({
        devDependencies: { '@scope/internal': '0.0.0' },
      }),
      'packages/one/dist/index.js': "export const a = '@scope/internal-api';\n",
    }),
  ).toEqual([]);
});
