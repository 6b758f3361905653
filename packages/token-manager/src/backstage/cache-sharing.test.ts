import { expect, test } from 'vitest';
import {
  MemoryCache,
  pluginWithTokens,
  startBackend,
} from '../../test/fixtures/backstage.fixture.ts';
import { ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { managerFor } from '../../test/fixtures/test-manager.fixture.ts';
import { createCacheTokenStore } from '../store/cache-token-store.ts';
import { createTokenManagerServiceFactory } from './index.ts';

const encryptionSecret = 'an encryption secret of some length';
const clientSecret = 'not-a-word-7f3a';
const configFor = ({ tokenEndpoint }: ScriptedEndpoint, boost: object = { encryptionSecret }) => ({
  boost: { ...boost, kagenti: { auth: { tokenEndpoint, clientId: 'boost', clientSecret } } },
});

test('two backends with one cache make one request [backstage-token-service/Replicas share through the cache]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const cache = new MemoryCache();
  const [first, second] = [pluginWithTokens('agents'), pluginWithTokens('agents')];
  for (const { feature } of [first, second]) {
    await startBackend({ config: configFor(endpoint), features: [feature], cache });
  }

  await first.tokens().getToken();
  await expect.poll(() => cache.tokens).toHaveLength(1);

  expect(await second.tokens().getToken()).toBe('token-1');
  expect(endpoint.requests).toHaveLength(1);
  const kept = JSON.stringify([...cache.entries]);
  for (const readable of ['token-1', clientSecret, encryptionSecret, endpoint.tokenEndpoint]) {
    expect(kept).not.toContain(readable);
  }
});

test('without an encryption secret the cache stays empty [backstage-token-service/Nothing shared without an encryption secret]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const cache = new MemoryCache();
  const lines: string[] = [];
  const { feature, tokens } = pluginWithTokens('agents');
  const config = configFor(endpoint, {});
  await startBackend({ config, features: [feature], cache, lines });

  await tokens().getToken();
  await tokens().getToken();

  expect(cache.entries.size).toBe(0);
  const said = lines.filter(line => line.includes('boost.encryptionSecret'));
  expect(said).toEqual([expect.stringMatching(/^agents debug /)]);
});

test('a store and a key of the backend’s own are used instead [backstage-token-service/Other options for the backend]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const [cache, other] = [new MemoryCache(), new MemoryCache()];
  const store = createCacheTokenStore(other.forPlugin('all'));
  const encryptionKey = new Uint8Array(32).fill(7);
  const { feature, tokens } = pluginWithTokens('agents');
  const factory = createTokenManagerServiceFactory({ store, encryptionKey });
  await startBackend({ config: configFor(endpoint, {}), features: [feature, factory], cache });

  await tokens().getToken();
  await expect.poll(() => other.tokens).toHaveLength(1);

  expect(cache.entries.size).toBe(0);
  await using replica = managerFor(endpoint, { store, encryptionKey });
  expect(await replica.getToken()).toBe('token-1');
});

test('a manager with the secret as its key shares the entry', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const cache = new MemoryCache();
  const { feature, tokens } = pluginWithTokens('agents');
  await startBackend({ config: configFor(endpoint), features: [feature], cache });
  await tokens().getToken();
  await expect.poll(() => cache.tokens).toHaveLength(1);

  const store = createCacheTokenStore(cache.forPlugin('agents'));
  await using replica = managerFor(endpoint, { store, encryptionKey: encryptionSecret });

  expect(await replica.getToken()).toBe('token-1');
});

test.each([
  ['boost.encryptionSecret', {}],
  ['encryptionKey', { encryptionKey: 'a key that the backend itself gives' }],
])('replicas with another key are reported by its name, %s', async (name, options) => {
  await using endpoint = await ScriptedEndpoint.start();
  const cache = new MemoryCache();
  const store = createCacheTokenStore(cache.forPlugin('agents'));
  await using other = managerFor(endpoint, {
    store,
    encryptionKey: `${encryptionSecret}, not this`,
  });
  await other.getToken();
  await expect.poll(() => cache.entries.size).toBe(2);
  const lines: string[] = [];
  const { feature, tokens } = pluginWithTokens('agents');
  const features = [feature, createTokenManagerServiceFactory(options)];
  await startBackend({ config: configFor(endpoint), features, cache, lines });

  await tokens().getToken();

  const said = () => lines.filter(line => line.startsWith('agents warn'));
  await expect.poll(said).toEqual([expect.stringContaining(`under another ${name}:`)]);
});
