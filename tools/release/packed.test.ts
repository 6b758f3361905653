import { expect, test } from 'vitest';
import { formatProblem } from '../common/problem.ts';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';
import { packedProblems } from './packed.ts';

/** The manifest of a good package, with more in it. */
function manifestWith(more: object = {}): string {
  return JSON.stringify({
    name: '@scope/one',
    version: '0.1.0',
    keywords: ['one'],
    homepage: 'https://example.com/a/b/tree/main/packages/one#readme',
    bugs: { url: 'https://example.com/a/b/issues' },
    license: 'Apache-2.0',
    repository: {
      type: 'git',
      url: 'git+https://example.com/a/b.git',
      directory: 'packages/one',
    },
    type: 'module',
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
    files: ['dist', 'CHANGELOG.md'],
    publishConfig: { access: 'public' },
    ...more,
  });
}

/** A workspace that is never published. */
const internalWorkspace = {
  'packages/internal/package.json': JSON.stringify({ name: '@scope/internal', private: true }),
};

/** What the check says of a good package in which these files are other ones; an empty text leaves a file out. */
function problemsOf(
  changes: Record<string, string> = {},
  limits: Record<string, number> = { '@scope/one': 10_000 },
): string[] {
  const files = {
    'package.json': JSON.stringify({
      workspaces: ['packages/*'],
      repository: { type: 'git', url: 'git+https://example.com/a/b.git' },
    }),
    'packages/one/package.json': manifestWith(),
    'packages/one/README.md': '# One\n',
    'packages/one/CHANGELOG.md': '# @scope/one\n\n## 0.1.0\n\nFirst.\n',
    'packages/one/dist/index.js': 'export const a = 1;\n',
    'packages/one/dist/index.d.ts': 'export declare const a: number;\n',
    ...changes,
  };
  const kept = Object.entries(files).filter(([, text]) => text !== '');
  return packedProblems(scratchFolder(Object.fromEntries(kept)), limits).map(formatProblem);
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

test('a README that says what holds only until the first release', () => {
  const readme =
    '# One\n\n<!-- before the first release -->\nNot on npm.\n<!-- /before the first release -->\n';
  const changelog = '# @scope/one\n';

  expect(problemsOf({ 'packages/one/README.md': readme })).toEqual([
    'packages/one/README.md: @scope/one has a release, and this says what holds only until the first one. Remove the block "before the first release"; `npm run release:version` does.',
  ]);
  expect(
    problemsOf({ 'packages/one/README.md': readme, 'packages/one/CHANGELOG.md': changelog }),
  ).toEqual([]);
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

const wrong = (field: string, value: string) =>
  `packages/one/package.json: "${field}" must be ${value}. Run \`npm run metadata\`.`;

test('missing and wrong metadata is reported', () => {
  const repository = { type: 'git', url: 'git+https://example.com/a/b.git', directory: 'one' };
  const without = { homepage: undefined, bugs: undefined, publishConfig: undefined, keywords: [] };
  const manifest = manifestWith({ ...without, repository });

  expect(problemsOf({ 'packages/one/package.json': manifest })).toEqual([
    wrong('homepage', '"https://example.com/a/b/tree/main/packages/one#readme"'),
    wrong('bugs', '{"url":"https://example.com/a/b/issues"}'),
    wrong(
      'repository',
      '{"type":"git","url":"git+https://example.com/a/b.git","directory":"packages/one"}',
    ),
    wrong('publishConfig', '{"access":"public"}'),
    'packages/one/package.json: It has no "keywords". Add those that a user would search for.',
  ]);
});

test('a root package.json without the repository is reported', () => {
  expect(problemsOf({ 'package.json': '{ "workspaces": ["packages/*"] }' })).toEqual([
    'package.json: It has no "repository" with a "url" such as git+https://HOST/OWNER/NAME.git.',
  ]);
});

test('a link of a README that leaves the package is reported, and one within it or by an address is not', () => {
  const readme =
    '# One\n\n[1](#one) [2](CHANGELOG.md#010) [3](https://example.com/a/b/tree/main/docs)\n[4](../../docs/x.md)\n';

  expect(problemsOf({ 'packages/one/README.md': readme })).toEqual([
    'packages/one/README.md:4: The link "../../docs/x.md" leads to a file that is not packed. Use the repository\'s address, as other links of the file do.',
  ]);
});

const map = (more: object) =>
  JSON.stringify({ version: 3, sources: ['../src/index.ts'], names: [], mappings: '', ...more });

test('a source map without its sources is reported, and one that embeds them is not', () => {
  expect(problemsOf({ 'packages/one/dist/index.js.map': map({ sourcesContent: ['a'] }) })).toEqual(
    [],
  );
  expect(problemsOf({ 'packages/one/dist/index.js.map': map({}) })).toEqual([
    'packages/one/dist/index.js.map: The source map names sources that are not packed. Embed them, or build without maps.',
  ]);
});

test('a package above its limit is reported, and source maps do not count', () => {
  const changes = {
    'packages/one/dist/index.js.map': JSON.stringify({ sources: [], mappings: 'A'.repeat(9000) }),
  };

  expect(problemsOf(changes, { '@scope/one': 5000 })).toEqual([]);
  expect(problemsOf(changes, { '@scope/one': 500 })).toEqual([
    expect.stringMatching(
      /^packages\/one: @scope\/one has \d+ bytes unpacked, source maps aside, and its limit is 500\./,
    ),
  ]);
});

test('a package without a limit is reported', () => {
  expect(problemsOf({}, {})).toEqual([
    expect.stringMatching(
      /^packages\/one: @scope\/one has no limit of its size in tools\/release\/size-limits\.ts\./,
    ),
  ]);
});
