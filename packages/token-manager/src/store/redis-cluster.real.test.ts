import { createCluster } from '@redis/client';
import { skipsRedis } from '@rhdh-boost/test-support/redis-server';
import { Cluster } from 'ioredis';
import { Cluster as ValkeyCluster } from 'iovalkey';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RedisCluster } from '../../test/fixtures/redis-cluster.fixture.ts';
import {
  type ClientKind,
  expectToSurvive,
  tryStore,
  useReplicas,
} from '../../test/fixtures/shared-in-use.fixture.ts';

describe.skipIf(skipsRedis())('with a real cluster of three masters', () => {
  let cluster: RedisCluster;
  beforeAll(async () => {
    cluster = await RedisCluster.start();
  }, 60_000);
  afterAll(() => cluster?.[Symbol.asyncDispose]());

  async function connect() {
    const rootNodes = cluster.nodes.map(({ host, port }) => ({ socket: { host, port } }));
    const client = createCluster({ rootNodes });
    client.on('error', () => {});
    await client.connect();
    return client;
  }

  const kinds: ClientKind[] = [
    [
      'createCluster of redis',
      async () => {
        const client = await connect();
        return { client, close: () => client.destroy() };
      },
    ],
    [
      'Cluster of ioredis',
      async () => {
        const client = new Cluster(cluster.nodes);
        client.on('error', () => {});
        return { client, close: () => client.disconnect() };
      },
    ],
    [
      'Cluster of iovalkey',
      async () => {
        const client = new ValkeyCluster(cluster.nodes);
        client.on('error', () => {});
        return { client, close: () => client.disconnect() };
      },
    ],
    [
      'a function',
      async () => {
        const client = await connect();
        return {
          client: words => client.sendCommand(words[3], false, [...words]),
          close: () => client.destroy(),
        };
      },
    ],
  ];

  test.each(kinds)(
    '%s keeps what was set for its time, and a lease for its owner [shared-token-store/Redis Cluster or Sentinel]',
    async (name, connectKind) => {
      await expect(tryStore(name, connectKind)).resolves.toBeUndefined();
    },
  );

  test('tokens are shared while the slots of their entries move, and no call of the store fails [shared-token-store/Redis Cluster or Sentinel]', async () => {
    const inUse = await Promise.all(kinds.map(useReplicas));
    await Promise.all(inUse.map(each => each.untilShared()));

    const keys = inUse.flatMap(each => [...each.keys]);
    expect(keys).toHaveLength(kinds.length);
    for (const key of keys) await cluster.moveSlotOf(key);
    await Promise.all(inUse.map(each => each.untilShared()));

    for (const { kind, failures, storeErrors } of inUse) {
      expect({ kind, failures, storeErrors }).toEqual({ kind, failures: [], storeErrors: [] });
    }
  }, 60_000);

  test('no call fails while every master dies, and then tokens are shared again [shared-token-store/Failover of the store]', async () => {
    await expect(expectToSurvive(kinds, () => cluster.killMasters())).resolves.toBeUndefined();
  }, 120_000);
});
