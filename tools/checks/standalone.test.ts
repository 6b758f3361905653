import { expect, test } from 'vitest';
import { formatProblem } from '../common/problem.ts';
import { addFiles, commitAll, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { standaloneProblems } from './standalone.ts';

/** What the check says of a repository with one file; ROOT stands for the repository's folder. */
function problemsOf(text: string, file = 'docs/a.md'): string[] {
  const root = scratchFolder();
  addFiles(root, { [file]: text.replaceAll('ROOT', root) });
  commitAll(root);
  return standaloneProblems(root).map(problem => formatProblem(problem).replaceAll(root, 'ROOT'));
}

/** Put together here, so that this file passes the check itself. */
const home = ['', 'home', 'ada', 'boost'].join('/');
const registry = ['registry', 'npmjs', 'org'].join('.');

test.each(['ROOT/packages/a', home])('the path of a clone: %s', path => {
  expect(problemsOf(`Run it in\n${path}.\n`)).toEqual([
    expect.stringMatching(
      /^docs\/a\.md:2: "(?:ROOT|\/home\/ada)" is a path of one machine\. Use a path inside the repository\.$/,
    ),
  ]);
});

test('a path of a container or of a server is none of a machine', () => {
  expect(
    problemsOf('See /etc/passwd, /run/secrets/boost, https://example.com/home/page.\n'),
  ).toEqual([]);
});

test('the host of a registry in a configuration', () => {
  expect(problemsOf(`a=1\nregistry=https://${registry}/\n`, '.npmrc')).toEqual([
    `.npmrc:2: "${registry}" is a registry's host. Leave it to npm's (or Maven's) own configuration.`,
  ]);
});

test('a lock file with download addresses', () => {
  const lock = '{\n"resolved": "packages/a",\n"resolved": "https://example.com/a.tgz"\n}';

  expect(problemsOf(lock, 'package-lock.json')).toEqual([
    expect.stringMatching(/^package-lock\.json:3: The lock file keeps 1 download addresses\./),
  ]);
});
