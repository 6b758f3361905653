import { expect, test } from 'vitest';
import { configurationOf } from '../../../test/doctor-context.fixture.ts';
import { readCacheSettings } from './cache-settings.ts';

const read = (cache: unknown) => readCacheSettings(configurationOf({ backend: { cache } }));

test('no cache, and one in memory', () => {
  expect(readCacheSettings(configurationOf({}))).toEqual({ kind: 'unset' });
  expect(read({ store: 'memory' })).toEqual({ kind: 'memory' });
  expect(read({ defaultTtl: 5 })).toEqual({ kind: 'memory' });
});

test.each<[string, object, object]>([
  [
    'a text',
    { store: 'redis', connection: 'rediss://u:p@cache.example.com' },
    {
      keyPrefix: 'boost:',
      servers: [{ name: 'cache.example.com:6379', url: 'rediss://u:p@cache.example.com' }],
    },
  ],
  [
    'an object with options of the client',
    {
      store: 'redis',
      connection: { url: 'redis://cache:6380', pingInterval: 60 },
      redis: { client: { namespace: 'portal', keyPrefixSeparator: '-' } },
    },
    {
      keyPrefix: 'portal-boost-',
      servers: [{ name: 'cache:6380', options: expect.objectContaining({ pingInterval: 60 }) }],
    },
  ],
  [
    'a cluster',
    {
      store: 'redis',
      connection: 'redis://unused:1',
      redis: {
        cluster: {
          rootNodes: [{ url: 'redis://a:1' }, { url: 'redis://b:2' }],
          defaults: { x: 1 },
        },
      },
    },
    {
      isCluster: true,
      servers: [{ name: 'a:1', options: { url: 'redis://a:1', x: 1 } }, { name: 'b:2' }],
    },
  ],
  [
    'Valkey',
    { store: 'valkey', connection: 'redis://cache:6379', valkey: { client: { keyPrefix: 'p:' } } },
    { kind: 'valkey', keyPrefix: 'namespace:p:boost:', isCluster: false },
  ],
  [
    'nodes of a cluster of Valkey',
    {
      store: 'valkey',
      connection: 'x',
      valkey: { cluster: { rootNodes: [{ host: 'a', port: 7 }] } },
    },
    { servers: [{ name: 'a:7', url: 'redis://a:7' }] },
  ],
  [
    'memcache with a user',
    { store: 'memcache', connection: 'user:p@ss@a:1,b' },
    {
      servers: [
        { name: 'a:1', host: 'a', port: 1 },
        { name: 'b:11211', host: 'b', port: 11_211 },
      ],
    },
  ],
  [
    'Infinispan',
    { store: 'infinispan', infinispan: { servers: [{ host: 'a' }] } },
    { servers: [{ name: 'a:11222', host: 'a', port: 11_222 }] },
  ],
])('%s is read', (_what, cache, settings) => {
  expect(read(cache)).toMatchObject(settings);
});

test.each<[string, object, string]>([
  ['an unknown store', { store: 'reddis' }, 'backend.cache.store'],
  ['no connection', { store: 'redis', connection: '' }, 'is not set'],
  ['an object for Valkey', { store: 'valkey', connection: { url: 'redis://a' } }, 'must be a text'],
  ['no URL', { store: 'redis', connection: 'canary-1:6379' }, 'is not the URL'],
  ['another scheme', { store: 'redis', connection: 'https://:canary-1@a' }, 'is not the URL'],
])('%s is a mistake, named without its value', (_what, cache, message) => {
  const settings = read(cache);
  expect(settings).toMatchObject({
    kind: 'invalid',
    finding: { code: 'invalid_cache', message: expect.stringContaining(message) },
  });
  expect(JSON.stringify(settings)).not.toContain('canary');
});
