import { createClient, createCluster, createSentinel } from '@redis/client';
import { Cluster, Redis } from 'ioredis';
import { Redis as Valkey } from 'iovalkey';
import { Keyv } from 'keyv';
import { expect, test } from 'vitest';
import { MemoryCache } from '../../test/fixtures/backstage.fixture.ts';
import { encryptionKey } from '../../test/fixtures/replicas.fixture.ts';
import { failureOf, managerFor } from '../../test/fixtures/test-manager.fixture.ts';
import { createCacheTokenStore, createKeyvTokenStore } from './cache-token-store.ts';
import type { TokenStore } from './token-store.ts';

const endpoint = { tokenEndpoint: 'https://keycloak.example.com/token' };
/** Past the types, as JavaScript may. */
const managerWith = (store: unknown) =>
  managerFor(endpoint, Object.assign(JSON.parse('{}'), { store, encryptionKey }));

const method = async () => undefined;
const node = { host: '127.0.0.1', port: 6379 };

test.each<[string, unknown, string]>([
  ['a client of redis', createClient(), 'createRedisTokenStore(client)'],
  [
    'a cluster of redis',
    createCluster({ rootNodes: [{ socket: node }] }),
    'createRedisTokenStore(client)',
  ],
  [
    'a Sentinel client of redis',
    createSentinel({ name: 'boost', sentinelRootNodes: [node] }),
    'createRedisTokenStore(client)',
  ],
  [
    'a cluster of ioredis',
    new Cluster([node], { lazyConnect: true }),
    'createRedisTokenStore(client)',
  ],
  ['a client of ioredis', new Redis({ lazyConnect: true }), 'createRedisTokenStore(client)'],
  ['a client of iovalkey', new Valkey({ lazyConnect: true }), 'createRedisTokenStore(client)'],
  ['a CacheService', new MemoryCache().forPlugin('agents'), 'createCacheTokenStore(cache)'],
  ['a Keyv', new Keyv(), 'createKeyvTokenStore(keyv)'],
  ['a Map', new Map(), 'a store that all replicas use'],
])(
  '%s is refused as a store, with what makes one of it [shared-token-store/Client in place of a store]',
  async (_what, store, way) => {
    const error = await failureOf(() => managerWith(store));
    expect(error).toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringMatching(/^store is .+, which is no TokenStore$/),
      hint: expect.stringContaining(way),
    });
  },
);

test.each<[string, unknown]>([
  ['null', null],
  ['a text', 'redis://localhost'],
  ['an object without methods', {}],
  ['half a lease', { get() {}, set() {}, lease: { acquire() {} } }],
])(
  '%s is refused as a store, with its methods [shared-token-store/Client in place of a store]',
  async (_what, store) => {
    const error = await failureOf(() => managerWith(store));
    expect(error.message).toMatch(/^store must be a TokenStore: get and set, and a lease/);
  },
);

test('a store of one’s own with a lease is taken, whatever else it has [shared-token-store/Client in place of a store]', async () => {
  const lease = { acquire: method, release: method };
  await using manager = managerWith({ get: method, set: method, getMany: method, lease });
  expect(manager.health().storeFailures).toBe(0);
});

test.each<[string, (given: never) => TokenStore, unknown, string]>([
  ['createCacheTokenStore', createCacheTokenStore, new Keyv(), 'Use createKeyvTokenStore(keyv).'],
  [
    'createKeyvTokenStore',
    createKeyvTokenStore,
    new MemoryCache().forPlugin('agents'),
    'Use createCacheTokenStore(cache).',
  ],
  [
    'createKeyvTokenStore',
    createKeyvTokenStore,
    createClient(),
    'Use createRedisTokenStore(client).',
  ],
])(
  '%s refuses what another one makes a store of [shared-token-store/Client in place of a store]',
  async (name, make, given, hint) => {
    const error = await failureOf(() => Reflect.apply(make, undefined, [given]));
    expect(error).toMatchObject({ code: 'invalid_configuration', hint });
    expect(error.message).toContain(`${name} was given `);
  },
);
