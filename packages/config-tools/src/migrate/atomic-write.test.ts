import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeAtomically } from './atomic-write.ts';

const module = join(import.meta.dirname, 'atomic-write.ts');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'boost-write-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a file that is replaced', () => {
  it('has the new text and its own mode [configuration-migration/Write replaces the file]', async () => {
    const path = join(folder, 'a.yaml');
    writeFileSync(path, 'old');
    for (const mode of [0o600, 0o644, 0o666, 0o755]) {
      chmodSync(path, mode);
      await writeAtomically(path, readFileSync(path, 'utf8'), `ä${mode}\n`);
      expect(readFileSync(path, 'utf8')).toBe(`ä${mode}\n`);
      expect(statSync(path).mode & 0o7777).toBe(mode);
    }
    expect(readdirSync(folder)).toEqual(['a.yaml']);
  });

  it.runIf(process.getuid?.() === 0)(
    'keeps its owner [configuration-migration/Write replaces the file]',
    async () => {
      const path = join(folder, 'a.yaml');
      writeFileSync(path, 'old');
      chownSync(path, 1234, 2345);
      chmodSync(path, 0o640);
      await writeAtomically(path, 'old', 'new');
      const { uid, gid, mode } = statSync(path);
      expect([uid, gid, mode & 0o7777]).toEqual([1234, 2345, 0o640]);
    },
  );

  it('is the one that a link of a link leads to [configuration-migration/Write replaces the file]', async () => {
    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real', 'a.yaml'), 'old');
    symlinkSync('real', join(folder, 'link'));
    symlinkSync(join('link', 'a.yaml'), join(folder, 'a.yaml'));
    await writeAtomically(join(folder, 'a.yaml'), 'old', 'new');
    expect(readFileSync(join(folder, 'real', 'a.yaml'), 'utf8')).toBe('new');
    expect(readdirSync(join(folder, 'real'))).toEqual(['a.yaml']);
  });
});

describe('a file that cannot be replaced', () => {
  it('leaves nothing behind', async () => {
    await expect(writeAtomically(join(folder, 'missing'), 'old', 'new')).rejects.toThrow('ENOENT');
    mkdirSync(join(folder, 'sub'));
    await expect(writeAtomically(join(folder, 'sub'), 'old', 'new')).rejects.toThrow('EISDIR');
    expect(readdirSync(folder)).toEqual(['sub']);
    // The name of the file beside it would be too long.
    const path = join(folder, 'n'.repeat(250));
    writeFileSync(path, 'old');
    await expect(writeAtomically(path, 'old', 'new')).rejects.toThrow('ENAMETOOLONG');
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  it.skipIf(process.getuid?.() === 0)('is one that may not be written', async () => {
    const path = join(folder, 'a.yaml');
    writeFileSync(path, 'old');
    chmodSync(path, 0o444);
    await expect(writeAtomically(path, 'old', 'new')).rejects.toThrow('EACCES');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['a.yaml']);
  });
});

describe('a file that is changed while the new text is written', () => {
  it('keeps the change [configuration-migration/Edit that is made meanwhile is kept]', async () => {
    const path = join(folder, 'a.yaml');
    writeFileSync(path, 'old');
    const writing = writeAtomically(path, 'old', 'x'.repeat(4_000_000)).catch(String);
    while (readdirSync(folder).length === 1) await nextTurn();
    writeFileSync(path, 'edited');
    expect(await writing).toContain('was not written, because it changed during the migration');
    expect(readFileSync(path, 'utf8')).toBe('edited');
    expect(readdirSync(folder)).toEqual(['a.yaml']);
  });
});

describe('a file that has two names', () => {
  it('is refused', async () => {
    const path = join(folder, 'a.yaml');
    writeFileSync(path, 'old');
    linkSync(path, join(folder, 'b.yaml'));
    await expect(writeAtomically(path, 'old', 'new')).rejects.toThrow('a hard link');
    expect(readFileSync(path, 'utf8')).toBe('old');
  });
});

/**
 * Writes a file once and prints what was thrown. It becomes another user only when its code is read:
 * the folder of this clone may be closed to others.
 */
const writerOnce = `
  const [module, path, user, group] = process.argv.slice(1);
  const { writeAtomically } = await import(module);
  process.setgroups([]);
  process.setgid(Number(group));
  process.setuid(Number(user));
  await writeAtomically(path, 'old', 'new').catch(error => console.log(error.message));
`;

describe.runIf(process.getuid?.() === 0)('a file of another user', () => {
  const owner = 1234;
  const group = 2345;
  const run = (path: string) =>
    spawnSync(
      process.execPath,
      ['--input-type=module', '-e', writerOnce, module, path, '3456', String(group)],
      { encoding: 'utf8' },
    );
  const prepare = (mode: number) => {
    const path = join(folder, 'a.yaml');
    writeFileSync(path, 'old');
    chownSync(path, owner, group);
    chmodSync(path, mode);
    chmodSync(folder, 0o777);
    return path;
  };

  it('keeps its group [configuration-migration/Write replaces the file]', () => {
    const path = prepare(0o660);
    expect(run(path)).toMatchObject({ stdout: '', status: 0 });
    expect(readFileSync(path, 'utf8')).toBe('new');
    const { uid, gid, mode } = statSync(path);
    expect([uid, gid, mode & 0o7777]).toEqual([3456, group, 0o660]);
  });

  it('is refused when they would be locked out', () => {
    const path = prepare(0o720);
    expect(run(path).stdout).toContain(
      'was not written, because rewriting would change its ownership',
    );
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect([statSync(path).uid, statSync(path).gid]).toEqual([owner, group]);
    expect(readdirSync(folder)).toEqual(['a.yaml']);
  });
});

/** Writes one large text after the other until it is killed. */
const writer = `
  import { readFileSync } from 'node:fs';
  const { writeAtomically } = await import(process.argv[1]);
  let before = readFileSync(process.argv[2], 'utf8');
  for (let round = 0; ; round += 1) {
    const line = String(round % 10).repeat(99) + '\\n';
    const text = line.repeat(20_000);
    await writeAtomically(process.argv[2], before, text);
    before = text;
    process.send?.('written');
  }
`;

function startWriter(path: string): ChildProcess {
  return spawn(process.execPath, ['--input-type=module', '-e', writer, module, path], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
}

describe('a process that is killed while it writes', () => {
  it('leaves one whole text [configuration-migration/Killed process leaves no half-written file]', async () => {
    const path = join(folder, 'a.yaml');
    writeFileSync(path, `${'x'.repeat(99)}\n`.repeat(20_000));
    for (let round = 0; round < 20; round += 1) {
      const child = startWriter(path);
      await once(child, 'message');
      // Another moment of the writing each time; a round takes about ten milliseconds.
      await wait(round);
      child.kill('SIGKILL');
      await once(child, 'exit');
      const text = readFileSync(path, 'utf8');
      const line = text.slice(0, 100);
      expect([text.length, text === line.repeat(20_000)]).toEqual([2_000_000, true]);
    }
  }, 60_000);

  it.each(['SIGINT', 'SIGTERM'] as const)(
    'and is asked to by %s leaves nothing beside it',
    async signal => {
      const path = join(folder, 'a.yaml');
      writeFileSync(path, `${'x'.repeat(99)}\n`.repeat(20_000));
      for (let round = 0; round < 5; round += 1) {
        const child = startWriter(path);
        await once(child, 'message');
        await wait(round * 2);
        child.kill(signal);
        expect(await once(child, 'exit')).toEqual([null, signal]);
        expect(readdirSync(folder)).toEqual(['a.yaml']);
      }
    },
    60_000,
  );
});
