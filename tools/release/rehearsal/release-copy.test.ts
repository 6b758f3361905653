import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { commitAll, scratchFolder } from '../../common/scratch-folder.fixture.ts';
import { copyForRelease, versionAndPack } from './release-copy.ts';

test('where no changeset waits, the versions of today are packed', async () => {
  const root = scratchFolder({
    'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
    'packages/a/package.json': JSON.stringify({ name: '@scope/a', version: '1.2.3' }),
    'packages/a/dist/index.js': '',
    '.changeset/config.json': '{}',
  });
  commitAll(root);
  const copy = join(scratchFolder(), 'copy');
  mkdirSync(copy);
  await copyForRelease(root, copy);

  expect(await versionAndPack(copy, join(copy, 'dist'))).toMatchObject([
    { name: '@scope/a', version: '1.2.3' },
  ]);
});

test("what is installed is in the copy, and npm's record of it stays with the repository", async () => {
  const root = scratchFolder({
    'package.json': JSON.stringify({ workspaces: [] }),
    '.gitignore': 'node_modules/\n',
    'node_modules/.package-lock.json': '{}',
    'node_modules/left/index.js': '',
  });
  commitAll(root);
  const copy = join(scratchFolder(), 'copy');
  mkdirSync(copy);
  await copyForRelease(root, copy);

  expect(readdirSync(join(copy, 'node_modules'))).toEqual(['left']);
});
