import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addFiles, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { isKnown, isPublished, publishRelease } from './publish-release.ts';
import { emptyRegistry } from './registry.fixture.ts';
import { digestOf, packRelease } from './release-folder.ts';

/** The folder of a release with one package. */
function releaseOf(version: string, text = ''): string {
  const root = scratchFolder({
    'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
    'packages/a/package.json': JSON.stringify({ name: '@scope/a', version }),
    'packages/a/index.js': text,
  });
  const folder = join(root, 'release');
  packRelease(root, folder);
  return folder;
}

/** Publishes a folder; gives the lines that were printed. */
function publish(folder: string, cwd: string, digest?: string): string[] {
  const lines: string[] = [];
  publishRelease(folder, { cwd, provenance: false, digest, print: line => lines.push(line) });
  return lines;
}

const of = (version: string) => ({ name: '@scope/a', version });

test('what the registry has already is left out', async () => {
  const { cwd } = await emptyRegistry();
  expect([isKnown('@scope/a', cwd), isPublished(of('1.0.0'), cwd)]).toEqual([false, false]);
  expect(publish(releaseOf('1.0.0'), cwd)).toEqual(['@scope/a 1.0.0 is published']);
  expect(publish(releaseOf('1.0.0'), cwd)).toEqual(['@scope/a 1.0.0 is published already']);
  expect(isKnown('@scope/a', cwd)).toBe(true);
  expect([isPublished(of('1.0.0'), cwd), isPublished(of('1.0.1'), cwd)]).toEqual([true, false]);
});

test('a version that the registry has with other content is refused', async () => {
  const { cwd } = await emptyRegistry();
  publish(releaseOf('1.0.0'), cwd);

  expect(() => publish(releaseOf('1.0.0', 'changed'), cwd)).toThrow(
    'The registry has @scope/a 1.0.0 with other content than a.tgz. Release the changes as the next version.',
  );
});

test('a prerelease is no version that `npm install` brings', async () => {
  const { cwd, url } = await emptyRegistry();
  publish(releaseOf('1.0.0'), cwd);
  publish(releaseOf('2.0.0-rc.1'), cwd);

  expect(await (await fetch(`${url}@scope%2fa`)).json()).toMatchObject({
    'dist-tags': { latest: '1.0.0', next: '2.0.0-rc.1' },
  });
});

test('a tarball that is another version than it is called is refused', () => {
  const folder = releaseOf('1.0.0');
  const file = join(folder, 'release.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('1.0.0', '1.0.1'));

  expect(() => publish(folder, folder)).toThrow(
    'a.tgz is @scope/a 1.0.0, not @scope/a 1.0.1. Pack it again.',
  );
});

test('a release.json that is not the one that was packed is refused', async () => {
  const { cwd } = await emptyRegistry();
  const folder = releaseOf('1.0.0');
  const digest = digestOf(folder);

  expect(() => publish(folder, cwd, 'sha512-other')).toThrow(
    'release.json is not the one that the job before packed. Run the workflow again.',
  );
  expect(publish(folder, cwd, digest)).toEqual(['@scope/a 1.0.0 is published']);
});

test('a failure of the script is one message without a stack', () => {
  const script = join(import.meta.dirname, 'publish-release.ts');
  const folder = releaseOf('1.0.0');
  addFiles(folder, { 'a.tgz': 'other' });

  const { status, stderr } = spawnSync(process.execPath, [script, folder], { encoding: 'utf8' });

  expect([status, stderr]).toEqual([
    1,
    'a.tgz is not the tarball that release.json describes. Pack it again.\n',
  ]);
});

test('at a terminal npm itself asks for what it needs, such as a one-time password', () => {
  const folder = releaseOf('1.0.0');
  const bin = scratchFolder({
    npm: `#!/bin/sh
case $1 in
  view) echo E404 >&2; exit 1 ;;
  pack) echo '[{"name":"@scope/a","version":"1.0.0"}]' ;;
  publish) read -r password; echo "the password is $password" ;;
esac
`,
  });
  const module = JSON.stringify(join(import.meta.dirname, 'publish-release.ts'));
  const options = `{ cwd: '.', provenance: false, interactive: true, print: console.log }`;

  const { stdout } = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `(await import(${module})).publishRelease('${folder}', ${options});`,
    ],
    {
      encoding: 'utf8',
      input: '123456\n',
      env: { ...process.env, PATH: `${bin}:${process.env['PATH']}` },
    },
  );

  expect(stdout).toBe('the password is 123456\n@scope/a 1.0.0 is published\n');
});
