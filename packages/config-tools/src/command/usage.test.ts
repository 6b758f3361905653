import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  builtCommand,
  folderWith,
  run,
  runBuilt,
  start,
} from '../../test/command/command.fixture.ts';
import { packageVersion } from '../package-version.ts';

const subcommands = ['check', 'explain', 'migrate', 'init', 'schema', 'compat'];

describe('use of boost-config', () => {
  it('lists its subcommands [configuration-command/Help teaches each subcommand]', async () => {
    const { stdout, stderr, exitCode } = await runBuilt(['--help']);
    for (const name of subcommands) expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    expect([stderr, exitCode]).toEqual(['', 0]);
  });

  it.each(subcommands)(
    'explains %s with examples [configuration-command/Help teaches each subcommand]',
    async name => {
      const { stdout, exitCode } = await run([name, '--help']);
      expect(stdout).toContain(`Usage: boost-config ${name} `);
      expect(stdout).toMatch(new RegExp(`Examples:\\n {2}boost-config ${name}`));
      expect(exitCode).toBe(0);
    },
  );

  it('tells its version', async () => {
    expect(await runBuilt(['--version'])).toEqual({
      stdout: `${packageVersion()}\n`,
      stderr: '',
      exitCode: 0,
    });
    expect((await run(['check', '--version'])).stdout).toBe(`${packageVersion()}\n`);
  });

  it.each([
    ['no subcommand', [], /Usage: boost-config/],
    ['an unknown subcommand', ['chekc'], /unknown command 'chekc'\n\(Did you mean check\?\)/],
    [
      'an unknown option',
      ['check', '--outptu', 'json'],
      /unknown option '--outptu'\n\(Did you mean --output\?\)/,
    ],
    ['an option of another subcommand', ['init', '--strict-env'], /unknown option '--strict-env'/],
    [
      'a wrong value',
      ['check', '--output', 'xml'],
      /'xml' is invalid\. Allowed choices are text, json, github, sarif/,
    ],
    ['a missing value', ['schema', '--for'], /'--for <purpose>' argument missing/],
    ['a missing option', ['compat'], /required option '--against <baseline>' not specified/],
    ['too many arguments', ['explain', 'a', 'b'], /too many arguments/],
    ['control characters', ['check', '--\u001b[2J\u202e'], /--\\u001b\[2J\\u202e/],
  ])('refuses %s [configuration-command/Wrong usage ends with 2]', async (_, args, message) => {
    const { stdout, stderr, exitCode } = await run(args);
    expect(stderr).toMatch(message);
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  it('refuses wrong usage as a process [configuration-command/Wrong usage ends with 2]', async () => {
    const { stdout, stderr, exitCode } = await runBuilt(['chekc']);
    expect(stderr).toContain('(boost-config --help lists the commands and options.)');
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  it('says where it failed, and not with what, when it is at fault itself [configuration-command/No format shows a planted secret]', async () => {
    const cwd = folderWith({ 'a.yaml': 'boost: {}' });
    const broken = {
      get isTTY(): boolean {
        throw new TypeError('the secret of the file');
      },
      write: () => true,
    };
    let stderr = '';
    const { runCommand } = await import('./run-command.ts');
    const exitCode = await runCommand(['check', 'a.yaml'], {
      stdout: broken,
      stderr: { isTTY: false, write: (piece: string) => (stderr += piece) },
      env: {},
      cwd,
    });
    expect(stderr).toMatch(/^error: boost-config itself failed\. .*\n {4}at /);
    expect(stderr).not.toContain('secret');
    expect(exitCode).toBe(2);
  });

  it('ends quietly when nobody reads on [configuration-command/Reader that leaves early is no failure]', async () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `  key${index}: 1\n`).join('');
    const cwd = folderWith({ 'app-config.yaml': `boost:\n${keys}` });
    const child = start(['check'], { cwd });
    child.stdout.once('data', () => child.stdout.destroy());
    const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect([stderr, exitCode]).toEqual(['', 1]);
  });

  it('tells of what nobody read by its exit code [configuration-command/Reader that leaves early is no failure]', async () => {
    const old = Array.from({ length: 3_000 }, (_, index) => `# ${index}\n`).join('');
    const cwd = folderWith({
      'app-config.yaml': `${old}boost: {kagenti: {auth: {tokenExchange: {enabled: true}}}}\n`,
    });
    const child = start(['migrate', '--check'], { cwd });
    child.stdout.destroy();
    const [stderr, [exitCode]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect([stderr, exitCode]).toEqual(['', 1]);
  });

  it.skipIf(!existsSync('/dev/full'))('ends with 2 when stdout cannot be written', () => {
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const cwd = folderWith({ 'app-config.yaml': 'boost: {}' });
    const { status, stderr } = spawnSync(process.execPath, [builtCommand, 'check'], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', full, 'pipe'],
    });
    expect([stderr, status]).toEqual(['error: stdout cannot be written: ENOSPC\n', 2]);
  });
});
