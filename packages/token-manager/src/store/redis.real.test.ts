import { setTimeout as pause } from 'node:timers/promises';
import { createClient } from '@redis/client';
import { Redis } from 'ioredis';
import { Redis as Valkey } from 'iovalkey';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { RedisServer, skipsRedis } from '../../test/fixtures/redis-server.fixture.ts';
import { encryptionKey } from '../../test/fixtures/replicas.fixture.ts';
import { ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { managerFor } from '../../test/fixtures/test-manager.fixture.ts';
import { createRedisTokenStore, type RedisCommands } from './redis-token-store.ts';

describe.skipIf(skipsRedis())('with a real Redis or Valkey', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

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
    '%s keeps what was set for its time, and a lease for its owner [shared-token-store/Redis or Valkey]',
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

  test('two managers share one token, and what Redis holds shows none of it [shared-token-store/Stored value is encrypted]', async () => {
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
});
