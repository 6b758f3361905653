import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { startTestServers, type TestServers } from '@rhdh-boost/testkit';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { stringify } from 'yaml';
import { hasTerminal, startBoost, startOnTerminal } from './built-boost.fixture.ts';
import { portOf } from './listening.fixture.ts';
import { folderWith } from './run-boost.fixture.ts';

let servers: TestServers;

beforeAll(async () => {
  servers = await startTestServers();
});
afterAll(() => servers.stop());

const folderOf = (appConfig: object) => folderWith({ 'app-config.yaml': stringify(appConfig) });

/** Starts the built command on the servers, or on another app-config. */
function start(args: readonly string[], appConfig: object = servers.appConfig) {
  const started = startBoost(args, { cwd: folderOf(appConfig) });
  onTestFinished(() => void started.child.kill('SIGKILL'));
  return started;
}

const run = (...args: readonly string[]) => start(args).ended;

describe('the built command', () => {
  it('prints a token that Kagenti accepts', async () => {
    const { stdout, stderr, exitCode } = await run('token', '--print');
    expect([stderr, exitCode]).toEqual(['', 0]);
    const response = await fetch(`${servers.kagenti.baseUrl}/api/v1/agents?namespace=team1`, {
      headers: { authorization: `Bearer ${stdout.trim()}` },
    });
    expect(response.status).toBe(200);
  });

  it('recognizes errors of drivers, which have only a name', async () => {
    const port = await portOf(createServer(socket => void socket.on('error', () => {})));
    const backend = { cache: { store: 'redis', connection: `redis://127.0.0.1:${port}` } };
    const { stdout } = await start(['doctor', '--json'], { ...servers.appConfig, backend }).ended;
    expect(stdout).toContain('"store_unreachable"');
  }, 60_000);

  it('shows the token, and lists and gets a resource', async () => {
    expect((await run('token')).stdout).toContain('because of the role rossoctl-operator');
    expect((await run('agents', 'list', '-o', 'name')).stdout).toBe('team1/weather-agent\n');
    expect((await run('tools', 'get', 'weather-tool', '-o', 'yaml')).stdout).toMatch(
      /^metadata:\n/,
    );
    expect(await run('skills', 'list')).toMatchObject({ exitCode: 0 });
    expect((await run('namespaces', 'list', '--json')).stdout).toContain('"team2"');
  });

  it.runIf(hasTerminal)('cuts nothing on a terminal that does not know its width', async () => {
    const child = startOnTerminal(['agents', 'list'], folderOf(servers.appConfig), 'cols 0');
    onTestFinished(() => void child.kill('SIGKILL'));
    expect(await text(child.stdout)).toContain('a2a       Tells the weather\r\n');
  });

  it('ends with 130 after Ctrl-C during a call, without a message', async () => {
    servers.kagenti.faults.next({ kind: 'hang' }, { operation: 'agents.list' });
    const { child, ended } = start(['agents', 'list', '-n', 'team1']);
    await vi.waitFor(() => expect(servers.kagenti.faults.pending).toBe(0), 15_000);
    child.kill('SIGINT');
    expect(await ended).toEqual({ stdout: '', stderr: '', exitCode: 130 });
  });

  it.each([
    'token --config -',
    'agents list --config -',
    'doctor --config -',
    'chat --message Hello --config -',
    'config check -',
  ])(
    'ends %s with 130 after Ctrl-C while it reads standard input [boost-command/Interruption ends with 130]',
    async line => {
      const { child, ended } = start(line.split(' '));
      // More than a pipe takes: when all of it is written, the command reads, and waits for the end.
      await new Promise(resolve => {
        child.stdin.write('# text\n'.repeat(200_000), resolve);
      });
      child.kill('SIGINT');
      expect((await ended).exitCode).toBe(130);
    },
  );

  it('does not fail when its reader leaves early', async () => {
    const { child, ended } = start(['--help']);
    child.stdout.destroy();
    expect(await ended).toMatchObject({ stderr: '', exitCode: 0 });
  });
});
