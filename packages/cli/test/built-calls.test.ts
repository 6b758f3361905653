import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { startTestServers, type TestServers } from '@rhdh-boost/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { hasTerminal } from '../src/chat/chat.fixture.ts';
import { folderWith } from './run-boost.fixture.ts';

const program = join(import.meta.dirname, '../bin/boost.js');

let servers: TestServers;

beforeAll(async () => {
  servers = await startTestServers();
});
afterAll(() => servers.stop());

/** Starts the built command on the servers. */
function start(args: readonly string[], appConfig: object = servers.appConfig) {
  return spawn(process.execPath, [program, ...args], place(appConfig));
}

function place(appConfig: object = servers.appConfig) {
  return {
    cwd: folderWith({ 'app-config.yaml': stringify(appConfig) }),
    env: { PATH: process.env['PATH'] },
    timeout: 30_000,
  };
}

const run = (...args: readonly string[]) => runOn(servers.appConfig, ...args);

async function runOn(appConfig: object, ...args: readonly string[]) {
  const child = start(args, appConfig);
  const ended = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [exitCode] = await ended;
  return { stdout, stderr, exitCode };
}

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
    const silent = createServer(socket => void socket.on('error', () => {}));
    await once(silent.listen(0, '127.0.0.1'), 'listening');
    const { port } = Object(silent.address());
    const backend = { cache: { store: 'redis', connection: `redis://127.0.0.1:${port}` } };
    const { stdout } = await runOn({ ...servers.appConfig, backend }, 'doctor', '--json');
    expect(stdout).toContain('"store_unreachable"');
    silent.close();
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
    const command = `stty cols 0; exec '${process.execPath}' '${program}' agents list`;
    const child = spawn('script', ['-qfec', command, '/dev/null'], place());
    expect(await text(child.stdout)).toContain('a2a       Tells the weather\r\n');
  });

  it('ends with 130 after Ctrl-C, without a message', async () => {
    servers.kagenti.faults.next({ kind: 'hang' }, { operation: 'agents.list' });
    const child = start(['agents', 'list', '-n', 'team1']);
    const ended = once(child, 'close');
    await expect.poll(() => servers.kagenti.faults.pending, { timeout: 20_000 }).toBe(0);
    child.kill('SIGINT');
    const stderr = await text(child.stderr);
    expect([(await ended)[0], stderr]).toEqual([130, '']);
  });

  it.each(['token', 'agents list', 'doctor', 'chat --message Hello', 'config check'])(
    'ends %s with 130 after Ctrl-C while it waits for standard input',
    async line => {
      const files = line.startsWith('config') ? ['-'] : ['--config', '-'];
      const child = start([...line.split(' '), ...files]);
      const ended = once(child, 'close');
      // It reads the first half, and waits for the other.
      child.stdin.write('boost:\n');
      await new Promise(resolve => setTimeout(resolve, 1500));
      child.kill('SIGINT');
      expect((await ended)[0]).toBe(130);
    },
  );
});
