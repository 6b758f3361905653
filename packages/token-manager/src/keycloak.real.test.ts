import { once } from 'node:events';
import { createServer } from 'node:net';
import { TestAuthority } from '@rhdh-boost/test-support/test-authority';
import {
  findKeycloak,
  type KeycloakServer,
  type ServiceAccountClient,
  skipsRealSuite,
  startKeycloak,
} from '@rhdh-boost/testkit/keycloak';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeAnyServer } from '../test/fixtures/any-server.fixture.ts';
import { otherwiseAuthenticated } from '../test/fixtures/client-keys.fixture.ts';
import {
  describeClientAuthentication,
  refusalOf,
} from '../test/fixtures/real-authentication.fixture.ts';
import {
  managerFor as makeManager,
  type TestManagerOptions,
} from '../test/fixtures/test-manager.fixture.ts';
import type { AccessToken, KeycloakTokenManager, TokenError } from './index.ts';

const keycloak = await findKeycloak();

const special = { clientId: 'bööst:+% &=?/', clientSecret: 'sécret:+% &=?/🔑' };
const clientSecret = 'right-secret';
const clients: ServiceAccountClient[] = [
  { clientId: 'boost', clientSecret, roles: ['rossoctl-operator'] },
  { clientId: 'rotated', clientSecret },
  { clientId: 'disabled', clientSecret, enabled: false },
  { clientId: 'no-service-account', clientSecret, serviceAccountsEnabled: false },
  { clientId: 'public', publicClient: true },
  special,
  ...otherwiseAuthenticated,
];

describe.skipIf(skipsRealSuite(keycloak))('with a real Keycloak', () => {
  let authority: TestAuthority;
  let identityProvider: KeycloakServer;
  beforeAll(async () => {
    authority = await TestAuthority.create();
    const server = await authority.issueServer();
    const https = { ...server, clientAuthorityFile: authority.caFile };
    identityProvider = await startKeycloak({ clients, keycloak, https });
  });
  afterAll(async () => {
    await identityProvider?.stop();
    await authority[Symbol.asyncDispose]();
  });

  function managerFor(options: TestManagerOptions = {}): KeycloakTokenManager {
    return makeManager(identityProvider, {
      ...(typeof options.clientAuthentication !== 'object' && { clientSecret }),
      ...options,
    });
  }

  async function isActive(token: string): Promise<boolean> {
    const response = await fetch(identityProvider.introspectionEndpoint, {
      method: 'POST',
      body: new URLSearchParams({ token, client_id: 'boost', client_secret: clientSecret }),
    });
    const answer: unknown = await response.json();
    return { active: undefined, ...Object(answer) }.active === true;
  }

  test('the first call gets a token that Keycloak calls active, and keeps it [service-account-tokens/First call gets a token]', async () => {
    await using manager = managerFor();

    const token = await manager.getAccessToken();

    expect(await isActive(token.value)).toBe(true);
    expect(scopesOf(token)).toEqual(['email', 'profile']);
    expect(token.expiresAt.getTime() - Date.now()).toBeGreaterThan(290_000);
    expect(await manager.getToken()).toBe(token.value);
  });

  test('a client whose id and secret need form-encoding is recognised [service-account-tokens/Special characters in id and secret]', async () => {
    await using manager = managerFor(special);

    expect(await isActive(await manager.getToken())).toBe(true);
  });

  test('a scope is asked for [service-account-tokens/First call gets a token]', async () => {
    await using manager = managerFor({ scope: 'phone' });

    expect(scopesOf(await manager.getAccessToken())).toEqual(['email', 'phone', 'profile']);
  });

  test('a secret that was rotated is read again and found [service-account-tokens/Secret rotated without restart]', async () => {
    const reads = [clientSecret];
    let rotated: string | undefined;
    // Like a mounted file that is a moment behind: after the rotation the old secret is read once more.
    const readSecret = () => reads.shift() ?? rotated ?? clientSecret;
    await using manager = managerFor({ clientId: 'rotated', clientSecret: readSecret });
    const first = await manager.getToken();

    rotated = await identityProvider.rotateSecret('rotated');
    reads.push(clientSecret);
    manager.invalidate(first);
    const second = await manager.getToken();

    expect(reads).toEqual([]);
    expect(second).not.toBe(first);
    expect(await isActive(second)).toBe(true);
  });

  test('a secret that was rotated and not replaced is refused [service-account-tokens/Hint for a rejected client]', async () => {
    await identityProvider.rotateSecret('rotated');

    expect(await failureOf({ clientId: 'rotated' })).toMatchObject({
      code: 'rejected',
      oauthError: 'unauthorized_client',
    });
  });

  test('a revoked token is inactive, and invalidated gives way to one that is active [service-account-tokens/Revoked token renewed once]', async () => {
    await using manager = managerFor();
    const revoked = await manager.getToken();
    expect(await isActive(revoked)).toBe(true);

    await identityProvider.revokeTokens('boost');
    expect(await isActive(revoked)).toBe(false);
    expect(manager.invalidate(revoked)).toBe(true);
    const renewed = await manager.getToken();

    expect(renewed).not.toBe(revoked);
    expect(await isActive(renewed)).toBe(true);
  });

  test('tokens that live shorter than the buffer are kept all the same [service-account-tokens/Short-lived tokens cached]', async () => {
    await identityProvider.setAccessTokenLifetime('boost', 30);
    try {
      await using manager = managerFor({ tokenExpiryBufferSeconds: 60 });

      const token = await manager.getToken();

      expect(await manager.getToken()).toBe(token);
    } finally {
      await identityProvider.setAccessTokenLifetime('boost', 300);
    }
  });

  test('a wrong secret [service-account-tokens/Hint for a rejected client]', async () => {
    expect(await failureOf({ clientSecret: 'not-the-right-one' })).toMatchObject({
      code: 'rejected',
      status: 401,
      oauthError: 'unauthorized_client',
      retryable: false,
      hint: expect.stringContaining('clientSecret'),
    });
  });

  test.each(['unknown', 'disabled'])(
    'a client that is %s [service-account-tokens/Hint for a rejected client]',
    async clientId => {
      expect(await failureOf({ clientId })).toMatchObject({
        code: 'rejected',
        status: 401,
        oauthError: 'invalid_client',
        hint: expect.stringMatching(/clientId.*realm.*Enabled/),
      });
    },
  );

  test('a client without a service account [service-account-tokens/Hint for a rejected client]', async () => {
    expect(await failureOf({ clientId: 'no-service-account' })).toMatchObject({
      code: 'rejected',
      status: 401,
      oauthError: 'unauthorized_client',
      hint: expect.stringContaining('Service accounts roles'),
    });
  });

  test('a public client [service-account-tokens/Hint for a rejected client]', async () => {
    expect(await failureOf({ clientId: 'public' })).toMatchObject({
      code: 'rejected',
      status: 401,
      oauthError: 'unauthorized_client',
      hint: expect.stringContaining('Client authentication'),
    });
  });

  test('a scope that the client does not have [service-account-tokens/Hint for a rejected client]', async () => {
    expect(await failureOf({ scope: 'nonsense' })).toMatchObject({
      code: 'rejected',
      status: 400,
      oauthError: 'invalid_scope',
      hint: expect.stringContaining('nonsense'),
    });
  });

  test('a realm that does not exist [service-account-tokens/Hint for a wrong address]', async () => {
    const tokenEndpoint = identityProvider.tokenEndpoint.replace('realms/boost', 'realms/bost');

    expect(await failureOf({ tokenEndpoint })).toMatchObject({
      code: 'rejected',
      status: 404,
      oauthError: undefined,
      hint: expect.stringContaining('realm bost'),
    });
  });

  test('the prefix that Keycloak had before 17 [service-account-tokens/Hint for a wrong address]', async () => {
    const tokenEndpoint = identityProvider.tokenEndpoint.replace('/realms', '/auth/realms');

    expect(await failureOf({ tokenEndpoint })).toMatchObject({
      code: 'rejected',
      status: 404,
      oauthError: undefined,
      hint: expect.stringContaining('/auth'),
    });
  });

  test('the address of the realm instead of the token endpoint [service-account-tokens/Hint for a wrong address]', async () => {
    expect(await failureOf({ tokenEndpoint: identityProvider.issuer })).toMatchObject({
      code: 'rejected',
      status: 405,
      oauthError: undefined,
      hint: expect.stringContaining('/protocol/openid-connect/token'),
    });
  });

  test('a host that does not listen [service-account-tokens/Hint for an unreachable host]', async () => {
    // Taken and given back: ports below 1024 that fetch refuses are another matter.
    const held = createServer().listen(0, '127.0.0.1');
    await once(held, 'listening');
    const address = held.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    held.close();
    await once(held, 'close');
    const tokenEndpoint = `http://127.0.0.1:${port}/realms/boost/protocol/openid-connect/token`;

    expect(await failureOf({ tokenEndpoint, timeoutMs: 2_000 })).toMatchObject({
      code: 'network',
      retryable: true,
      oauthError: undefined,
    });
  });

  describeAnyServer(
    'Keycloak',
    () => {
      const { tokenEndpoint } = identityProvider;
      return { tokenEndpoint, clientSecret, scope: 'phone', refusedScope: 'nonsense' };
    },
    true,
  );

  describeClientAuthentication(() => ({ identityProvider, authority, managerFor, isActive }));

  async function failureOf(options: TestManagerOptions): Promise<TokenError> {
    await using manager = managerFor(options);
    return await refusalOf(manager);
  }
});

/** Keycloak lists them in any order. */
function scopesOf({ scope }: AccessToken): string[] | undefined {
  return scope?.split(' ').sort();
}
