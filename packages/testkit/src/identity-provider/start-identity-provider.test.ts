import { inspect } from 'node:util';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ask, getToken, introspect } from '../../test/identity-provider/ask.fixture.ts';
import type { IdentityProviderOptions } from './check-provider-options.ts';
import type { EmbeddedIdentityProvider } from './embedded-identity-provider.ts';
import { startIdentityProvider } from './start-identity-provider.ts';

const running: EmbeddedIdentityProvider[] = [];
async function start(options?: IdentityProviderOptions): Promise<EmbeddedIdentityProvider> {
  const identityProvider = await startIdentityProvider(options);
  running.push(identityProvider);
  return identityProvider;
}
afterEach(async () => {
  await Promise.all(running.splice(0).map(identityProvider => identityProvider.stop()));
});

const boost = { clientId: 'boost', clientSecret: 'first-secret', roles: ['rossoctl-operator'] };
const grant: [string, string] = ['grant_type', 'client_credentials'];

describe('tokens', () => {
  test('a service account gets what Keycloak gives it [developer-tooling/Service account gets a Keycloak-shaped token]', async () => {
    const identityProvider = await start({ clients: [boost] });

    const { status, headers, body } = await ask(identityProvider, {
      basic: 'boost:first-secret',
      form: [grant],
    });

    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    const { access_token: token, ...others } = body;
    expect(others).toEqual({
      expires_in: 300,
      refresh_expires_in: 0,
      token_type: 'Bearer',
      'not-before-policy': 0,
      scope: 'email profile',
    });
    expect(decodeProtectedHeader(String(token))).toMatchObject({ alg: 'RS256', typ: 'JWT' });
    const { payload } = await verify(identityProvider, String(token));
    expect(payload).toEqual({
      iss: identityProvider.issuer,
      aud: 'boost',
      azp: 'boost',
      sub: expect.stringMatching(/^[\da-f-]{36}$/),
      preferred_username: 'service-account-boost',
      realm_access: { roles: ['rossoctl-operator'] },
      scope: 'email profile',
      typ: 'Bearer',
      acr: '1',
      email_verified: false,
      jti: expect.stringMatching(/^trrtcc:/),
      iat: expect.any(Number),
      exp: Number(payload.iat) + 300,
    });
  });

  test('a client without roles has no realm_access, and a subject of its own [developer-tooling/Service account gets a Keycloak-shaped token]', async () => {
    const identityProvider = await start({ clients: [boost, { clientId: 'other' }] });

    const first = await verify(identityProvider, await getToken(identityProvider, 'boost'));
    const other = await verify(identityProvider, await getToken(identityProvider, 'other'));

    expect(other.payload).not.toHaveProperty('realm_access');
    expect(other.payload.sub).not.toBe(first.payload.sub);
    expect(other.payload.aud).toEqual(['boost', 'other']);
  });

  test('an optional scope is listed [developer-tooling/Service account gets a Keycloak-shaped token]', async () => {
    const identityProvider = await start({ clients: [boost] });

    const form: [string, string][] = [grant, ['scope', 'openid phone roles']];
    const { body } = await ask(identityProvider, { basic: 'boost:first-secret', form });

    expect(body['scope']).toBe('openid email profile phone');
  });

  test('they verify with what discovery points to [developer-tooling/Service account gets a Keycloak-shaped token]', async () => {
    const identityProvider = await start();

    const answer = await fetch(`${identityProvider.issuer}/.well-known/openid-configuration`);
    const discovery: Record<string, unknown> = { ...Object(await answer.json()) };

    expect(discovery).toMatchObject({
      issuer: identityProvider.issuer,
      token_endpoint: identityProvider.tokenEndpoint,
      introspection_endpoint: identityProvider.introspectionEndpoint,
      jwks_uri: identityProvider.jwksUri,
      grant_types_supported: ['client_credentials'],
    });
    await verify(identityProvider, await getToken(identityProvider));
  });

  test('the published keys hold nothing private', async () => {
    const identityProvider = await start();

    const keys = await (await fetch(identityProvider.jwksUri)).text();

    expect(keys).toContain('"alg":"RS256"');
    expect(keys).not.toMatch(/"(d|p|q|dp|dq|qi)":/);
  });

  test('the realm describes itself', async () => {
    const { issuer } = await start({ realm: 'other-realm' });

    expect(issuer).toMatch(/\/realms\/other-realm$/);
    await expect((await fetch(issuer)).json()).resolves.toMatchObject({ realm: 'other-realm' });
  });
});

describe('options', () => {
  test.each<[named: RegExp, options: IdentityProviderOptions]>([
    [/realm/, { realm: 'a/b' }],
    [/accessTokenLifetimeSeconds/, { accessTokenLifetimeSeconds: 0 }],
    [
      /accessTokenLifetimeSeconds of "a"/,
      { clients: [{ clientId: 'a', accessTokenLifetimeSeconds: 1.5 }] },
    ],
    [/clients\[0\]\.clientId/, { clients: [{ clientId: '' }] }],
    [
      /clients\[1\]\.clientId: there is another/,
      { clients: [{ clientId: 'a' }, { clientId: 'a' }] },
    ],
    [/clientSecret of "a"/, { clients: [{ clientId: 'a', clientSecret: '' }] }],
    [
      /identityProviders\[0\]\.issuer' must be text/,
      { identityProviders: [{ alias: 'a', kind: 'oidc', issuer: '', jwksUri: 'http://a' }] },
    ],
  ])('%s is named [developer-tooling/Impossible option is refused]', async (named, options) => {
    await expect(start(options)).rejects.toThrow(named);
  });

  test.each<[named: string, options: object]>([
    ["There is no option 'client' (did you mean 'clients'?)", { client: [boost] }],
    ["There is no option 'accessTokenLifetime' (did you mean", { accessTokenLifetime: 60 }],
    [
      "There is no option 'clients[1].role' (did you mean 'roles'?)",
      { clients: [boost, { clientId: 'other', role: ['rossoctl-viewer'] }] },
    ],
    [
      "There is no option 'clients[0].authenticator.jwk' (did you mean",
      { clients: [{ clientId: 'boost', authenticator: { method: 'private_key_jwt', jwk: {} } }] },
    ],
    ["There is no option 'identityProvider' (did you mean", { identityProvider: [] }],
    [
      "The option 'identityProviders[0].kind' must be one of kubernetes, oidc",
      { identityProviders: [{ alias: 'a', kind: 'kubernetse', issuer: 'b', jwksUri: 'c' }] },
    ],
    ["The option 'identityProviders[0].alias' is missing", { identityProviders: [{}] }],
    ["The option 'federatedClients' must be true or false", { federatedClients: 'no' }],
    ["The option 'clients' must be an array", { clients: boost }],
    ["The option 'clients[0]' must be an object", { clients: ['boost'] }],
    [
      "The option 'clients[0].roles' must be an array",
      { clients: [{ clientId: 'a', roles: 'b' }] },
    ],
    ['startIdentityProvider takes options as an object', [boost]],
  ])('%s [developer-tooling/Unknown option is refused]', async (named, options) => {
    await expect(start(options)).rejects.toThrow(TypeError);
    await expect(start(options)).rejects.toThrow(named);
  });

  test('what is undefined is not given', async () => {
    const options: object = { realm: undefined, clients: undefined };

    expect((await start(options)).clients).toMatchObject([{ clientId: 'boost' }]);
  });

  test('a taken port is the error of listen', async () => {
    const { issuer } = await start();

    await expect(start({ port: Number(new URL(issuer).port) })).rejects.toThrow('EADDRINUSE');
  });

  test('an unknown client of a command is named with the known ones', async () => {
    const identityProvider = await start({ clients: [boost] });

    await expect(identityProvider.rotateSecret('bost')).rejects.toThrow(
      'no client "bost", only "boost"',
    );
    await expect(identityProvider.revokeTokens('bost')).rejects.toThrow('no client "bost"');
    await expect(identityProvider.setAccessTokenLifetime('boost', -1)).rejects.toThrow('lifetime');
  });
});

describe('record', () => {
  test('tells who asked how and what came of it [developer-tooling/Token requests are recorded without secrets]', async () => {
    const identityProvider = await start({ clients: [boost] });
    await ask(identityProvider, { basic: 'boost:first-secret', form: [grant] });
    await ask(identityProvider, { form: [grant, ['client_id', 'boost'], ['client_secret', 'no']] });
    await ask(identityProvider, { form: [['grant_type', 'password']] });
    identityProvider.faults.next({
      kind: 'respond',
      status: 400,
      body: { error: 'invalid_scope' },
    });
    await ask(identityProvider, { basic: 'boost:first-secret', form: [grant] });

    expect(identityProvider.requests).toEqual([
      {
        clientId: 'boost',
        authentication: 'basic',
        grantType: grant[1],
        status: 200,
        tokenIssued: true,
        startedAt: expect.any(Date),
      },
      {
        clientId: 'boost',
        authentication: 'post',
        grantType: grant[1],
        status: 401,
        error: 'unauthorized_client',
        tokenIssued: false,
        startedAt: expect.any(Date),
      },
      {
        authentication: 'none',
        grantType: 'password',
        status: 400,
        error: 'unsupported_grant_type',
        tokenIssued: false,
        startedAt: expect.any(Date),
      },
      {
        clientId: 'boost',
        authentication: 'basic',
        grantType: grant[1],
        status: 400,
        error: 'invalid_scope',
        tokenIssued: false,
        startedAt: expect.any(Date),
      },
    ]);
  });

  test('leaves out a secret that was sent in the place of an id [developer-tooling/Token requests are recorded without secrets]', async () => {
    const identityProvider = await start({ clients: [boost] });

    await ask(identityProvider, {
      basic: 'first-secret:boost',
      form: [['grant_type', 'first-secret']],
    });

    expect(JSON.stringify(identityProvider.requests)).not.toContain('first-secret');
  });

  test('has no status for a request that was never answered [developer-tooling/Token requests are recorded without secrets]', async () => {
    const identityProvider = await start({ clients: [boost] });
    identityProvider.faults.next({ kind: 'reset' });

    await expect(
      ask(identityProvider, { basic: 'boost:first-secret', form: [grant] }),
    ).rejects.toThrow('fetch failed');

    expect(identityProvider.requests[0]).not.toHaveProperty('status');
  });

  test('tells that a token was issued whose answer was lost', async () => {
    const identityProvider = await start({ clients: [boost] });
    identityProvider.faults.next({ kind: 'reset', phase: 'response' });
    identityProvider.faults.next({ kind: 'respond', status: 504, body: {}, phase: 'response' });
    identityProvider.faults.next({ kind: 'reset', phase: 'request' });
    const right = { basic: 'boost:first-secret', form: [grant] };

    await expect(ask(identityProvider, right)).rejects.toThrow('fetch failed');
    await ask(identityProvider, right);
    await expect(ask(identityProvider, right)).rejects.toThrow('fetch failed');

    expect(identityProvider.requests).toMatchObject([
      { clientId: 'boost', tokenIssued: true },
      { clientId: 'boost', tokenIssued: true, status: 504 },
      { clientId: 'boost', tokenIssued: false },
    ]);
    expect(identityProvider.requests[0]).not.toHaveProperty('status');
  });

  test('shows nothing of secrets, tokens and keys when it is printed [developer-tooling/Printed server shows no secret]', async () => {
    const log = ['log', 'info', 'warn', 'error'] as const;
    const printed = log.map(name => vi.spyOn(console, name));
    const identityProvider = await start({ clients: [boost] });
    const token = await getToken(identityProvider);

    const options = { depth: Number.POSITIVE_INFINITY, showHidden: true };
    const text = inspect(identityProvider, options) + JSON.stringify(identityProvider);

    expect(text).toContain(identityProvider.issuer);
    expect(text).not.toContain('first-secret');
    expect(text).not.toContain(token);
    expect(text).not.toMatch(/BEGIN|"d":/);
    for (const spy of printed) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  });
});

describe('end', () => {
  test('requests that hang end with it, and it can be stopped twice [developer-tooling/Stop ends hanging connections]', async () => {
    const identityProvider = await start({ clients: [boost] });
    identityProvider.faults.next({ kind: 'hang' });
    identityProvider.faults.next({ kind: 'hang', phase: 'body' });
    const form = [grant];
    const hanging = [1, 2].map(() => ask(identityProvider, { basic: 'boost:first-secret', form }));
    const ended = Promise.allSettled(hanging);
    await vi.waitUntil(() => identityProvider.faults.pending === 0);

    await Promise.all([identityProvider.stop(), identityProvider.stop()]);

    expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(fetch(identityProvider.issuer)).rejects.toThrow('fetch failed');
  });

  test('await using stops it [developer-tooling/Stop ends hanging connections]', async () => {
    let issuer: string;
    {
      await using identityProvider = await startIdentityProvider();
      ({ issuer } = identityProvider);
    }
    await expect(fetch(issuer)).rejects.toThrow('fetch failed');
  });

  test('a caller that leaves in its request harms nobody', async () => {
    const identityProvider = await start({ clients: [boost] });
    const leaving = new AbortController();
    const body = new ReadableStream({ pull: () => leaving.abort() });
    await expect(
      fetch(identityProvider.tokenEndpoint, {
        method: 'POST',
        body,
        duplex: 'half',
        signal: leaving.signal,
      }),
    ).rejects.toThrow('aborted');

    await expect(
      introspect(identityProvider, await getToken(identityProvider)),
    ).resolves.toHaveProperty('active', true);
  });
});

function verify({ jwksUri, issuer }: EmbeddedIdentityProvider, token: string) {
  return jwtVerify(token, createRemoteJWKSet(new URL(jwksUri)), { issuer, algorithms: ['RS256'] });
}
