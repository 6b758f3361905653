import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { exampleFolder } from '../src/installed-example.ts';
import { skipsBackstage } from './fixtures/skips-backstage.fixture.ts';

const lacksBackstage = await skipsBackstage();

describe.skipIf(lacksBackstage)('the recipe', async () => {
  // It imports what the line above installs.
  await import('../src/chat-plugin.recipe.ts');
});

test.skipIf(lacksBackstage)(
  'C5: the example compiles [developer-tooling/Plugin is tested with the test kit]',
  async () => {
    const compiler = join(exampleFolder, '../../node_modules/typescript/bin/tsc');

    const compiling = promisify(execFile)(process.execPath, [compiler, '-p', exampleFolder]);

    await expect(compiling).resolves.toMatchObject({ stdout: '' });
  },
);
