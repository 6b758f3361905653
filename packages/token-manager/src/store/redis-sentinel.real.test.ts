import { createSentinel } from '@redis/client';
import { skipsRedis } from '@rhdh-boost/test-support/redis-server';
import { Redis } from 'ioredis';
import { Redis as Valkey } from 'iovalkey';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WatchedRedis } from '../../test/fixtures/redis-sentinel.fixture.ts';
import {
  type ClientKind,
  expectToSurvive,
  tryStore,
} from '../../test/fixtures/shared-in-use.fixture.ts';

describe.skipIf(skipsRedis())('with a real Sentinel', () => {
  let watched: WatchedRedis;
  beforeAll(async () => {
    watched = await WatchedRedis.start();
  }, 60_000);
  afterAll(() => watched?.[Symbol.asyncDispose]());

  const kinds: ClientKind[] = [
    [
      'createSentinel of redis',
      async () => {
        const { name, sentinels } = watched;
        const client = createSentinel({ name, sentinelRootNodes: sentinels });
        client.on('error', () => {});
        await client.connect();
        return { client, close: () => client.destroy() };
      },
    ],
    [
      'Redis of ioredis',
      async () => {
        const { name, sentinels } = watched;
        const client = new Redis({ name, sentinels });
        client.on('error', () => {});
        return { client, close: () => client.disconnect() };
      },
    ],
    [
      'Redis of iovalkey',
      async () => {
        const { name, sentinels } = watched;
        const client = new Valkey({ name, sentinels });
        client.on('error', () => {});
        return { client, close: () => client.disconnect() };
      },
    ],
  ];

  test.each(kinds)(
    '%s keeps what was set for its time, and a lease for its owner [shared-token-store/Redis Cluster or Sentinel]',
    async (name, connectKind) => {
      await expect(tryStore(name, connectKind)).resolves.toBeUndefined();
    },
  );

  test('no call fails while the master dies, and then tokens are shared again [shared-token-store/Failover of the store]', async () => {
    await expect(expectToSurvive(kinds, () => watched.killMaster())).resolves.toBeUndefined();
  }, 90_000);
});
