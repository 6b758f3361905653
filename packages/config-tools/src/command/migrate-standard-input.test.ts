import { describe, expect, it } from 'vitest';
import { folderWith, run, runBuilt } from '../../test/command/command.fixture.ts';

const old =
  'boost:\n  security: {mode: full}\n  kagenti: {auth: {tokenExchange: {audience: the-audience}}}\n';

describe('boost-config migrate -', () => {
  it('shows the difference of standard input as of a file', async () => {
    const { stdout, exitCode } = await runBuilt(['migrate', '-'], {
      cwd: folderWith(),
      stdin: old,
    });
    expect(stdout).toMatch(/^--- <stdin>\n\+\+\+ <stdin>\n/);
    expect(stdout).toMatch(/^\+.*clientId: "\$\{KAGENTI_CLIENT_ID\}"/m);
    expect(stdout).not.toContain('the-audience');
    expect(exitCode).toBe(0);
  });

  it('fails with --check where there is something to do', async () => {
    const place = { cwd: folderWith(), stdin: old };
    expect((await runBuilt(['migrate', '--check', '-'], place)).exitCode).toBe(1);
  });

  it('says that it has no file to write to', async () => {
    const { stdout, stderr, exitCode } = await run(['migrate', '--write', '-']);
    expect(stderr).toContain('Name the file instead of "-"');
    expect([stdout, exitCode]).toEqual(['', 2]);
  });
});
