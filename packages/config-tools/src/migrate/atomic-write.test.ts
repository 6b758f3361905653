import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
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
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeAtomically } from './atomic-write.ts';

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
      await writeAtomically(path, `ä${mode}\n`);
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
      await writeAtomically(path, 'new');
      const { uid, gid, mode } = statSync(path);
      expect([uid, gid, mode & 0o7777]).toEqual([1234, 2345, 0o640]);
    },
  );

  it('is the one that a link of a link leads to [configuration-migration/Write replaces the file]', async () => {
    mkdirSync(join(folder, 'real'));
    writeFileSync(join(folder, 'real', 'a.yaml'), 'old');
    symlinkSync('real', join(folder, 'link'));
    symlinkSync(join('link', 'a.yaml'), join(folder, 'a.yaml'));
    await writeAtomically(join(folder, 'a.yaml'), 'new');
    expect(readFileSync(join(folder, 'real', 'a.yaml'), 'utf8')).toBe('new');
    expect(readdirSync(join(folder, 'real'))).toEqual(['a.yaml']);
  });
});

describe('a file that cannot be replaced', () => {
  it('leaves nothing behind [configuration-migration/File that cannot be written stays]', async () => {
    await expect(writeAtomically(join(folder, 'missing'), 'new')).rejects.toThrow('ENOENT');
    mkdirSync(join(folder, 'sub'));
    await expect(writeAtomically(join(folder, 'sub'), 'new')).rejects.toThrow('EISDIR');
    expect(readdirSync(folder)).toEqual(['sub']);
    // The name of the file beside it would be too long.
    const path = join(folder, 'n'.repeat(250));
    writeFileSync(path, 'old');
    await expect(writeAtomically(path, 'new')).rejects.toThrow('ENAMETOOLONG');
    expect(readFileSync(path, 'utf8')).toBe('old');
  });

  it.skipIf(process.getuid?.() === 0)(
    'is one that may not be written [configuration-migration/File that cannot be written stays]',
    async () => {
      const path = join(folder, 'a.yaml');
      writeFileSync(path, 'old');
      chmodSync(path, 0o444);
      await expect(writeAtomically(path, 'new')).rejects.toThrow('EACCES');
      expect(readFileSync(path, 'utf8')).toBe('old');
      expect(readdirSync(folder)).toEqual(['a.yaml']);
    },
  );
});

/** Writes one large text after the other until it is killed. */
const writer = `
  const { writeAtomically } = await import(process.argv[1]);
  for (let round = 0; ; round += 1) {
    const line = String(round % 10).repeat(99) + '\\n';
    await writeAtomically(process.argv[2], line.repeat(20_000));
    process.send?.('written');
  }
`;

describe('a process that is killed while it writes', () => {
  it('leaves one whole text [configuration-migration/Killed process leaves no half-written file]', async () => {
    const path = join(folder, 'a.yaml');
    writeFileSync(path, `${'x'.repeat(99)}\n`.repeat(20_000));
    const module = join(import.meta.dirname, 'atomic-write.ts');
    for (let round = 0; round < 20; round += 1) {
      const child: ChildProcess = spawn(
        process.execPath,
        ['--input-type=module', '-e', writer, module, path],
        {
          stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
        },
      );
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
});
