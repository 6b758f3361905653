import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatProblem } from '../common/problem.ts';
import { addFiles, commitAll, git, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { configCompatProblems, summarizeCompat } from './config-compat.ts';

const current = 'packages/one/schema/fields.json';
const kept = (version: number | string) => `packages/one/schema/released/fields-${version}.json`;

const manifest = (version: string) => JSON.stringify({ name: '@scope/one', version }, undefined, 2);

const changeset = (step: string) => ({
  '.changeset/a.md': `---\n'@scope/one': ${step}\n---\n\nSay what changed.\n`,
});

/** A table with these fields, each with the list of what it takes. */
function table(fields: Record<string, string[]>, version = 1): string {
  const entries = Object.entries(fields).map(([key, values]) => [
    key,
    {
      scope: 'yaml-only',
      visibility: 'backend',
      since: 1,
      description: 'What it does.',
      schema: { type: 'string', enum: values },
    },
  ]);
  const all = { owner: '@scope/one', version, fields: Object.fromEntries(entries), migrations: [] };
  return `${JSON.stringify(all, undefined, 2)}\n`;
}

/** A repository whose one package was released with a field that takes a and b, and with its table kept. */
function released(version = '0.2.0'): string {
  const root = scratchFolder({
    'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
    'packages/one/package.json': manifest('0.0.1'),
  });
  commitAll(root);
  addFiles(root, {
    'packages/one/package.json': manifest(version),
    [current]: table({ 'boost.a': ['a', 'b'] }),
    [kept(1)]: table({ 'boost.a': ['a', 'b'] }),
  });
  commitAll(root);
  return root;
}

const problemsOf = async (root: string) => (await configCompatProblems(root)).map(formatProblem);
const narrower = { [current]: table({ 'boost.a': ['a'] }) };
const wider = { [current]: table({ 'boost.a': ['a', 'b', 'c'] }) };
const breaking = '  breaking boost.a no longer accepts "b" (enum-narrowed)';
const wants = (step: string, said: string, changes = breaking) =>
  `${current}: The changes of @scope/one's fields want the version step ${step}, and ${said}. Run \`npx changeset\`, or mend the one there is. Changes:\n${changes}`;

test('a breaking change with a patch', async () => {
  const root = released();
  addFiles(root, { ...narrower, ...changeset('patch') });
  expect(await problemsOf(root)).toEqual([wants('minor', '.changeset/a.md says patch')]);
});

test('a breaking change from 1.0 on', async () => {
  const root = released('1.2.0');
  addFiles(root, { ...narrower, ...changeset('minor') });
  expect(await problemsOf(root)).toEqual([wants('major', '.changeset/a.md says minor')]);

  addFiles(root, changeset('major'));
  expect(await problemsOf(root)).toEqual([]);
});

test('many changes', async () => {
  const root = released();
  const many = Object.fromEntries(
    Array.from({ length: 11 }, (_, index) => [`boost.b${index}`, ['a']]),
  );
  addFiles(root, { [current]: table({ ...many, 'boost.a': ['a'] }), ...changeset('patch') });
  const [problem = ''] = await problemsOf(root);
  expect(problem.split('\n').slice(1, 3)).toEqual([
    breaking,
    '  compatible boost.b0 is new (field-added)',
  ]);
  expect(problem.endsWith('\n  and 2 more')).toBe(true);
});

test('a change without a changeset', async () => {
  const root = released();
  addFiles(root, wider);
  const changes = '  compatible boost.a also accepts "c" (enum-widened)';
  expect(await problemsOf(root)).toEqual([wants('patch', 'no changeset names it', changes)]);

  commitAll(root);
  expect(await problemsOf(root)).toHaveLength(1);
});

test.each([
  ['breaking', 'minor', narrower],
  ['compatible', 'patch', wider],
  ['compatible', 'minor', wider],
])('a %s change with a %s', async (_, step, files) => {
  const root = released();
  addFiles(root, { ...files, ...changeset(step) });
  expect(await problemsOf(root)).toEqual([]);
});

test('no change, and a package without fields', async () => {
  const root = released();
  addFiles(root, { 'packages/two/package.json': '{"name":"@scope/two","version":"0.1.0"}' });
  expect(await problemsOf(root)).toEqual([]);
});

test('the release is told by its tag', async () => {
  const root = released();
  addFiles(root, { ...narrower, 'packages/one/a': '' });
  commitAll(root);
  git(root, 'tag', '@scope/one@0.2.0');
  expect(await problemsOf(root)).toEqual([]);
});

test('a release that had no table', async () => {
  const root = scratchFolder({
    'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
    'packages/one/package.json': manifest('0.1.0'),
    'packages/one/CHANGELOG.md': '## 0.1.0\n',
  });
  commitAll(root);
  addFiles(root, narrower);
  expect(await problemsOf(root)).toEqual([]);
  addFiles(root, {
    [kept(1)]: table({ 'boost.a': ['a'] }),
    [kept('0.9.0')]: table({ 'boost.a': ['a'] }),
    [kept('0.10.0')]: table({ 'boost.a': ['a', 'b'] }),
  });
  expect(await problemsOf(root)).toContain(wants('minor', 'no changeset names it'));
});

/** A repository whose package was released with version 1 of its fields, as the release leaves it. */
function releasedWithTable(): string {
  const root = released();
  addFiles(root, {
    [kept('0.2.0')]: table({ 'boost.a': ['a', 'b'] }),
    [kept('0.1.0')]: table({ 'boost.a': ['a'] }),
    ...changeset('minor'),
  });
  commitAll(root);
  return root;
}

test.each([
  ['an optional field', table({ 'boost.a': ['a', 'b'], 'boost.b': ['a'] })],
  ['a value more', table({ 'boost.a': ['a', 'b', 'c'] })],
  ['a value less, in the next version', table({ 'boost.a': ['a'] }, 6)],
])('%s needs no version of the fields that is not there', async (_, today) => {
  const root = releasedWithTable();
  addFiles(root, { [current]: today });
  expect(await problemsOf(root)).toEqual([]);
});

test.each([
  ['takes less', { 'boost.a': ['a'] }, breaking],
  ['is removed', {}, expect.stringContaining('breaking boost.a ')],
  ['is renamed', { 'boost.b': ['a', 'b'] }, expect.stringContaining('breaking boost.a ')],
])('a field of a released version %s: the version is to be raised', async (_, fields, change) => {
  const root = releasedWithTable();
  addFiles(root, { [current]: table(fields) });
  const [problem = '', ...others] = await problemsOf(root);
  const [message, ...changes] = problem.split('\n');
  expect([message, ...changes, ...others]).toEqual([
    `${current}: Version 1 of the fields is released in ${kept('0.2.0')}, and may get optional fields alone. Raise the version of the set, with a migration of what is removed or renamed. Changes:`,
    change,
  ]);
});

test('a required field in a released version: the version is to be raised', async () => {
  const root = releasedWithTable();
  const required = JSON.parse(table({ 'boost.a': ['a', 'b'], 'boost.b': ['a'] }));
  required.fields['boost.b'].required = true;
  addFiles(root, { [current]: JSON.stringify(required) });
  expect(await problemsOf(root)).toEqual([
    expect.stringMatching(/Version 1 of the fields is released [^]*breaking boost\.b /),
  ]);
});

test('a kept table of the release is altered, another is new', async () => {
  const root = released();
  git(root, 'tag', '@scope/one@0.2.0');
  const restore = `${kept(1)}: The table of a release is what others are compared with, and is not changed. Restore it: \`git checkout refs/tags/@scope/one@0.2.0 -- ${kept(1)}\`.`;
  addFiles(root, { [kept(2)]: table({}) });
  expect(await problemsOf(root)).toEqual([]);

  addFiles(root, { [kept(1)]: table({ 'boost.a': ['a'] }) });
  expect(await problemsOf(root)).toEqual([restore]);

  rmSync(join(root, kept(1)));
  expect(await problemsOf(root)).toEqual([restore]);
});

test('a table that is none', async () => {
  const root = released();
  addFiles(root, { [current]: '{}' });
  expect(await problemsOf(root)).toEqual([
    `${current}: The fields cannot be compared: the file is no table of fields: owner is missing, and 3 more like this. Name a fields.json as the package of the fields brings it; one of a newer release needs a newer boost-config.`,
  ]);
});

test('the fields of another owner', async () => {
  const root = released();
  git(root, 'tag', '@scope/one@0.2.0');
  addFiles(root, { [current]: table({}).replace('@scope/one', '@scope/two') });
  expect(await problemsOf(root)).toEqual([
    'The fields cannot be compared: refs/tags/@scope/one@0.2.0 has the fields of @scope/one, which are not compared with those of @scope/two. Name a baseline of the same owner, or bring the set of that owner with --fields.',
  ]);
});

test('a clone of the last commit alone', async () => {
  const clone = scratchFolder();
  git(clone, 'clone', '--quiet', '--depth=1', `file://${released()}`, 'clone');
  expect(await problemsOf(`${clone}/clone`)).toEqual([
    'This clone lacks the history that tells what changed since a release. Run `git fetch --unshallow --tags`; with actions/checkout, set `fetch-depth: 0`.',
  ]);
});

test('a summary before the first release', async () => {
  const root = scratchFolder({
    'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
    'packages/one/package.json': manifest('0.1.0'),
    ...narrower,
  });
  commitAll(root);
  expect(await summarizeCompat(root)).toEqual({
    markdown:
      'No package had a table of fields when it was last released, and none is kept: there is nothing to compare with.\n',
    problems: [],
  });
});

test('a summary in a clone of the last commit alone', async () => {
  const clone = scratchFolder();
  git(clone, 'clone', '--quiet', '--depth=1', `file://${released()}`, 'clone');
  const tool = JSON.stringify(join(import.meta.dirname, 'config-compat.ts'));
  const script = `(await import(${tool})).printSummary(${JSON.stringify(`${clone}/clone`)})`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { encoding: 'utf8' },
  );
  const wayOut =
    'This clone lacks the history that tells what changed since a release. Run `git fetch --unshallow --tags`; with actions/checkout, set `fetch-depth: 0`.\n';
  expect({ status, stdout, stderr }).toEqual({ status: 1, stdout: wayOut, stderr: wayOut });
});

test('a table that is gone', async () => {
  const root = released();
  git(root, 'tag', '@scope/one@0.2.0');
  rmSync(join(root, current));
  const gone = 'is gone, and refs/tags/@scope/one@0.2.0 has a table to compare it with';
  expect(await problemsOf(root)).toEqual([
    `${current}: The fields cannot be compared: the file ${gone}. Bring it back with \`npm run generate\`.`,
  ]);
  const { markdown, problems } = await summarizeCompat(root);
  expect(markdown).toContain('is gone, and refs/tags/');
  expect(problems.map(formatProblem)).toEqual(await problemsOf(root));

  commitAll(root);
  expect(await problemsOf(root)).toHaveLength(1);
});

test('a table that is gone, and a kept one that the release had not', async () => {
  const root = released();
  addFiles(root, {
    'packages/two/package.json': '{"name":"@scope/two","version":"0.1.0"}',
    'packages/two/schema/released/fields-1.json': table({}),
  });
  expect(await problemsOf(root)).toEqual([
    expect.stringContaining(
      'the file is gone, and packages/two/schema/released/fields-1.json has a table',
    ),
  ]);
});

test('a changeset that cannot be read', async () => {
  const root = released();
  addFiles(root, { ...wider, '.changeset/a.md': "---\n'@scope/one: minor\n---\n" });
  expect(await problemsOf(root)).toEqual([
    expect.stringMatching(/^\.changeset\/a\.md:2: The changeset's head is no YAML\./),
    expect.stringContaining('want the version step patch, and no changeset names it'),
  ]);
});

test('the changes as Markdown', async () => {
  const root = released();
  git(root, 'tag', '@scope/one@0.2.0');
  addFiles(root, narrower);
  const { markdown, problems } = await summarizeCompat(root);
  expect(markdown).toContain(
    '| **breaking** | <code>boost.a</code> | no longer accepts "b" | Values that were taken are refused. (enum-narrowed) |\n',
  );
  expect(problems).toEqual([]);
});
