import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { repositoryRoot } from '../../common/problem.ts';
import { publishedPackages } from '../../common/workspaces.ts';
import { commandsUnder, sectionsWithCommands } from './install-page.ts';

test('the shell commands of a page are found under their headings, and other code is not', () => {
  const page =
    '# A\n\n```sh\nbefore\n```\n\n## One\n\n```sh\nfirst\n```\n\n```json\n{}\n```\n\n```sh\nsecond\n```\n\n## Two\n';

  expect(sectionsWithCommands(page)).toEqual([{ heading: 'One', commands: 'first\nsecond\n' }]);
});

test.each(['Install with Yarn', 'Install with pnpm'])(
  '"%s" names the file of every package, since one that is missing is looked up in the registry',
  heading => {
    const names = publishedPackages(repositoryRoot).map(({ manifest }) =>
      manifest.name.replace(/^.*\//, ''),
    );
    const words = commandsUnder(repositoryRoot, heading).split(/[\s/;:'.]+/);

    expect(names.filter(name => !words.includes(name))).toEqual([]);
  },
);

test('"Install with Yarn" adds resolutions to a package.json as Backstage creates it', async () => {
  const project = mkdtempSync(join(tmpdir(), 'install-page-'));
  onTestFinished(() => rmSync(project, { recursive: true }));
  const file = join(project, 'package.json');
  const given = {
    type: 'module',
    workspaces: { packages: ['packages/*'] },
    resolutions: { other: '1.0.0' },
  };
  writeFileSync(file, JSON.stringify(given));
  const commands = `yarn() { :; }\n${commandsUnder(repositoryRoot, 'Install with Yarn')}`;

  await promisify(execFile)('bash', ['-euo', 'pipefail', '-c', commands], { cwd: project });

  const files = publishedPackages(repositoryRoot).map(({ manifest: { name } }) => [
    name,
    `file:./boost/${name.replace(/^.*\//, '')}.tgz`,
  ]);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
    ...given,
    resolutions: { other: '1.0.0', ...Object.fromEntries(files) },
  });
});

test('a heading that the page does not have', () => {
  expect(() => commandsUnder(repositoryRoot, 'Install with bun')).toThrow(
    'docs/install-before-release.md has no commands under "Install with bun".',
  );
});
