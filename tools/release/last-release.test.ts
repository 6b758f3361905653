import { expect, test } from 'vitest';
import { git as ask } from '../common/git.ts';
import { addFiles, commitAll, git, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { publishedPackages } from '../common/workspaces.ts';
import { lastRelease } from './last-release.ts';

const file = 'packages/one/package.json';
const manifest = (version: string, more: object = {}) =>
  JSON.stringify({ name: '@scope/one', version, ...more }, undefined, 2);

/** A repository whose one package was created at 0.1.0. */
function created(): string {
  const root = scratchFolder({
    'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
    [file]: manifest('0.1.0'),
  });
  commitAll(root);
  return root;
}

/** Commits these files, and gives the commit's name. */
function commit(root: string, files: Readonly<Record<string, string>>): string {
  addFiles(root, files);
  commitAll(root);
  return ask(root, 'rev-parse', 'HEAD') ?? '';
}

/** A repository whose one package was released as 0.2.0, and the commit of that. */
function released(): { root: string; release: string } {
  const root = created();
  return { root, release: commit(root, { [file]: manifest('0.2.0') }) };
}

function releaseOf(root: string) {
  return publishedPackages(root).map(workspace => lastRelease(root, workspace));
}

function cloneOf(root: string, ...options: readonly string[]): string {
  const folder = scratchFolder();
  git(folder, 'clone', '--quiet', ...options, `file://${root}`, 'clone');
  return `${folder}/clone`;
}

const refused = { problem: { message: expect.stringContaining('`git fetch --unshallow --tags`') } };

test.each([
  ['is written otherwise', '{"name":"@scope/one","version":"0.2.0"}'],
  ['is that of something else', manifest('0.2.0', { more: { version: '1.0.0' } })],
  ['stands in another line', JSON.stringify({ version: '0.2.0', name: '@scope/one' })],
])('the line with a version %s later', (_, text) => {
  const { root, release } = released();
  commit(root, { [file]: text });
  expect(releaseOf(root)).toEqual([{ commit: release }]);
});

test('the version was taken back, and set again', () => {
  const { root } = released();
  commit(root, { [file]: manifest('0.1.0') });
  const release = commit(root, { [file]: manifest('0.2.0') });
  commit(root, { 'packages/one/a': '' });
  expect(releaseOf(root)).toEqual([{ commit: release }]);
});

test('package.json was broken for a while', () => {
  const { root, release } = released();
  commit(root, { [file]: '{' });
  commit(root, { [file]: manifest('0.2.0') });
  expect(releaseOf(root)).toEqual([{ commit: release }]);
});

test('a branch with changes of its own takes the release in', () => {
  const root = created();
  git(root, 'switch', '--quiet', '--create', 'other');
  commit(root, { [file]: manifest('0.1.0', { private: false }) });
  git(root, 'switch', '--quiet', '-');
  const release = commit(root, { [file]: manifest('0.2.0') });
  git(root, 'switch', '--quiet', 'other');
  git(root, 'merge', '--quiet', '--no-commit', '--strategy=ours', '@{-1}');
  commit(root, { [file]: manifest('0.2.0', { private: false }) });
  expect(releaseOf(root)).toEqual([{ commit: release }]);
});

test('a version that is set and not committed', () => {
  const { root, release } = released();
  addFiles(root, { [file]: manifest('0.3.0') });
  expect(releaseOf(root)).toEqual([{ commit: release }]);
});

test('the tag of the release', () => {
  const { root } = released();
  commit(root, { 'packages/one/a': '' });
  git(root, 'tag', '@scope/one@0.2.0');
  expect(releaseOf(root)).toEqual([{ commit: 'refs/tags/@scope/one@0.2.0' }]);
});

test('a clone with the commits since before the release', () => {
  const { root, release } = released();
  commit(root, { 'packages/one/a': '' });
  expect(releaseOf(cloneOf(root, '--depth=3'))).toEqual([{ commit: release }]);
});

test('a clone of the last commit, which has the tag', () => {
  const { root } = released();
  git(root, 'tag', '@scope/one@0.2.0');
  const clone = cloneOf(root, '--depth=1');
  git(clone, 'fetch', '--quiet', '--depth=1', 'origin', '--tags');
  expect(releaseOf(clone)).toEqual([{ commit: 'refs/tags/@scope/one@0.2.0' }]);
});

test.each([1, 2])('a clone of %j commits, which may have been more', depth => {
  const { root } = released();
  commit(root, { 'packages/one/a': '' });
  expect(releaseOf(cloneOf(root, `--depth=${depth}`))).toEqual([refused]);
});

test('a clone of a first version that lacks its beginning', () => {
  const root = created();
  commit(root, { 'packages/one/CHANGELOG.md': '## 0.1.0\n' });
  commit(root, { 'packages/one/a': '' });
  expect(releaseOf(cloneOf(root, '--depth=2'))).toEqual([refused]);
});

test('a package whose CHANGELOG has no entry was never released', () => {
  const { root } = released();
  commit(root, { 'packages/one/CHANGELOG.md': '# @scope/one\n' });
  expect(releaseOf(root)).toEqual([{ commit: undefined }]);

  commit(root, { 'packages/one/CHANGELOG.md': '# @scope/one\n\n## 0.2.0\n\nThe first.\n' });
  expect(releaseOf(root)).toEqual([{ commit: expect.stringMatching(/^[0-9a-f]{40}$/) }]);
});
