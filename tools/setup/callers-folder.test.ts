import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repositoryRoot } from '../common/problem.ts';
import { scratchFolder } from '../common/scratch-folder.fixture.ts';

/** The program and arguments of a script of package.json, which runs on Node. */
function argumentsOf(script: string): string[] {
  const { scripts } = JSON.parse(readFileSync(join(repositoryRoot, 'package.json'), 'utf8'));
  const [, program, ...rest] = scripts[script].split(' ');
  return [join(repositoryRoot, program), ...rest];
}

test.each([
  { name: 'boost-config', given: ['check', 'app-config.yaml'], caller: 'npm' },
  { name: 'boost-config', given: ['check', 'app-config.yaml'], caller: 'node' },
  { name: 'boost', given: ['doctor', 'app-config.yaml'], caller: 'npm' },
  { name: 'boost', given: ['doctor', 'app-config.yaml'], caller: 'node' },
])(
  'of $name, run by $caller, a name is meant from the folder of the caller',
  ({ name, given, caller }) => {
    const folder = scratchFolder({ 'app-config.yaml': 'boost: { security: { mode: half } }\n' });
    // npm runs a script in the repository's folder.
    const [cwd, variables] =
      caller === 'npm' ? [repositoryRoot, { INIT_CWD: folder }] : [folder, {}];

    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [...argumentsOf(name), ...given],
      { cwd, env: { PATH: process.env['PATH'], ...variables }, encoding: 'utf8' },
    );

    expect({ status, printed: stdout + stderr }).toEqual({
      status: 1,
      printed: expect.stringContaining('boost.security.mode'),
    });
  },
  120_000,
);
