import { generateKeyPairSync } from 'node:crypto';
import { startIdentityProvider } from '@rhdh-boost/testkit';
import { expect, test } from 'vitest';
import { jwkOf, keys, pemOf, publicJwkOf } from '../../test/fixtures/client-keys.fixture.ts';
import { ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { claimsOf, headerOf } from '../../test/fixtures/sent-assertion.fixture.ts';
import { failureOf, managerFor } from '../../test/fixtures/test-manager.fixture.ts';
import { KeycloakTokenManager } from '../keycloak-token-manager.ts';

test('with client_secret_post id and secret stand in the form alone [client-authentication/Secret in the form]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const clientSecret = 'not:a+word% é';
  await using manager = managerFor(endpoint, {
    clientSecret,
    clientAuthentication: 'client_secret_post',
  });
  await manager.getToken();
  expect(endpoint.requests[0]?.authorization).toBeUndefined();
  expect(Object.fromEntries(endpoint.requests[0]?.form ?? [])).toEqual({
    grant_type: 'client_credentials',
    client_id: 'boost',
    client_secret: clientSecret,
  });
});

test('the identity provider takes all methods that need no TLS, by issuer too [client-authentication/Signed assertion]', async () => {
  await using provider = await startIdentityProvider({
    clients: [
      { clientId: 'boost', clientSecret: 'not-a-word-7f3a' },
      {
        clientId: 'signed',
        authenticator: { method: 'private_key_jwt', jwks: { keys: [publicJwkOf(keys.ec)] } },
      },
    ],
  });
  const clientAuthentication = { method: 'private_key_jwt', key: jwkOf(keys.ec) } as const;
  for (const address of [{ tokenEndpoint: provider.tokenEndpoint }, { issuer: provider.issuer }]) {
    await using posted = managerFor(address, { clientAuthentication: 'client_secret_post' });
    await using signed = managerFor(address, { clientId: 'signed', clientAuthentication });
    await Promise.all([posted.getToken(), signed.getToken()]);
  }
  expect(provider.requests.map(({ authentication, status }) => [authentication, status])).toEqual(
    expect.arrayContaining([
      ['post', 200],
      ['assertion', 200],
    ]),
  );
});

test('an assertion is for the issuer, ends within a minute and has an id of its own [client-authentication/Signed assertion]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const clientAuthentication = { method: 'private_key_jwt', key: pemOf(keys.rsa) } as const;
  await using manager = managerFor(endpoint, { clientAuthentication });
  await manager.getToken();
  manager.clearCache();
  await manager.getToken();

  const now = Date.now() / 1000;
  const [first, second] = endpoint.requests.map(claimsOf);
  expect(first).toMatchObject({
    iss: 'boost',
    sub: 'boost',
    aud: `${endpoint.origin}/realms/boost`,
    exp: expect.toSatisfy((exp: number) => exp > now && exp <= now + 60),
  });
  expect(first?.['jti']).not.toBe(second?.['jti']);
  const [request] = endpoint.requests;
  expect(request?.authorization).toBeUndefined();
  expect([...(request?.form.keys() ?? [])].sort()).toEqual([
    'client_assertion',
    'client_assertion_type',
    'client_id',
    'grant_type',
  ]);
});

test('the header names the key where it has an id, and the one of the option before the JWK’s [client-authentication/Key as JWK, PEM or file]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const method = 'private_key_jwt';
  const key = jwkOf(keys.ec, { kid: 'of the JWK' });
  for (const clientAuthentication of [
    { method, key } as const,
    { method, key, keyId: 'of the option' } as const,
    { method, key: pemOf(keys.ec) } as const,
  ]) {
    await using manager = managerFor(endpoint, { clientAuthentication });
    await manager.getToken();
  }
  expect(endpoint.requests.map(request => headerOf(request)['kid'])).toEqual([
    'of the JWK',
    'of the option',
    undefined,
  ]);
});

const tokenEndpoint = 'https://keycloak.example.com/realms/boost/protocol/openid-connect/token';
const key = pemOf(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);

test.each<[string, Record<string, unknown>]>([
  ['clientSecret', {}],
  ['clientSecret', { clientAuthentication: 'client_secret_post' }],
  [
    'clientSecret',
    { clientSecret: 'x'.repeat(9), clientAuthentication: { method: 'private_key_jwt', key } },
  ],
  ['clientAuthentication', { clientAuthentication: 'private_key_jwt' }],
  ['clientAuthentication', { clientAuthentication: { method: 'client_secret_jwt' } }],
  ['clientAuthentication', { clientAuthentication: 7 }],
  ['clientAuthentication.key', { clientAuthentication: { method: 'private_key_jwt' } }],
  [
    'clientAuthentication.key',
    { clientAuthentication: { method: 'private_key_jwt', key: { file: '' } } },
  ],
  [
    'clientAuthentication.algorithm',
    { clientAuthentication: { method: 'private_key_jwt', key, algorithm: 'HS256' } },
  ],
  [
    'clientAuthentication.keyId',
    { clientAuthentication: { method: 'private_key_jwt', key, keyId: '' } },
  ],
  ['tls.certificateFile', { clientAuthentication: { method: 'tls_client_auth' } }],
  ['tls.certificateFile', { clientSecret: 'x', tls: { keyFile: '/k.pem' } }],
  ['tls.keyFile', { clientSecret: 'x', tls: { certificateFile: '/c.pem' } }],
])(
  'a wrong or missing %s is refused by its name: %j [client-authentication/Method that lacks something refused]',
  async (option, wrong) => {
    // Past the types, as configuration may come.
    const options = Object.assign(JSON.parse('{}'), { tokenEndpoint, clientId: 'boost' }, wrong);
    const error = await failureOf(() => new KeycloakTokenManager(options));
    expect(error).toMatchObject({ code: 'invalid_configuration', retryable: false });
    expect(error.message).toContain(option);
    expect(JSON.stringify(error)).not.toContain(key.slice(40, 60));
  },
);

test('a certificate that plain http would never ask for is refused [client-authentication/Method that lacks something refused]', async () => {
  const tls = { certificateFile: '/c.pem', keyFile: '/k.pem' };
  const clientAuthentication = { method: 'tls_client_auth' } as const;
  const error = await failureOf(() =>
    managerFor({ tokenEndpoint: 'http://127.0.0.1/token' }, { clientAuthentication, tls }),
  );
  expect(error).toMatchObject({ code: 'invalid_configuration' });
  expect(error.hint).toContain('Use https');
});

test('an assertion for nobody knows whom is refused [client-authentication/Method that lacks something refused]', async () => {
  const elsewhere = { tokenEndpoint: 'https://login.example.com/oauth2/token' };
  const clientAuthentication = { method: 'private_key_jwt', key } as const;
  const error = await failureOf(() => managerFor(elsewhere, { clientAuthentication }));
  expect(error).toMatchObject({ code: 'invalid_configuration' });
  expect(error.hint).toContain('Give issuer');
});
