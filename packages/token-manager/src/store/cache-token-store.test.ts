import { Keyv } from 'keyv';
import { expect, test, vi } from 'vitest';
import { encryptionKey } from '../../test/fixtures/replicas.fixture.ts';
import { json, ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor, observe } from '../../test/fixtures/test-manager.fixture.ts';
import { createCacheTokenStore, createKeyvTokenStore } from './cache-token-store.ts';
import { createRedisTokenStore } from './redis-token-store.ts';

test('replicas share a token through a Keyv, for as long as it lives [shared-token-store/CacheService or Keyv]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const keyv = new Keyv();
  const set = vi.spyOn(keyv, 'set');
  const options = { store: createKeyvTokenStore(keyv), encryptionKey };
  await using first = managerFor(endpoint, options);
  await using second = managerFor(endpoint, options);

  await first.getToken();
  await vi.waitFor(() => expect(set).toHaveBeenCalledOnce());
  const ttlMs = set.mock.calls[0]?.[2];

  expect(ttlMs).toBeGreaterThan(290_000);
  expect(ttlMs).toBeLessThanOrEqual(300_000);
  expect(await second.getToken()).toBe('token-1');
  expect(endpoint.requests).toHaveLength(1);
});

test("replicas share a token through a cache with the methods of Backstage's CacheService [shared-token-store/CacheService or Keyv]", async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const keyv = new Keyv();
  const set = vi.fn<(key: string, value: string, options: { ttl: number }) => Promise<void>>(
    async (key, value, { ttl }) => {
      await keyv.set(key, value, ttl);
    },
  );
  const store = createCacheTokenStore({ get: async key => keyv.get(key), set });
  await using first = managerFor(endpoint, { store, encryptionKey });
  await using second = managerFor(endpoint, { store, encryptionKey });

  await first.getToken();
  await vi.waitFor(() => expect(set).toHaveBeenCalledOnce());

  expect(set.mock.calls[0]?.[2].ttl).toBeGreaterThan(290_000);
  expect(await second.getToken()).toBe('token-1');
  expect(endpoint.requests).toHaveLength(1);
});

test('what is no text in a cache is overwritten [shared-token-store/Moved or changed value does not open]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  let hasRubbish = true;
  const keyv = new Keyv();
  const get = async (key: string) => (hasRubbish ? { an: 'object' } : keyv.get(key));
  const set = (key: string, value: string, ttl: number) => {
    hasRubbish = false;
    return keyv.set(key, value, ttl);
  };
  const store = createKeyvTokenStore({ get, set });
  await using first = managerFor(endpoint, { store, encryptionKey });
  await using second = managerFor(endpoint, { store, encryptionKey });

  await first.getToken();
  await expect.poll(() => second.getToken()).toBe('token-1');
});

test.each([undefined, null])(
  'a cache or store that says %s has nothing yet, and nothing is told of it',
  async nothing => {
    await using endpoint = await ScriptedEndpoint.start();
    const { events, onEvent } = observe();
    const cache = { get: async () => nothing, set: async () => {} };
    // A store that is written in JavaScript may say null.
    const own = Object.assign(JSON.parse('{}'), cache);
    for (const store of [createCacheTokenStore(cache), createKeyvTokenStore(cache), own]) {
      await using manager = managerFor(endpoint, { store, encryptionKey, onEvent });
      await manager.getToken();
    }

    expect(events.map(({ type }) => type)).toEqual(['acquired', 'acquired', 'acquired']);
  },
);

test('a cache gives text, whatever it holds [shared-token-store/Moved or changed value does not open]', async () => {
  const cache = {
    get: async (key: string) => (key === 'text' ? 'text' : { an: 'object' }),
    set: async () => {},
  };
  for (const store of [createCacheTokenStore(cache), createKeyvTokenStore(cache)]) {
    expect(await store.get('text')).toEqual({ value: 'text' });
    expect(await store.get('object')).toEqual({ value: '' });
  }
});

const method = async () => undefined;

test.each([
  ['createCacheTokenStore', createCacheTokenStore, "Backstage's CacheService"],
  ['createKeyvTokenStore', createKeyvTokenStore, 'a Keyv'],
  ['createRedisTokenStore', createRedisTokenStore, 'a client of redis, ioredis or iovalkey'],
])(
  '%s refuses what it cannot work on [shared-token-store/Client in place of a store]',
  async (name, create, what) => {
    for (const given of [{}, null, undefined, { get: 7 }, { get: method }, { set: method }]) {
      const error = await failureOf(() => Reflect.apply(create, undefined, [given]));
      expect(error).toMatchObject({
        code: 'invalid_configuration',
        message: expect.stringContaining(`${name} was`),
        hint: expect.stringContaining(`Give ${what}`),
      });
    }
  },
);

test('a store without the methods of one is refused [shared-token-store/Client in place of a store]', async () => {
  await using endpoint = await ScriptedEndpoint.start(json({}));
  const half = { get: async () => undefined, set: async () => {}, lease: {} };
  for (const store of [{}, half]) {
    const options = JSON.parse('{}');
    Object.assign(options, { store, encryptionKey });
    expect(await failureOf(() => managerFor(endpoint, options))).toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringContaining('store'),
    });
  }
});
