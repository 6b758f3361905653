import { join } from 'node:path';
import { expect, test } from 'vitest';
import { git as ask } from '../common/git.ts';
import { addFiles, commitAll, git, scratchFolder } from '../common/scratch-folder.fixture.ts';
import { packRelease } from './release-folder.ts';
import { tagRelease } from './tag-release.ts';

const manifest = (name: string, version: string) => ({
  [`packages/${name}/package.json`]: JSON.stringify({ name: `@scope/${name}`, version }),
});

test('a clone of one commit without tags pushes the tags that origin lacks', () => {
  const origin = scratchFolder({
    'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
    ...manifest('a', '1.0.0'),
    ...manifest('b', '1.0.0'),
  });
  commitAll(origin);
  git(origin, 'tag', '@scope/a@1.0.0');
  const released = ask(origin, 'rev-parse', 'HEAD');
  addFiles(origin, manifest('b', '1.1.0'));
  commitAll(origin);
  const root = join(scratchFolder(), 'clone');
  git(origin, 'clone', '--quiet', '--depth=1', '--no-tags', `file://${origin}`, root);
  const folder = scratchFolder();
  packRelease(root, folder);

  expect(tagRelease(root, folder)).toEqual(['@scope/b@1.1.0']);
  expect(tagRelease(root, folder)).toEqual([]);
  expect(ask(origin, 'rev-parse', '@scope/a@1.0.0')).toBe(released);
  expect(ask(origin, 'rev-parse', '@scope/b@1.1.0')).toBe(ask(origin, 'rev-parse', 'HEAD'));
});

test('an origin that cannot be asked is reported', () => {
  const root = scratchFolder({ 'package.json': '{}' });
  commitAll(root);

  expect(() => tagRelease(root, root)).toThrow('git cannot tell which tags origin has.');
});
