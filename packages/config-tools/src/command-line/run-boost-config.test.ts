import { expect, test } from 'vitest';
import { folderWith } from '../../test/command/command.fixture.ts';
import { runBoostConfig } from './run-boost-config.ts';

const subcommands = ['check', 'explain', 'migrate', 'init', 'schema', 'compat'];

async function run(args: readonly string[], files: Readonly<Record<string, string>> = {}) {
  const written = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof written) => ({
    isTTY: false,
    write(text: string) {
      written[name] += text;
    },
  });
  const exitCode = await runBoostConfig(args, {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    env: {},
    cwd: folderWith(files),
    name: 'boost config',
    version: '1.2.3',
  });
  return { ...written, exitCode };
}

/** The command itself, not `boost-config.yaml`, the comments `boost-config-ignore` or a file that is named after it. */
const ownName = /boost-config(?![.\w-])/;

test.each([
  [['--help']],
  ...subcommands.flatMap(name => [[[name, '--help']], [['help', name]], [[name, '--wrong']]]),
  [['chekc']],
  [['check', 'missing.yaml']],
  [['check']],
  [['explain', 'nothing.like.it']],
  [['init']],
  [['check', 'augment.yaml']],
  [['migrate', 'augment.yaml']],
  [['schema', '--with', 'a b']],
])('%j has the name of the other command', async args => {
  const { stdout, stderr } = await run(args, { 'augment.yaml': 'augment:\n  sideEffects: 1\n' });
  expect(`${stdout}${stderr}`).not.toMatch(ownName);
});

test('usage and examples have the name', async () => {
  const { stdout, exitCode } = await run(['check', '--help']);
  expect(stdout).toContain('Usage: boost config check [options] [files...]');
  expect(stdout).toContain('\n  boost config check --strict-env deploy/configmap.yaml\n');
  expect(stdout).toContain('A boost-config.yaml');
  expect(stdout).toContain(' > boost-config.sarif');
  expect(exitCode).toBe(0);
});

test('hints of findings have the name', async () => {
  const files = { 'a.yaml': 'augment: { sideEffects: 1 }\n' };
  expect((await run(['check', 'a.yaml'], files)).stdout).toContain('Run "boost config migrate"');
});

test('the version is that of the other command, also in SARIF', async () => {
  expect(await run(['--version'])).toEqual({ stdout: '1.2.3\n', stderr: '', exitCode: 0 });
  expect(await run(['check', '--version'])).toMatchObject({ stdout: '1.2.3\n' });
  const { stdout } = await run(['check', '--output', 'sarif', 'a.yaml'], {
    'a.yaml': 'boost: {}\n',
  });
  expect(JSON.parse(stdout)).toHaveProperty('runs.0.tool.driver.version', '1.2.3');
});

test.each([[['check', 'a.yaml']], [['migrate', 'a.yaml']], [['explain', 'kagenti.auth']]])(
  '%j writes JSON with --json, too',
  async args => {
    const files = { 'a.yaml': 'boost:\n  kagenti: { auth: { clientID: boost } }\n' };
    const { stdout, exitCode } = await run([...args, '--json'], files);
    expect(JSON.parse(stdout)).toBeTypeOf('object');
    expect(exitCode).toBe((await run([...args, '--output', 'json'], files)).exitCode);
  },
);
