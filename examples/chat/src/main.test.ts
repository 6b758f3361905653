import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('C3: the example runs from question to answer, and ends [developer-tooling/Example answers an agent’s question]', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    join(import.meta.dirname, 'main.ts'),
  ]);

  expect(stdout.split('\n').slice(1, 3)).toEqual([
    'Agent asks: May I publish them?',
    'Jane: Approved',
  ]);
  expect(stdout).toMatch(/what I heard is: Approved \(request r-17\)\n$/);
});
