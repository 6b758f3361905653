import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const program = fileURLToPath(new URL('./files-crossed.fixture.ts', import.meta.url));

test('a call runs functions of at most 25 files', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [program]);
  const files: unknown = JSON.parse(stdout);

  expect(files).toEqual(expect.arrayContaining(['operations/parameters.ts', 'sending/call.ts']));
  expect(Array.isArray(files) ? files.length : undefined).toBeLessThanOrEqual(25);
});
