import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { skipsBackstage } from './fixtures/skips-backstage.fixture.ts';

/** A folder whose packages cannot be installed, since npm fails. */
function folderWithoutPackages(): { folder: string; PATH: string } {
  const folder = mkdtempSync(join(tmpdir(), 'backstage-missing-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const wanted = { packages: { 'node_modules/a': { version: '1.0.0', integrity: 'hash' } } };
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(wanted));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'bin', 'npm'), '#!/bin/sh\nexit 3\n');
  chmodSync(join(folder, 'bin', 'npm'), 0o755);
  return { folder, PATH: [join(folder, 'bin'), '/usr/bin', '/bin'].join(delimiter) };
}

test('a suite without its packages is skipped, and reports it', async () => {
  const { folder, PATH } = folderWithoutPackages();
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => write.mockRestore());

  expect(await skipsBackstage(folder, { PATH, CI: 'false' })).toBe(true);

  const said = write.mock.calls
    .map(([text]) => String(text))
    .filter(text => !text.includes('npm ci)'));
  expect(said).toEqual([
    expect.stringMatching(
      /^Skipped because it needs a real Backstage backend\..* ended with 3; .*\n$/,
    ),
  ]);
});

test.each(['CI', 'BOOST_REQUIRE_REAL'])('with %s set it is an error', async name => {
  const { folder, PATH } = folderWithoutPackages();
  const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  onTestFinished(() => write.mockRestore());

  await expect(skipsBackstage(folder, { PATH, [name]: '1' })).rejects.toThrow(
    'A real Backstage backend is needed here.',
  );
});
