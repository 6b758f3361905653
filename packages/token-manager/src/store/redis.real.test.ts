import { createClient, createClientPool } from '@redis/client';
import { RedisServer, skipsRedis } from '@rhdh-boost/test-support/redis-server';
import { Redis } from 'ioredis';
import { Redis as Valkey } from 'iovalkey';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { encryptionKey } from '../../test/fixtures/replicas.fixture.ts';
import { ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { type ClientKind, tryStore } from '../../test/fixtures/shared-in-use.fixture.ts';
import { managerFor } from '../../test/fixtures/test-manager.fixture.ts';
import type { TokenEvent } from '../observability/token-events.ts';
import { createRedisTokenStore } from './redis-token-store.ts';

describe.skipIf(skipsRedis())('with a real Redis or Valkey', () => {
  let server: RedisServer;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server?.[Symbol.asyncDispose]());

  const kinds: ClientKind[] = [
    [
      'redis',
      async () => {
        const client = createClient({ url: server.url });
        await client.connect();
        return { client, close: () => client.destroy() };
      },
    ],
    [
      'a pool of redis',
      async () => {
        const client = createClientPool({ url: server.url });
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

  test.each(kinds)(
    '%s keeps what was set for its time, and a lease for its owner [shared-token-store/Redis or Valkey]',
    async (name, connectKind) => {
      await expect(tryStore(name, connectKind)).resolves.toBeUndefined();
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

  test('a user with no more than the documented permissions shares tokens', async () => {
    await using endpoint = await ScriptedEndpoint.start();
    const password = 'not-a-word-7f3a';
    const allowed = ['~boost-token*', '+eval', '+get', '+set', '+pttl', '+del'];
    await server.send('ACL', 'SETUSER', 'boost', 'on', `>${password}`, ...allowed);
    const client = createClient({ url: server.url, username: 'boost', password });
    await client.connect();
    onTestFinished(() => client.destroy());
    const store = createRedisTokenStore(client);
    const failed: TokenEvent[] = [];
    const onEvent = (event: TokenEvent) => {
      if (event.type === 'storeFailed') failed.push(event);
    };
    await using first = managerFor(endpoint, { store, encryptionKey, onEvent });
    await using second = managerFor(endpoint, { store, encryptionKey, onEvent });
    const token = await first.getToken();
    await expect.poll(() => second.getToken()).toBe(token);

    expect(endpoint.requests).toHaveLength(1);
    expect(failed).toEqual([]);
    const error = await client.set('other', 'value').catch((thrown: unknown) => thrown);
    expect(String(error)).toContain('NOPERM');
  });
});
