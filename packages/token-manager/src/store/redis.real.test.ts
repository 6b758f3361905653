import { fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createClient } from '@redis/client';
import { Redis } from 'ioredis';
import { Redis as Valkey } from 'iovalkey';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { RedisServer, skipsRedis } from '../fixtures/redis-server.fixture.ts';
import type { ReplicaOutcome, ReplicaTask } from '../fixtures/replica-process.fixture.ts';
import { encryptionKey } from '../fixtures/replicas.fixture.ts';
import { ScriptedEndpoint, tokens } from '../fixtures/scripted-endpoint.fixture.ts';
import { managerFor } from '../fixtures/test-manager.fixture.ts';
import { createRedisTokenStore, type RedisCommands } from './redis-token-store.ts';

const program = fileURLToPath(new URL('../fixtures/replica-process.fixture.ts', import.meta.url));

/** A process that can be told to begin and to stop. */
interface ReplicaProcess {
  begin(): void;
  stop(): Promise<ReplicaOutcome>;
}

async function startReplica(task: ReplicaTask): Promise<ReplicaProcess> {
  const child = fork(program, [JSON.stringify(task)], { execArgv: [] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child, 'message');
  return {
    begin: () => void child.send('begin'),
    async stop() {
      const outcome = once(child, 'message');
      child.send('stop');
      const [told] = await outcome;
      return told;
    },
  };
}

describe.skipIf(skipsRedis())('with a real Redis or Valkey', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  async function startReplicas(count: number, endpoint: ScriptedEndpoint, pauseMs: number) {
    const { tokenEndpoint } = endpoint;
    const task = { tokenEndpoint, redisUrl: server.url, encryptionKey, pauseMs };
    return Promise.all(Array.from({ length: count }, () => startReplica(task)));
  }

  /** Clients of each kind, connected. */
  const clients: [string, () => Promise<{ client: RedisCommands; close: () => void }>][] = [
    [
      'redis',
      async () => {
        const client = createClient({ url: server.url });
        await client.connect();
        return { client, close: () => client.destroy() };
      },
    ],
    [
      'ioredis',
      async () => {
        const client = new Redis(server.port, '127.0.0.1');
        return { client, close: () => client.disconnect() };
      },
    ],
    [
      'iovalkey',
      async () => {
        const client = new Valkey(server.port, '127.0.0.1');
        return { client, close: () => client.disconnect() };
      },
    ],
    [
      'a function',
      async () => {
        const client = createClient({ url: server.url });
        await client.connect();
        return { client: words => client.sendCommand([...words]), close: () => client.destroy() };
      },
    ],
  ];

  test.each(clients)(
    '%s keeps what was set for its time, and a lease for its owner [token-sharing/Redis or Valkey]',
    async (name, connect) => {
      const { client, close } = await connect();
      onTestFinished(close);
      const store = createRedisTokenStore(client);
      const key = `entry of ${name}`;

      expect(await store.get(key)).toBeUndefined();
      await store.set(key, 'a value', 60_000);
      expect(await store.get(key)).toMatchObject({ value: 'a value' });
      const { ttlMs } = (await store.get(key)) ?? {};
      expect(ttlMs).toBeGreaterThan(50_000);
      expect(ttlMs).toBeLessThanOrEqual(60_000);
      await store.set(key, 'a short one', 30);
      await pause(60);
      expect(await store.get(key)).toBeUndefined();

      const lease = `lease of ${name}`;
      expect(await store.lease?.acquire(lease, 'a', 60_000)).toBe(true);
      expect(await store.lease?.acquire(lease, 'b', 60_000)).toBe(false);
      await store.lease?.release(lease, 'b');
      expect(await store.lease?.acquire(lease, 'b', 60_000)).toBe(false);
      await store.lease?.release(lease, 'a');
      expect(await store.lease?.acquire(lease, 'b', 30)).toBe(true);
      await pause(60);
      expect(await store.lease?.acquire(lease, 'a', 60_000)).toBe(true);
    },
  );

  test('two managers share one token, and what Redis holds shows none of it [token-sharing/Stored value is encrypted]', async () => {
    await using endpoint = await ScriptedEndpoint.start();
    const client = createClient({ url: server.url });
    await client.connect();
    onTestFinished(() => client.destroy());
    const store = createRedisTokenStore(client);
    await using first = managerFor(endpoint, { store, encryptionKey });
    await using second = managerFor(endpoint, { store, encryptionKey });
    await first.getToken();
    await expect.poll(() => second.getToken()).toBe('token-1');

    for (const key of await client.keys('*')) {
      const value = await client.get(key);
      expect(`${key} ${value}`).not.toMatch(/token-1|not-a-word|127\.0\.0\.1/);
    }
    expect(endpoint.requests).toHaveLength(1);
  });

  test('fifty processes make one token request a renewal [token-sharing/One request a renewal]', async () => {
    const lifetimeSeconds = 24;
    await using endpoint = await ScriptedEndpoint.start(tokens(lifetimeSeconds));
    const replicas = await startReplicas(50, endpoint, 100);

    for (const replica of replicas) replica.begin();
    // The buffer is half the lifetime: two renewals lie in this time.
    await pause(30_000);
    const outcomes = await Promise.all(replicas.map(replica => replica.stop()));

    expect(outcomes.flatMap(({ failures }) => failures)).toEqual([]);
    expect(sum(outcomes, 'expired')).toBe(0);
    expect(sum(outcomes, 'unhandled')).toBe(0);
    expect(Math.min(...outcomes.map(({ calls }) => calls))).toBeGreaterThan(50);
    expect(endpoint.requests).toHaveLength(3);
    expect(sum(outcomes, 'shared')).toBe(50 * 3 - 3);
  });

  test('no call fails while the server is killed and comes back, and then tokens are shared again [token-sharing/Store is killed and comes back]', async () => {
    await using endpoint = await ScriptedEndpoint.start(tokens(4));
    const replicas = await startReplicas(8, endpoint, 20);
    for (const replica of replicas) replica.begin();
    await pause(3000);
    const before = endpoint.requests.length;
    await server.kill();
    await pause(6000);
    const without = endpoint.requests.length - before;
    await server.start();
    await pause(2500);
    const comeBack = endpoint.requests.length;
    await pause(6000);
    const after = endpoint.requests.length - comeBack;
    const outcomes = await Promise.all(replicas.map(replica => replica.stop()));

    expect(outcomes.flatMap(({ failures }) => failures)).toEqual([]);
    expect(sum(outcomes, 'expired')).toBe(0);
    expect(sum(outcomes, 'unhandled')).toBe(0);
    expect(sum(outcomes, 'storeFailures')).toBeGreaterThan(8);
    // Alone, each of the eight renews every two seconds; together, one does.
    expect(without).toBeGreaterThan(12);
    expect(before).toBeLessThanOrEqual(3);
    expect(after).toBeLessThanOrEqual(5);
  });
});

function sum(
  outcomes: readonly ReplicaOutcome[],
  count: 'expired' | 'shared' | 'unhandled' | 'storeFailures',
) {
  return outcomes.reduce((total, outcome) => total + outcome[count], 0);
}
