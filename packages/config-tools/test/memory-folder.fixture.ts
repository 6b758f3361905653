import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/**
 * A folder for a test file that writes files thousands of times: in memory where the machine has
 * that. It goes away with the last test.
 */
export function memoryFolder(): string {
  const folder = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'boost-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  return folder;
}
