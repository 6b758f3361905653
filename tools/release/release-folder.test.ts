import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';
import { inOrderOfDependence, packRelease, readRelease } from './release-folder.ts';

const manifest = (name: string, more: object = {}) => ({ name, version: '1.2.3', ...more });

/** A repository of two packages, of which the first needs the second. */
function repository(): string {
  return scratchFolder({
    'package.json': JSON.stringify({ workspaces: ['packages/*'] }),
    'packages/a/package.json': JSON.stringify(
      manifest('@scope/a', { dependencies: { '@scope/b': '^1.0.0' } }),
    ),
    'packages/b/package.json': JSON.stringify(manifest('@scope/b')),
    'packages/c/package.json': JSON.stringify(manifest('@scope/c', { private: true })),
  });
}

test('each package comes after those that it depends on', () => {
  const packages = [
    { manifest: manifest('c', { dependencies: { b: '1', other: '1' } }) },
    { manifest: manifest('a') },
    { manifest: manifest('b', { dependencies: { a: '1' } }) },
  ];

  expect(inOrderOfDependence(packages).map(item => item.manifest.name)).toEqual(['a', 'b', 'c']);
});

test('a release is packed under names without versions, and read again', () => {
  const folder = join(scratchFolder(), 'release');

  const released = packRelease(repository(), folder);

  expect(released.map(({ name, version, file }) => `${name} ${version} ${file}`)).toEqual([
    '@scope/b 1.2.3 b.tgz',
    '@scope/a 1.2.3 a.tgz',
  ]);
  expect(readRelease(folder)).toEqual(released);
});

test('a tarball that is not the packed one is refused', () => {
  const folder = join(scratchFolder(), 'release');
  packRelease(repository(), folder);
  appendFileSync(join(folder, 'b.tgz'), 'more');

  expect(() => readRelease(folder)).toThrow(
    'b.tgz is not the tarball that release.json describes. Pack it again.',
  );
});
