import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { migrateFolder } from '../../test/migrate/migrate-folder.fixture.ts';
import { temporaryFile } from './temporary-files.ts';

const listener = () => undefined;
afterEach(() => {
  vi.restoreAllMocks();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, listener);
});

it.each(['SIGINT', 'SIGTERM'] as const)(
  'a process that %s would end takes its files away and then ends',
  async signal => {
    const { write } = migrateFolder();
    const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
    const before = process.listenerCount(signal);
    await using one = temporaryFile(write('one.tmp', 'text'));
    await using two = temporaryFile(write('two.tmp', 'text'));
    process.emit(signal, signal);
    expect([existsSync(one.path), existsSync(two.path)]).toEqual([false, false]);
    expect(kill.mock.calls).toEqual([[process.pid, signal]]);
    // Nobody is left who would keep the process from it.
    expect(process.listenerCount(signal)).toBe(before);
  },
);

it('a process that listens itself decides on its end', async () => {
  const { write } = migrateFolder();
  const kill = vi.spyOn(process, 'kill').mockReturnValue(true);
  process.on('SIGTERM', listener);
  await using first = temporaryFile(write('first.tmp', 'text'));
  process.emit('SIGTERM', 'SIGTERM');
  await using second = temporaryFile(write('second.tmp', 'text'));
  process.emit('SIGTERM', 'SIGTERM');
  expect([existsSync(first.path), existsSync(second.path)]).toEqual([false, false]);
  expect(kill).not.toHaveBeenCalled();
});

it('a file that got its final name, and one that is no more, are left alone', async () => {
  const { write } = migrateFolder();
  vi.spyOn(process, 'kill').mockReturnValue(true);
  const path = write('a.tmp', 'text');
  {
    await using file = temporaryFile(path);
    expect(existsSync(file.path)).toBe(true);
  }
  expect(existsSync(path)).toBe(false);
  write('a.tmp', 'of somebody else');
  await using other = temporaryFile(`${path}.other`);
  process.emit('SIGINT', 'SIGINT');
  expect([existsSync(path), existsSync(other.path)]).toEqual([true, false]);
});

it('many files are listened for once', async () => {
  const { cwd } = migrateFolder();
  const before = process.listenerCount('SIGTERM');
  const files = ['one', 'two', 'three'].map(name => temporaryFile(join(cwd, name)));
  expect(process.listenerCount('SIGTERM') - before).toBeLessThanOrEqual(1);
  for (const file of files) await file[Symbol.asyncDispose]();
});
