import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CachedFile } from './cached-file.ts';

// Only counted: every call goes to the file system.
vi.mock('node:fs/promises', { spy: true });

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cached-file-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Reads the file so many times, and counts how often its text was read for that. */
async function textsRead(file: CachedFile, times: number): Promise<number> {
  vi.mocked(readFile).mockClear();
  for (let count = 0; count < times; count += 1) await file.read();
  return vi.mocked(readFile).mock.calls.length;
}

test('a file that rests is read once, and again when it was written or replaced', async () => {
  const path = join(folder, 'ca.pem');
  await writeFile(path, 'first');
  await pause(1100);
  const file = new CachedFile(path);
  expect(await textsRead(file, 10)).toBe(1);

  await writeFile(path, 'other');
  expect(await file.read()).toBe('other');
  await writeFile(join(folder, 'next.pem'), 'third');
  await rename(join(folder, 'next.pem'), path);
  expect(await file.read()).toBe('third');
});

test('texts of one length that are written in quick succession are all found [client-authentication/Replaced certificate found]', async () => {
  const path = join(folder, 'ca.pem');
  const file = new CachedFile(path);
  for (let count = 100; count < 400; count += 1) {
    await writeFile(path, String(count));
    expect(await file.read()).toBe(String(count));
  }
});

test('a file that is missing for a moment is found when it is back [client-authentication/Replaced certificate found]', async () => {
  const path = join(folder, 'ca.pem');
  const file = new CachedFile(path);
  await expect(file.read()).rejects.toMatchObject({ code: 'ENOENT' });
  await writeFile(path, 'there');
  expect(await file.read()).toBe('there');
});
