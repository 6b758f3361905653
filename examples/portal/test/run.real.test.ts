import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exampleFolder } from '../src/installed-example.ts';
import { skipsBackstage } from './fixtures/skips-backstage.fixture.ts';

const repository = join(exampleFolder, '..', '..');
const lacksBackstage = await skipsBackstage();

function node(...args: string[]): { status: number | null; stdout: string } {
  return spawnSync(process.execPath, args, { cwd: repository, encoding: 'utf8' });
}

describe.skipIf(lacksBackstage)('the example', () => {
  test('answers over HTTP, with one token request, and ends', () => {
    const { status, stdout } = node(join(exampleFolder, 'src', 'run.ts'), '--once');

    expect(stdout).toMatch(/^GET http:\S+\/api\/agents: 200\n\{"items":.*weather-agent/);
    expect(stdout).toMatch(/^1 token request$/m);
    expect(status).toBe(0);
  });

  test('compiles against the types of Backstage', () => {
    const tsc = join(repository, 'node_modules', 'typescript', 'bin', 'tsc');

    expect(node(tsc, '-p', exampleFolder)).toMatchObject({ stdout: '', status: 0 });
  });
});
