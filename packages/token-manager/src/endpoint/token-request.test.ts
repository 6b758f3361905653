import { startIdentityProvider } from '@rhdh-boost/testkit';
import { expect, test } from 'vitest';
import { ScriptedEndpoint, tokens } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor } from '../../test/fixtures/test-manager.fixture.ts';
import { KeycloakTokenManager } from '../keycloak-token-manager.ts';

test('the first call gets a token with one client credentials request [service-account-tokens/First call gets a token]', async () => {
  await using provider = await startIdentityProvider({
    clients: [{ clientId: 'boost', clientSecret: 'not-a-word-7f3a' }],
  });
  await using manager = managerFor(provider);
  const before = Date.now();
  const token = await manager.getAccessToken();
  expect(provider.requests).toMatchObject([
    { clientId: 'boost', authentication: 'basic', grantType: 'client_credentials', status: 200 },
  ]);
  expect(token.value.split('.')).toHaveLength(3);
  const lifetimeMs = token.expiresAt.getTime() - before;
  expect(lifetimeMs).toBeGreaterThanOrEqual(300_000);
  expect(lifetimeMs).toBeLessThan(310_000);
  expect(await manager.getToken()).toBe(token.value);
});

test.each([
  ['a colon', 'a:b'],
  ['a plus', 'a+b'],
  ['a percent sign', 'a%b%2Bc'],
  ['a space', 'a b '],
  ['letters outside ASCII', 'schlüssel-鍵-🔑'],
  ['punctuation', `-_.!~*'()&=?/#"\\<>`],
])(
  'a client whose id and secret hold %s is recognised [service-account-tokens/Special characters in id and secret]',
  async (_what, text) => {
    const client = { clientId: `id ${text}`, clientSecret: `secret ${text}` };
    await using provider = await startIdentityProvider({ clients: [client] });
    await using manager = new KeycloakTokenManager({
      ...client,
      tokenEndpoint: provider.tokenEndpoint,
    });
    await manager.getToken();
    expect(provider.requests).toMatchObject([{ clientId: client.clientId, status: 200 }]);
  },
);

test('a scope is asked for, and is the scope of a token whose answer has none [service-account-tokens/First call gets a token]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint, { scope: 'email profile' });
  const token = await manager.getAccessToken();
  expect(token.scope).toBe('email profile');
  expect(Object.fromEntries(endpoint.requests[0]?.form ?? [])).toEqual({
    grant_type: 'client_credentials',
    scope: 'email profile',
  });
});

test('without a scope none is sent, and the answer says which one it is [service-account-tokens/First call gets a token]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  await using manager = managerFor(endpoint);
  expect((await manager.getAccessToken()).scope).toBeUndefined();
  expect(endpoint.requests[0]?.form.has('scope')).toBe(false);
  await using provider = await startIdentityProvider();
  await using other = managerFor(provider, {
    clientSecret: provider.clients[0]?.clientSecret ?? '',
  });
  expect((await other.getAccessToken()).scope).toContain('profile');
});

test('a secret that was rotated at the identity provider is found without a restart [service-account-tokens/Secret rotated without restart]', async () => {
  await using provider = await startIdentityProvider();
  let secret = provider.clients[0]?.clientSecret ?? '';
  await using manager = managerFor(provider, { clientSecret: () => secret });
  await manager.getToken();
  const rotated = await provider.rotateSecret('boost');
  manager.clearCache();
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'rejected', status: 401 });
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'held' });
  secret = rotated;
  await manager.getToken();
  expect(provider.requests.map(request => request.status)).toEqual([200, 401, 200]);
});

test('500 calls whose token was revoked at the identity provider cost one request [service-account-tokens/Revoked token renewed once]', async () => {
  await using provider = await startIdentityProvider();
  await using manager = managerFor(provider, {
    clientSecret: provider.clients[0]?.clientSecret ?? '',
  });
  const revoked = await manager.getToken();
  await provider.revokeTokens('boost');
  const retried = await Promise.all(
    Array.from({ length: 500 }, () => {
      manager.invalidate(revoked);
      return manager.getToken();
    }),
  );
  expect(new Set(retried).size).toBe(1);
  expect(retried[0]).not.toBe(revoked);
  expect(provider.requests).toHaveLength(2);
});

test('a lifetime that the realm shortens is taken from the next token on [service-account-tokens/Short-lived tokens cached]', async () => {
  await using endpoint = await ScriptedEndpoint.start(tokens(10));
  await using manager = managerFor(endpoint);
  await manager.getToken();
  expect(manager.health().secondsLeft).toBeLessThanOrEqual(10);
  expect(manager.health().state).toBe('fresh');
});
