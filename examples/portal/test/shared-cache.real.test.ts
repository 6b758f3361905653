import { RedisServer, skipsRedis } from '@rhdh-boost/test-support/redis-server';
import { describe, expect, test } from 'vitest';
import { skipsBackstage } from './fixtures/skips-backstage.fixture.ts';
import { ask, backendOn, serversForTest } from './fixtures/started-backend.fixture.ts';

const lacksParts = skipsRedis() || (await skipsBackstage());

/** The entries of tokens. Each account also has an entry that marks the key that its replicas share. */
async function tokensIn(redis: RedisServer) {
  const content = await redis.content();
  // Backstage's cache hashes long names: the mark is known by its value.
  return content.filter(([, value]) => value?.includes('key1:') !== true);
}

describe.skipIf(lacksParts)('with two real Backstage backends on one Redis', () => {
  test('the plugin of the second takes the token of the first [backstage-token-service/Replicas share through the cache]', async () => {
    const servers = await serversForTest();
    const { identityProvider, environment } = servers;
    await using redis = await RedisServer.start();
    const cache = { store: 'redis', connection: redis.url };
    const [first, second] = await Promise.all([
      backendOn(servers, { backend: { cache } }),
      backendOn(servers, { backend: { cache } }),
    ]);

    const tokenOfFirst = await (await ask(servers, first, 'probe')).text();
    await expect.poll(() => tokensIn(redis)).toHaveLength(1);

    expect(await (await ask(servers, second, 'probe')).text()).toBe(tokenOfFirst);
    expect(tokenOfFirst).toMatch(/^[0-9a-f]{64}$/);
    expect(identityProvider.requests).toHaveLength(1);
    const content = JSON.stringify(await redis.content());
    const secrets = [
      environment['BOOST_ENCRYPTION_SECRET'],
      identityProvider.clients[0]?.clientSecret,
    ];
    for (const readable of [...secrets, identityProvider.tokenEndpoint, 'eyJ']) {
      expect(content).not.toContain(readable);
    }
    for (const backend of [first, second]) expect(await backend.stop()).toBe(0);
  });

  test('two plugins of one backend keep an entry each [backstage-token-service/Two plugins have two managers]', async () => {
    const servers = await serversForTest();
    await using redis = await RedisServer.start();
    const cache = { store: 'redis', connection: redis.url };
    const backend = await backendOn(servers, { backend: { cache } });

    await ask(servers, backend, 'agents');
    await ask(servers, backend, 'probe');

    await expect.poll(() => tokensIn(redis)).toHaveLength(2);
    expect(servers.identityProvider.requests).toHaveLength(2);
  });
});
