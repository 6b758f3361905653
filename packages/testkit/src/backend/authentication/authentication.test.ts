import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { call, send } from '../../../test/backend/call.fixture.ts';
import { type Issuer, startIssuer } from '../../../test/backend/issuer.fixture.ts';
import { startIdentityProvider } from '../../identity-provider/start-identity-provider.ts';
import { type KagentiBackend, startKagentiBackend } from '../kagenti-backend.ts';

let issuer: Issuer;
let backend: KagentiBackend;

beforeEach(async () => {
  issuer = await startIssuer();
  backend = await startKagentiBackend({ identityProvider: issuer });
});

afterEach(async () => {
  await backend.stop();
  await issuer.stop();
});

const list = (token?: string) =>
  call(backend.baseUrl, 'GET', '/api/v1/agents?namespace=team1', { token });
const remove = (token?: string) =>
  call(backend.baseUrl, 'DELETE', '/api/v1/agents/team1/nobody', { token });

describe('tokens', () => {
  test('neither audience, issuer nor role is asked of a viewer [developer-tooling/Backend takes every valid token as a viewer]', async () => {
    const claims = { aud: 'elsewhere', iss: 'https://elsewhere.example' };
    expect(await list(await issuer.token({ roles: [], claims }))).toMatchObject({ status: 200 });
  });

  test('a token without a name counts by its subject [developer-tooling/Backend takes every valid token as a viewer]', async () => {
    const claims = { sub: 'f00d', preferred_username: undefined, realm_access: undefined };
    const token = await issuer.token({ claims });
    const answer = await call(backend.baseUrl, 'GET', '/api/v1/auth/me', { token });
    expect(answer.body).toEqual({
      username: 'f00d',
      email: null,
      roles: ['rossoctl-viewer'],
      authenticated: true,
    });
  });

  test('only a missing bearer is answered with WWW-Authenticate [developer-tooling/Backend refuses a bad token with the recorded detail]', async () => {
    const missing = await list();
    expect(missing).toMatchObject({ status: 401, body: { detail: 'Authentication required' } });
    expect(missing.headers.get('www-authenticate')).toBe('Bearer');
    const bad = await list(await issuer.token({ expiresInSeconds: -1 }));
    expect(bad).toMatchObject({
      status: 401,
      body: { detail: 'Invalid token: Signature has expired.' },
    });
    expect(bad.headers.has('www-authenticate')).toBe(false);
  });

  test('a payload that is no claims is refused without a word of it [developer-tooling/Backend refuses a bad token with the recorded detail]', async () => {
    const token = await issuer.token({ claims: { nbf: Math.floor(Date.now() / 1000) + 60 } });
    expect(await list(token)).toMatchObject({
      status: 401,
      body: { detail: 'Invalid token: Error decoding token claims.' },
    });
  });

  test('a bad token is no guest where tokens are optional [developer-tooling/Backend refuses a bad token with the recorded detail]', async () => {
    const options = { token: 'garbage' };
    expect(await call(backend.baseUrl, 'GET', '/api/v1/auth/me', options)).toMatchObject({
      status: 401,
    });
    expect(await call(backend.baseUrl, 'GET', '/api/v1/config/features', options)).toMatchObject({
      status: 200,
    });
  });
});

describe('roles', () => {
  test.each([
    ['rossoctl-operator of the realm', { realm_access: { roles: ['rossoctl-operator'] } }],
    ['kagenti-operator of the realm', { realm_access: { roles: ['kagenti-operator'] } }],
    ['operator of any client', { resource_access: { boost: { roles: ['kagenti-operator'] } } }],
    ['the realm role admin', { realm_access: { roles: ['admin'] } }],
  ])(
    '%s opens an operation for operators [developer-tooling/Backend requires the role of the operation]',
    async (_what, claims) => {
      expect(await remove(await issuer.token({ roles: [], claims }))).toMatchObject({
        status: 200,
      });
    },
  );

  test.each([
    ['no role', {}],
    ['the role viewer', { realm_access: { roles: ['rossoctl-viewer', 'operator'] } }],
    ['roles that are no list', { realm_access: { roles: 'rossoctl-operator' } }],
  ])(
    '%s gets 403 [developer-tooling/Backend requires the role of the operation]',
    async (_what, claims) => {
      expect(await remove(await issuer.token({ roles: [], claims }))).toMatchObject({
        status: 403,
        body: { detail: 'Required role(s): rossoctl-operator' },
      });
    },
  );
});

describe('signing keys', () => {
  test('new keys are loaded when a token names one', async () => {
    expect(await list(await issuer.token())).toMatchObject({ status: 200 });
    await issuer.rotateKeys();
    const token = await issuer.token();
    const answers = await Promise.all([list(token), list(token), list(token)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(issuer.keyRequests).toBe(2);
  });

  test('keys that are known serve while the provider is away', async () => {
    const token = await issuer.token();
    await list(token);
    await issuer.stop();
    expect(await list(token)).toMatchObject({ status: 200 });
    expect(await list(await issuer.token({ keyId: 'newer' }))).toMatchObject({
      status: 401,
      body: { detail: 'Token signing key not found' },
    });
  });

  test('without a key ever loaded a bearer is answered with 503', async () => {
    const token = await issuer.token();
    await issuer.stop();
    expect(await list(token)).toMatchObject({ status: 503 });
    expect(await list()).toMatchObject({ status: 401 });
  });

  test('an error in place of the keys is no key', async () => {
    await backend.stop();
    const provider = await startIdentityProvider();
    backend = await startKagentiBackend({
      identityProvider: { ...issuer, jwksUri: `${provider.issuer}/nothing-here` },
    });
    expect(await list(await issuer.token())).toMatchObject({ status: 503 });
    await provider.stop();
  });
});

describe('introspection', () => {
  const clients = [
    { clientId: 'boost', clientSecret: 'first+secret %', roles: ['rossoctl-operator'] },
    { clientId: 'the backend', clientSecret: 'second:secret&' },
  ];

  async function setUp() {
    const provider = await startIdentityProvider({ clients });
    await backend.stop();
    backend = await startKagentiBackend({
      identityProvider: provider,
      tokenCheck: 'introspection',
      introspectionClient: { clientId: 'the backend', clientSecret: 'second:secret&' },
    });
    const answer = await fetch(provider.tokenEndpoint, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'boost',
        client_secret: 'first+secret %',
      }),
    });
    const { access_token: token }: { access_token: string } = JSON.parse(await answer.text());
    return { provider, token };
  }

  test('a revoked token is refused on the next request, and its stream goes on [developer-tooling/Backend notices a revoked token by introspection]', async () => {
    const { provider, token } = await setUp();
    backend.chat.script({ chunks: ['one ', { delayMs: 100 }, 'two'] });
    const stream = await send(backend.baseUrl, 'POST', '/api/v1/chat/team1/weather-agent/stream', {
      token,
      body: { message: 'hello' },
    });
    expect(await list(token)).toMatchObject({ status: 200 });
    await provider.revokeTokens('boost');
    expect(await list(token)).toMatchObject({
      status: 401,
      body: { detail: 'Invalid token: Token is not active.' },
    });
    expect(await stream.text()).toBe('one two');
    await provider.stop();
  });

  test('a request that is held meanwhile is refused too [developer-tooling/Backend notices a revoked token by introspection]', async () => {
    const { provider, token } = await setUp();
    const hold = backend.hold();
    const calls = [list(token), list(token)];
    await hold.whenWaiting(2);
    await provider.revokeTokens('boost');
    hold.release();
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual([401, 401]);
    await provider.stop();
  });

  test('a provider that does not answer, or refuses, is 503 [developer-tooling/Backend notices a revoked token by introspection]', async () => {
    const { provider, token } = await setUp();
    await list(token);
    await provider.rotateSecret('the backend');
    expect(await list(token)).toMatchObject({
      status: 503,
      body: { detail: 'Authentication service unavailable' },
    });
    await provider.stop();
    expect(await list(token)).toMatchObject({ status: 503 });
  });
});
