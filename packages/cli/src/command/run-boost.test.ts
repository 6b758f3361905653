import { describe, expect, test } from 'vitest';
import { boostContext, folderWith, run } from '../../test/run-boost.fixture.ts';
import { createProgram } from './program.ts';

const appConfig = `boost:
  security: { mode: full }
  providers:
    kagenti: { baseUrl: https://kagenti.example.com }
  kagenti:
    auth: { method: nothing }
`;

/** The names of all commands, as the program has them. */
const commands = createProgram(boostContext({ cwd: '.' }).context, () => {}).commands.map(command =>
  command.name(),
);

describe('help', () => {
  test('fits a screen, with all commands and exit codes [boost-command/Help fits a screen]', async () => {
    const { stdout, stderr, exitCode } = await run(['--help']);
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(24);
    expect(Math.max(...lines.map(line => line.length))).toBeLessThanOrEqual(80);
    for (const name of commands) expect(stdout).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    expect(stdout).toMatch(/Exit code: 0 .* 1 .* 2 .*\n?.*130 /);
    expect([stderr, exitCode]).toEqual(['', 0]);
  });

  test('is printed without arguments', async () => {
    expect(await run([])).toEqual(await run(['--help']));
  });

  test.each(commands)('of %s has no empty default', async name => {
    const { stdout, exitCode } = await run([name, '--help']);
    expect(stdout).toContain(`Usage: boost ${name} `);
    expect(stdout).not.toContain('(default: [])');
    expect(exitCode).toBe(0);
  });

  test('of a command is also printed by help, that of config by boost-config', async () => {
    expect(await run(['help', 'doctor'])).toEqual(await run(['doctor', '--help']));
    expect(await run(['help', 'agents', 'get'])).toEqual(await run(['agents', 'get', '--help']));
    expect(await run(['help', 'config'])).toEqual(await run(['config', '--help']));
    expect(await run(['help', 'config', 'check'])).toEqual(
      await run(['config', 'check', '--help']),
    );
  });
});

describe('a script', () => {
  test.each([
    'doctor',
    'token',
    'chat',
    ...['agents', 'tools', 'skills', 'contexts', 'namespaces'].flatMap(name => [
      `${name} list`,
      `${name} get`,
    ]),
    ...['check', 'explain', 'migrate', 'compat'].map(name => `config ${name}`),
  ])('gets JSON from boost %s', async name => {
    const { stdout } = await run([...name.split(' '), '--help']);
    expect(stdout).toMatch(/^ {2}--json /m);
  });
});

describe('usage', () => {
  test.each([
    ['an unknown command', ['docotr'], /unknown command 'docotr'\n\(Did you mean doctor\?\)/],
    ['help of an unknown command', ['help', 'docotr'], /Did you mean doctor\?/],
    [
      'an unknown option',
      ['doctor', '--jsno'],
      /unknown option '--jsno'\n\(Did you mean --json\?\)/,
    ],
    ['control characters', ['\u001b[2J'], /\\u001b\[2J/],
  ])(
    '%s ends with 2 and a suggestion [boost-command/Wrong use ends with 2]',
    async (_name, args, message) => {
      const { stdout, stderr, exitCode } = await run(args);
      expect(stderr).toMatch(message);
      expect([stdout, exitCode]).toEqual(['', 2]);
    },
  );

  test('a file that cannot be read ends with 2 and the finding [boost-command/Unreadable file ends with 2]', async () => {
    const { stdout, stderr, exitCode } = await run(['doctor', 'missing.yaml']);
    expect(stderr).toMatch(/^error: The configuration cannot be read:\n {2}missing\.yaml\S* .+\n$/);
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  test('a secret in --set ends with 2 and names the variable [boost-command/Secret is refused on the command line]', async () => {
    const { stdout, stderr, exitCode } = await run([
      'doctor',
      '--set',
      'boost.kagenti.auth.clientSecret=canary-61c0',
    ]);
    expect(stderr).toContain('APP_CONFIG_boost_kagenti_auth_clientSecret');
    expect(`${stdout}${stderr}`).not.toContain('canary');
    expect([stdout, exitCode]).toEqual(['', 2]);
  });

  test('the version is that of the package', async () => {
    expect(await run(['--version'])).toMatchObject({
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/),
      exitCode: 0,
    });
  });
});

test.each([
  ['on a terminal', { isTTY: true }, [], true],
  ['elsewhere', {}, [], false],
  ['elsewhere with FORCE_COLOR', { env: { FORCE_COLOR: '1' } }, [], true],
  ['on a terminal with NO_COLOR', { isTTY: true, env: { NO_COLOR: '1' } }, [], false],
  ['on a terminal with --no-color', { isTTY: true }, ['--no-color'], false],
  ['on a terminal with --json', { isTTY: true }, ['--json'], false],
] as const)(
  'colors %s [boost-command/Colors are for a terminal]',
  async (_name, place, options, isColored) => {
    const cwd = folderWith({ 'app-config.yaml': appConfig });
    const { stdout } = await run(['doctor', ...options], { cwd, ...place });
    expect(stdout).toMatch(/configuration/i);
    expect(stdout.includes('\u001B[')).toBe(isColored);
  },
);

describe('config', () => {
  test('is boost-config, under its own name [boost-command/Config is boost-config]', async () => {
    const help = await run(['config', 'check', '--help']);
    expect(help.stdout).toContain('Usage: boost config check [options] [files...]');
    expect(help.stdout).not.toMatch(/boost-config check/);
    const { stdout, exitCode } = await run(['config', 'check', '--output', 'json'], {
      cwd: folderWith({ 'app-config.yaml': appConfig }),
    });
    expect(JSON.parse(stdout)).toHaveProperty('findings.0.path', 'boost.kagenti.auth.method');
    expect(exitCode).toBe(1);
  });

  test('has the exit codes of boost-config', async () => {
    expect(await run(['config', 'check', 'missing.yaml'])).toMatchObject({ exitCode: 2 });
    expect(await run(['config', 'explain', 'security.mode'])).toMatchObject({ exitCode: 0 });
    expect(await run(['config', 'chekc'])).toMatchObject({ exitCode: 2 });
  });

  test('has the version of boost', async () => {
    expect(await run(['config', '--version'])).toEqual(await run(['--version']));
  });
});

test('a run that was interrupted ends with 130', async () => {
  const signal = AbortSignal.abort();
  const { exitCode, stderr } = await run(['doctor'], {
    cwd: folderWith({ 'app-config.yaml': appConfig }),
    signal,
  });
  expect([exitCode, stderr]).toEqual([130, '']);
});

test('an error that nobody foresaw is shown without its message, which may quote a secret', async () => {
  const env = new Proxy<Record<string, string>>(
    {},
    {
      ownKeys() {
        throw new Error('canary-7be2');
      },
    },
  );
  const { stdout, stderr, exitCode } = await run(['token'], { env });
  expect(stderr).toMatch(
    /^error: boost itself failed\. Please report it with these lines:\n {4}at /,
  );
  expect(`${stdout}${stderr}`).not.toContain('canary');
  expect(exitCode).toBe(2);
});
