import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from '../../test/keycloak/scratch-folder.fixture.ts';
import { zipOf } from '../../test/keycloak/zip.fixture.ts';
import { unpackKeycloak } from './unpack-keycloak.ts';

const kc = 'keycloak-1/bin/kc.sh';

test('a zip is unpacked once, also by two at once', async () => {
  const cache = scratchFolder();
  const zip = zipOf({ [kc]: '#!/bin/sh\n', 'keycloak-1/a/': '', 'keycloak-1/b/c': 'c'.repeat(99) });
  const distribution = { zip, folder: join(cache, 'keycloak'), isCached: true };

  const folders = await Promise.all([unpackKeycloak(distribution), unpackKeycloak(distribution)]);
  folders.push(await unpackKeycloak(distribution));

  expect(new Set(folders)).toEqual(new Set([distribution.folder]));
  expect(statSync(join(distribution.folder, 'bin/kc.sh')).mode & 0o777).toBe(0o755);
  expect(readFileSync(join(distribution.folder, 'b/c'), 'utf8')).toBe('c'.repeat(99));
  expect(readdirSync(distribution.folder)).toEqual(['a', 'b', 'bin']);
  expect(readdirSync(cache)).toEqual(['keycloak']);
});

test.each([
  ['another thing', () => zipOf({ 'a/b': '' }), 'is no Keycloak distribution'],
  ['a zip that leaves its folder', () => zipOf({ '../b': '' }), 'could not be unpacked'],
  ['no zip', () => join(scratchFolder({ 'x.zip': 'no zip' }), 'x.zip'), 'could not be unpacked'],
])('%s is refused and leaves nothing', async (_name, make, message) => {
  const cache = scratchFolder();
  const distribution = { zip: make(), folder: join(cache, 'keycloak'), isCached: true };

  await expect(unpackKeycloak(distribution)).rejects.toThrow(message);

  expect(readdirSync(cache)).toEqual([]);
});
