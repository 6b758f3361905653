import { expect, test } from 'vitest';
import { formatProblem } from '../common/problem.ts';
import { commitAll, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { linkProblems } from './links.ts';

/** What the check says of a README beside `docs/guide.md`. */
function problemsOf(readme: string): string[] {
  const root = scratchFolder({
    'README.md': readme,
    'docs/guide.md': '# Guide\n\n## What `get` does, and why\n',
  });
  commitAll(root);
  return linkProblems(root).map(formatProblem);
}

test('links to a file, a folder, a heading and the web pass', () => {
  const readme =
    '# A\n[1](docs/guide.md) [2](docs/) [3](docs/guide.md#what-get-does-and-why) [4](#a) [5](https://example.com/x)\n';

  expect(problemsOf(readme)).toEqual([]);
});

test('a link to a file that is not there', () => {
  expect(problemsOf('# A\n\nSee [the guide](docs/gide.md).\n')).toEqual([
    'README.md:3: The link "docs/gide.md" leads to no file.',
  ]);
});

test('a link to a heading that is not there', () => {
  expect(problemsOf('See [the guide](docs/guide.md#how).\n')).toEqual([
    'README.md:1: The link "docs/guide.md#how" leads to no heading of that file.',
  ]);
});

test('code holds no links', () => {
  expect(problemsOf('`[a](b)`\n\n```js\n[a](b)\n```\n')).toEqual([]);
});

test.each(['openspec/changes/rework', 'openspec/changes/archive/2026-01-01-rework'])(
  'links of a change in %s are those of the specification',
  folder => {
    const root = scratchFolder({
      'docs/guide.md': '# Guide\n',
      [`${folder}/specs/doors/spec.md`]:
        '[1](../../../docs/guide.md)\n[2](../../../../docs/guide.md)\n',
    });
    commitAll(root);

    expect(linkProblems(root).map(formatProblem)).toEqual([
      `${folder}/specs/doors/spec.md:2: The link "../../../../docs/guide.md" leads to no file.`,
    ]);
  },
);

test('links by the address of the repository are followed', () => {
  const root = scratchFolder({
    'package.json': '{ "repository": { "url": "git+https://example.com/a/b.git" } }',
    'README.md': [
      '[1](https://example.com/a/b/blob/main/docs/guide.md#guide)',
      '[2](https://example.com/a/b/tree/main/docs)',
      '[3](https://example.com/a/b/issues)',
      '[4](https://example.com/a/b/blob/main/docs/gide.md)',
      '[5](https://example.com/a/b/blob/main/docs/guide.md#how)',
    ].join('\n'),
    'docs/guide.md': '# Guide\n',
  });
  commitAll(root);

  expect(linkProblems(root).map(formatProblem)).toEqual([
    'README.md:4: The link "https://example.com/a/b/blob/main/docs/gide.md" leads to no file.',
    'README.md:5: The link "https://example.com/a/b/blob/main/docs/guide.md#how" leads to no heading of that file.',
  ]);
});
