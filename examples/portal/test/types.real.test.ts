import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleFolder } from '../src/installed-example.ts';
import { skipsBackstage } from './fixtures/skips-backstage.fixture.ts';

const repository = join(exampleFolder, '..', '..');

describe.skipIf(await skipsBackstage())('the example', () => {
  test('compiles against the types of Backstage', () => {
    const tsc = join(repository, 'node_modules', 'typescript', 'bin', 'tsc');
    const { status, stdout } = spawnSync(process.execPath, [tsc, '-p', exampleFolder], {
      cwd: repository,
      encoding: 'utf8',
    });

    expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
  });
});
