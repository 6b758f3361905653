import { chmodSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTextFile } from './text-file.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'boost-text-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('a file', () => {
  it('is read whole, byte order mark included', () => {
    expect(readTextFile(write('a', '\uFEFFä: 1\n'))).toEqual({
      text: '\uFEFFä: 1\n',
    });
    expect(readTextFile(write('b', ''))).toEqual({ text: '' });
  });

  it('with other bytes than UTF-8 is read as Backstage reads it', () => {
    const bytes = Uint8Array.of(0x61, 0x0a, 0x61, 0xff);
    expect(readTextFile(write('c', bytes), 'c.yaml')).toEqual({
      text: 'a\na\uFFFD',
      notUtf8: { file: 'c.yaml', line: 2, column: 2, endLine: 2, endColumn: 3 },
    });
  });

  it('of more than 5 MB is refused', () => {
    const path = write('large', '');
    truncateSync(path, 5_000_000);
    expect(readTextFile(path)).toMatchObject({ text: expect.any(String) });
    truncateSync(path, 5_000_001);
    expect(readTextFile(path, 'large.yaml')).toMatchObject({
      problem: {
        severity: 'error',
        code: 'too_large',
        message: 'is larger than 5 MB and was not read',
        location: { file: 'large.yaml' },
      },
    });
    // A device without an end is not read to its end.
    expect(readTextFile('/dev/zero').problem).toMatchObject({ code: 'too_large' });
  });

  it.each([
    ['missing', 'does not exist'],
    ['.', 'is a folder'],
    ['a\u0000b', 'could not be read'],
  ])('that cannot be read is told: %j', (name, message) => {
    const { problem } = readTextFile(join(folder, name), 'named.yaml');
    expect(problem).toMatchObject({
      severity: 'error',
      code: 'unreadable_file',
      message,
      location: { file: 'named.yaml', line: 1, column: 1, endLine: 1, endColumn: 1 },
    });
    expect(problem?.hint).toMatch(/\w\.$/);
  });

  it.skipIf(process.getuid?.() === 0)('that may not be read is told', () => {
    const path = write('closed', 'a: 1');
    chmodSync(path, 0);
    expect(readTextFile(path).problem?.message).toBe('may not be read');
  });
});
