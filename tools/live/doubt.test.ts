import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { CleanUp } from './clean-up.ts';
import { inventory, type LiveServers, startLive, startLiveServers } from './live.fixture.ts';
import { startRelay } from './relay.fixture.ts';

let servers: LiveServers;
beforeEach(async () => {
  ran = [];
  servers = await startLiveServers();
});
afterEach(async () => {
  await Promise.all(ran);
  await servers[Symbol.asyncDispose]();
});

const gone = { status: 504, body: '' };
const deleted = { status: 200, body: '{"success":true,"message":"hunter2"}' };

function start(group: string, baseUrl = servers.backend.baseUrl) {
  const { tokenEndpoint } = servers.identityProvider;
  const args = ['--base-url', baseUrl, '--token-endpoint', tokenEndpoint, '--only', group];
  return startLive([...args, '--client-id', 'boost', '--json']);
}

/** What ran without its caller. */
let ran: Promise<unknown>[];

/** Loses the answer to the first creation of an agent, which runs only after the first removal. */
async function startLateRelay(laterRemovals: boolean) {
  let late: (() => Promise<unknown>) | undefined;
  let lost = false;
  return startRelay(servers.backend.baseUrl, async ({ method, path, forward }) => {
    if (method === 'POST' && path === '/api/v1/agents' && !lost) {
      lost = true;
      late = forward;
      return gone;
    }
    if (method !== 'DELETE') return forward();
    if (!path.endsWith('-agent') || path.endsWith('-built-agent')) return forward();
    if (late === undefined) return laterRemovals ? forward() : deleted;
    const answer = await forward();
    const run = late;
    late = undefined;
    ran.push(sleep(300).then(run));
    return answer;
  });
}

test('is removed though it came late', async () => {
  const before = await inventory(servers);
  await using relay = await startLateRelay(true);

  const { stdout, exitCode } = await start('agents', relay.baseUrl).ended;

  await Promise.all(ran);
  expect(ran).toHaveLength(1);
  expect(JSON.parse(stdout)).toMatchObject({ leftBehind: [] });
  expect(exitCode).toBe(1);
  expect(await inventory(servers)).toBe(before);
});

test('is told when it stays', async () => {
  await using relay = await startLateRelay(false);

  const { stdout, exitCode } = await start('agents', relay.baseUrl).ended;

  const report = JSON.parse(stdout);
  expect(report.leftBehind).toEqual([
    { what: `agent team1/${report.prefix}-agent`, why: expect.stringContaining('still there') },
  ]);
  expect(stdout).not.toContain('hunter2');
  expect(exitCode).toBe(1);
});

test.each(['SIGINT', 'SIGTERM'] as const)('by %s', async signal => {
  const before = await inventory(servers);
  let arrived: (() => void) | undefined;
  await using relay = await startRelay(
    servers.backend.baseUrl,
    async ({ method, path, forward }) => {
      if (method !== 'POST' || path !== '/api/v1/tools') return forward();
      arrived?.();
      const answer = sleep(1_500).then(forward);
      ran.push(answer);
      return answer;
    },
  );
  const run = start('tools', relay.baseUrl);
  arrived = () => void run.child.kill(signal);

  const { stdout, exitCode } = await run.ended;

  await Promise.all(ran);
  expect(ran).toHaveLength(1);
  expect(exitCode).toBe(130);
  expect(JSON.parse(stdout)).toMatchObject({ interrupted: true, leftBehind: [] });
  expect(await inventory(servers)).toBe(before);
});

test('names what is left', async () => {
  const { faults } = servers.backend;
  faults.always({ kind: 'hang' }, { operation: 'simulation.delete' });
  faults.always({ kind: 'hang' }, { operation: 'simulation.stop' });
  const run = start('simulation');
  const interrupt = async (): Promise<void> => {
    run.child.kill('SIGINT');
    // One that npm passes on as well ends nothing.
    await sleep(100);
    run.child.kill('SIGINT');
    await sleep(1_500);
    run.child.kill('SIGINT');
  };
  run.child.stderr.on('data', (chunk: Buffer) => {
    if (chunk.toString().includes('simulation.create ok')) void interrupt();
  });
  const startedAt = performance.now();

  const { stdout, stderr, exitCode } = await run.ended;

  expect(performance.now() - startedAt).toBeLessThan(15_000);
  const report = JSON.parse(stdout);
  const what = `simulated tool team1/${report.prefix}-simulated`;
  expect(report).toMatchObject({ interrupted: true, leftBehind: [{ what }] });
  expect(stderr).toContain(`Could not remove ${what}.`);
  expect(exitCode).toBe(130);
}, 90_000);

const isGone = async (): Promise<boolean> => false;

test('does not keep the others', async () => {
  const removed: string[] = [];
  const cleanUp = new CleanUp({ removalMs: 50 });
  cleanUp.add({ what: 'tool a', isThere: isGone, remove: async () => removed.push('tool a') });
  cleanUp.add({
    what: 'tool b',
    isThere: isGone,
    remove: ({ signal }) =>
      new Promise((_, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('hunter2')));
      }),
  });

  const leftBehind = await cleanUp.run(new AbortController().signal);

  expect(removed).toEqual(['tool a']);
  expect(leftBehind).toEqual([{ what: 'tool b', why: expect.stringContaining('not answered') }]);
});
