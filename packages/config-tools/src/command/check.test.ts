import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cleanSummary, folderWith, run, runBuilt } from '../../test/command/command.fixture.ts';

const clean = 'boost:\n  security:\n    mode: full\n';
const wrong = 'boost:\n  security:\n    mode: no-such-mode\n';
const example = join(import.meta.dirname, '../../../../examples/app-config.yaml');

describe('boost-config check', () => {
  it('ends with 0 for a clean file [configuration-command/Clean files end with 0]', async () => {
    const cwd = folderWith({ 'app-config.yaml': clean });
    expect(await runBuilt(['check', 'app-config.yaml'], { cwd })).toEqual({
      stdout: cleanSummary,
      stderr: '',
      exitCode: 0,
    });
  });

  it('ends with 0 when there are warnings alone [configuration-command/Clean files end with 0]', async () => {
    const cwd = folderWith({ 'a.yaml': `${clean}  systemPrompt: \${NO_SUCH_VARIABLE}\n` });
    const { stdout, exitCode } = await run(['check', 'a.yaml'], { cwd });
    expect(stdout).toMatch(/^a\.yaml:4:17 warning boost\.systemPrompt /);
    expect(exitCode).toBe(0);
  });

  it('writes mistakes to stdout and ends with 1 [configuration-command/Mistakes end with 1]', async () => {
    const cwd = folderWith({ 'app-config.yaml': wrong });
    const { stdout, stderr, exitCode } = await runBuilt(['check', 'app-config.yaml'], { cwd });
    expect(stdout).toMatch(/^app-config\.yaml:3:11 error boost\.security\.mode /);
    expect(stdout).not.toContain('no-such-mode');
    expect([stderr, exitCode]).toEqual(['', 1]);
  });

  it('names a file that is not there, and one that is not valid YAML [configuration-command/Unreadable file ends with 2]', async () => {
    const cwd = folderWith({ 'broken.yaml': 'boost: "no end\n' });
    const missing = await runBuilt(['check', 'missing.yaml'], { cwd });
    expect(missing.stdout).toMatch(/^missing\.yaml:1:1 error /);
    expect([missing.stderr, missing.exitCode]).toEqual(['', 2]);
    const broken = await run(['check', 'broken.yaml', '--output', 'json'], { cwd });
    expect(JSON.parse(broken.stdout)).toMatchObject({ errors: 1, exitCode: 2 });
    expect(broken.exitCode).toBe(2);
  });

  it('reads standard input for "-", also between files [configuration-command/Standard input is checked]', async () => {
    const cwd = folderWith({ 'one.yaml': clean, 'three.yaml': 'boost: {systemPrompt: {}}' });
    const place = { cwd, stdin: wrong };
    expect((await runBuilt(['check', '-'], place)).stdout).toMatch(/^<stdin>:3:11 error boost\./);
    const several = await runBuilt(['check', 'one.yaml', '-', 'three.yaml'], place);
    expect(several.stdout.match(/^[<a-z].*? error/gm)).toEqual([
      '<stdin>:3:11 error',
      'three.yaml:1:9 error',
    ]);
    expect(await runBuilt(['check', '-'], { cwd, stdin: clean })).toMatchObject({
      stdout: cleanSummary,
      exitCode: 0,
    });
    const large = await runBuilt(['check', '-'], { cwd, stdin: '#'.repeat(5_000_001) });
    expect(large.stdout).toContain('<stdin>:1:1 error is larger than 5 MB');
    expect(large.exitCode).toBe(2);
  });

  it('finds no error in the example', async () => {
    const { stdout, exitCode } = await runBuilt(['check', example]);
    expect(stdout).not.toContain(' error ');
    expect(exitCode).toBe(0);
  });

  it('checks the usual files when none is named [configuration-check/Default files are read]', async () => {
    const both = folderWith({ 'app-config.yaml': clean, 'app-config.local.yaml': wrong });
    expect((await runBuilt(['check'], { cwd: both })).stdout).toMatch(
      /^app-config\.local\.yaml:3:11 error/,
    );
    const one = folderWith({ 'app-config.yaml': clean });
    expect((await run(['check'], { cwd: one })).exitCode).toBe(0);
    expect((await run(['check'], { cwd: folderWith() })).exitCode).toBe(2);
  });

  it('takes variables of the environment', async () => {
    const cwd = folderWith({ 'a.yaml': 'boost: { security: { mode: "${MODE}" } }\n' });
    expect((await run(['check', 'a.yaml', '--strict-env'], { cwd })).exitCode).toBe(1);
    expect(
      (await run(['check', 'a.yaml', '--strict-env'], { cwd, env: { MODE: 'full' } })).exitCode,
    ).toBe(0);
    expect((await runBuilt(['check', 'a.yaml'], { cwd, env: { MODE: 'none' } })).exitCode).toBe(1);
  });

  it('reads outside the folder only when allowed to', async () => {
    const cwd = folderWith({
      'a/a.yaml': 'boost: { $include: ../b.yaml }\n',
      'b.yaml': 'security: { mode: full }\n',
    });
    expect((await run(['check', 'a/a.yaml'], { cwd })).exitCode).toBe(1);
    expect((await run(['check', 'a/a.yaml', '--allow-outside'], { cwd })).exitCode).toBe(0);
  });

  it('A5: reads the files that keys name only when it is asked to', async () => {
    const account = '{ issuer: https://k.example.com/realms/b, clientId: b, clientSecret: "${S}" }';
    const ca = '{ baseUrl: https://k.example.com, tls: { caFile: missing.pem } }';
    const cwd = folderWith({
      'a.yaml': `boost: { security: { mode: full }, kagenti: { auth: ${account} }, providers: { kagenti: ${ca} } }\n`,
    });
    expect((await run(['check', 'a.yaml'], { cwd })).exitCode).toBe(0);
    const { exitCode, stdout } = await run(['check', 'a.yaml', '--connect-files'], { cwd });
    expect(exitCode).toBe(1);
    expect(stdout).toContain('boost.providers.kagenti.tls.caFile');
  });

  it('B7: has colors on a terminal or with FORCE_COLOR [configuration-command/Colors on a terminal or on request]', async () => {
    const cwd = folderWith({ 'a.yaml': wrong });
    const isColored = async (place: object, ...options: string[]) =>
      (await run(['check', 'a.yaml', ...options], { cwd, ...place })).stdout.includes('\u001b[');
    expect(await isColored({ isTTY: true })).toBe(true);
    expect(await isColored({ isTTY: false })).toBe(false);
    expect(await isColored({ isTTY: true, env: { NO_COLOR: '1' } })).toBe(false);
    expect(await isColored({ isTTY: true, env: { NO_COLOR: '' } })).toBe(true);
    expect(await isColored({ isTTY: true, env: { TERM: 'dumb' } })).toBe(false);
    expect(await isColored({ isTTY: true, env: { TERM: 'dumb', FORCE_COLOR: '1' } })).toBe(true);
    expect(await isColored({ isTTY: true }, '--no-color')).toBe(false);
    const built = await runBuilt(['check', 'a.yaml'], { cwd, env: { FORCE_COLOR: '1' } });
    expect(built.stdout).toContain('\u001b');
    expect(await isColored({ isTTY: true, env: { FORCE_COLOR: '0' } })).toBe(false);
    expect(await isColored({ env: { FORCE_COLOR: '1', NO_COLOR: '1' } })).toBe(true);
    expect(await isColored({ env: { FORCE_COLOR: '1' } }, '--no-color')).toBe(false);
  });

  it.each(['json', 'github', 'sarif'])(
    'writes %s [configuration-command/Mistakes end with 1]',
    async output => {
      const cwd = folderWith({ 'a.yaml': wrong });
      const { stdout, exitCode } = await runBuilt(['check', 'a.yaml', '--output', output], { cwd });
      expect(stdout).toMatch(output === 'github' ? /^::error file=a\.yaml,line=3/ : /^\{/);
      expect(exitCode).toBe(1);
    },
  );
});
