import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratchFolder } from './scratch-folder.fixture.ts';

const root = join(import.meta.dirname, '..');

/** Runs the script from a folder, as npm does from the repository's own. */
function check(folder: string, { INIT_CWD }: { readonly INIT_CWD?: string }) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'tools/boost-config.mjs'), 'check', 'app-config.yaml', '--output', 'json'],
    { cwd: INIT_CWD === undefined ? folder : root, env: { PATH: process.env['PATH'], INIT_CWD } },
  );
  return { status, report: JSON.parse(stdout.toString()), stderr: stderr.toString() };
}

test('a name is meant from the folder that npm was called in [developer-tooling/Names are meant from where the command was called]', () => {
  const folder = scratchFolder({ 'app-config.yaml': 'boost: { security: { mode: half } }\n' });

  const ofNpm = check(folder, { INIT_CWD: folder });
  const ofNode = check(folder, {});

  for (const { status, report } of [ofNpm, ofNode]) {
    expect(status).toBe(1);
    expect(report.findings).toMatchObject([{ path: 'boost.security.mode' }]);
  }
}, 120_000);
