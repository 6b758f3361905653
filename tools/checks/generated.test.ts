import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../common/problem.ts';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';

/** Runs `generate:check` with this repository's turbo.json on a workspace with these scripts. */
function generateCheck(scripts: Record<string, string>) {
  const root = scratchFolder({
    'turbo.json': readFileSync(join(repositoryRoot, 'turbo.json'), 'utf8').replace(
      /"\$schema".*/,
      '',
    ),
    'package.json': JSON.stringify({
      name: 'root',
      packageManager: 'npm@11.19.1',
      workspaces: ['packages/*'],
      scripts: { 'types:tools': 'true', 'types:7:tools': 'true' },
    }),
    'packages/one/package.json': JSON.stringify({ name: '@scope/one', version: '0.1.0', scripts }),
    'packages/two/package.json': JSON.stringify({ name: '@scope/two', version: '0.1.0' }),
  });
  const { status, stdout, stderr } = spawnSync(
    join(repositoryRoot, 'node_modules/.bin/turbo'),
    ['run', 'generate:check', '--no-color'],
    { cwd: root, encoding: 'utf8', env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' } },
  );
  return { passed: status === 0, output: stdout + stderr };
}

test('the one workspace that generates has fresh files', () => {
  expect(generateCheck({ 'generate:check': 'true' }).passed).toBe(true);
});

test('a workspace with a stale file', () => {
  const { passed, output } = generateCheck({
    'generate:check': 'echo schema/a.json is stale; exit 1',
  });

  expect(passed).toBe(false);
  expect(output).toContain('@scope/one:generate:check: schema/a.json is stale');
  expect(output).toContain('@scope/one#generate:check');
});
