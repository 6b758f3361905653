import { TestAuthority } from '@rhdh-boost/test-support/test-authority';
import { expect, test } from 'vitest';
import { jwkOf, keys, pemOf } from '../../test/fixtures/client-keys.fixture.ts';
import { rejectingProvider } from '../../test/fixtures/rejecting-provider.fixture.ts';
import {
  type Answer,
  json,
  ScriptedEndpoint,
  tokens,
} from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { startSecureEndpoint } from '../../test/fixtures/secure-endpoint.fixture.ts';
import {
  failureOf,
  managerFor,
  type TestManagerOptions,
} from '../../test/fixtures/test-manager.fixture.ts';
import type { PrivateKeyJwt } from '../credentials/client-authentication.ts';

const mistake = rejectingProvider().failureWith;

const method = 'private_key_jwt';
const signed = { clientAuthentication: { method, key: jwkOf(keys.rsa) } } as const;

test.each<[string, TestManagerOptions, string]>([
  ['an assertion of a client with a secret', signed, 'Signed JWT'],
  ['a secret of a client that signs', { clientId: 'signs-rsa' }, 'Client Id and Secret'],
  ['a secret of a client with a certificate', { clientId: 'certified' }, 'Client Id and Secret'],
  [
    'an assertion of a client with a certificate',
    { clientId: 'certified', ...signed },
    'Signed JWT',
  ],
])(
  '%s is told which authenticator to set [client-authentication/Hint names the setting to change]',
  async (_what, options, authenticator) => {
    expect((await mistake(options)).hint).toContain(
      `Client Authenticator under Clients, the client, Credentials to ${authenticator}`,
    );
  },
);

test.each<[string, string, TestManagerOptions, string]>([
  [
    'signed by another key',
    'signs-rsa',
    { clientAuthentication: { method, key: jwkOf(keys.stranger) } },
    'under Keys',
  ],
  [
    'with another key id',
    'signs-rsa',
    { clientAuthentication: { ...signed.clientAuthentication, keyId: 'x' } },
    'keyId',
  ],
  ['signed by another algorithm', 'signs-ps', signed, 'Signature algorithm'],
])(
  'an assertion %s is told where to look [client-authentication/Hint names the setting to change]',
  async (_what, clientId, options, part) => {
    const error = await mistake({ clientId, ...options });
    expect(error).toMatchObject({ code: 'rejected', status: 400, oauthError: 'invalid_client' });
    expect(error.hint).toContain(part);
  },
);

// What Keycloak 26.7.3 answers to a client whose EC key was imported as Public Key PEM.
test.each<[string, PrivateKeyJwt, string, string]>([
  ['an EC key without kid', { method, key: pemOf(keys.ec) }, 'Public Key PEM', 'that it has there'],
  [
    'an EC key with kid',
    { method, key: jwkOf(keys.ec, { kid: 'x' }) },
    'that it has there',
    'Public Key PEM',
  ],
  ['an EC key with keyId', { method, key: pemOf(keys.ec), keyId: 'x' }, 'it has', 'Public Key PEM'],
  ['an RSA key without kid', { method, key: pemOf(keys.rsa) }, 'it has', 'Public Key PEM'],
])(
  '%s that Keycloak does not find gets a hint how to import it',
  async (_what, clientAuthentication, said, unsaid) => {
    const answer = { error: 'invalid_client', error_description: 'Unable to load public key' };
    await using endpoint = await ScriptedEndpoint.start(json(answer, 400));
    await using manager = managerFor(endpoint, { clientAuthentication });
    const { hint } = await failureOf(manager.getToken());
    expect(hint).toContain('put its public key there under Keys');
    expect(hint).toContain(said);
    expect(hint).not.toContain(unsaid);
  },
);

/** A token endpoint that decodes nothing in the Authorization header, as Keycloak before 20. */
const withoutDecoding =
  (clientId: string, secret: string): Answer =>
  (response, request, count) => {
    const basic = Buffer.from(request.authorization?.slice(6) ?? '', 'base64').toString();
    const form = `${request.form.get('client_id')}:${request.form.get('client_secret')}`;
    const answer = [basic, form].includes(`${clientId}:${secret}`)
      ? tokens()
      : json({ error: 'unauthorized_client', error_description: 'Invalid client secret' }, 401);
    answer(response, request, count);
  };

test.each([
  ['an id with a hyphen', 'boost-backend', 'letters1'],
  ['a secret with a plus', 'boost', 'with+plus'],
])(
  '%s that an old Keycloak does not decode is told to go into the form, and does there [client-authentication/Hint for a server that does not decode]',
  async (_what, clientId, clientSecret) => {
    await using endpoint = await ScriptedEndpoint.start(withoutDecoding(clientId, clientSecret));
    await using inHeader = managerFor(endpoint, { clientId, clientSecret });
    const { hint } = await failureOf(inHeader.getToken());
    expect(hint).toMatch(/older than 20.*use client_secret_post/);
    await using inForm = managerFor(endpoint, {
      clientId,
      clientSecret,
      clientAuthentication: 'client_secret_post',
    });
    expect(await inForm.getToken()).toMatch(/^token-/);
  },
);

test.each<[string, TestManagerOptions]>([
  ['letters and digits alone', { clientSecret: 'letters1' }],
  ['the form', { clientSecret: 'with+plus', clientAuthentication: 'client_secret_post' }],
])(
  'with %s nothing is said of decoding [client-authentication/Hint for a server that does not decode]',
  async (_what, options) => {
    expect((await mistake(options)).hint).not.toContain('decode');
  },
);

test('an unknown client whose id is encoded is told of old Keycloaks too [client-authentication/Hint for a server that does not decode]', async () => {
  const error = await mistake({ clientId: 'no-such-client', clientSecret: 'letters1' });
  expect(error).toMatchObject({ oauthError: 'invalid_client' });
  expect(error.hint).toContain('client_secret_post');
});

test.each([
  ['Invalid token audience', 'give issuer'],
  ['Token is not active', 'clocks'],
  ['Token was issued in the future', 'clocks'],
])(
  '%s is told as %s [client-authentication/Hint names the setting to change]',
  async (description, part) => {
    const answer = { error: 'invalid_client', error_description: description };
    await using endpoint = await ScriptedEndpoint.start(json(answer, 400));
    await using manager = managerFor(endpoint, signed);
    expect((await failureOf(manager.getToken())).hint).toContain(part);
  },
);

// What Keycloak 26.7.3 answers to a client with that switch on.
test.each([
  ['DPoP proof is missing', /client boost.*"Require DPoP bound tokens".*not supported/],
  [
    'Client Certification missing for MTLS HoK Token Binding',
    /client boost.*tls\.certificateFile.*"OAuth 2\.0 Mutual TLS Certificate Bound Access Tokens Enabled"/,
  ],
])(
  '%s names the switch to turn off [client-authentication/Client whose tokens are bound]',
  async (error_description, hint) => {
    const answer = { error: 'invalid_request', error_description };
    await using endpoint = await ScriptedEndpoint.start(json(answer, 400));
    await using manager = managerFor(endpoint);
    expect((await failureOf(manager.getToken())).hint).toMatch(hint);
  },
);

test('a certificate that did not reach Keycloak is not asked for again', async () => {
  await using authority = await TestAuthority.create();
  const error_description = 'Client Certification missing for MTLS HoK Token Binding';
  const answer = json({ error: 'invalid_request', error_description }, 400);
  await using server = await startSecureEndpoint(authority, answer);
  const client = await authority.issueClient('bound', 'CN=bound');
  await using manager = managerFor(server, { tls: { caFile: authority.caFile, ...client } });
  const { hint } = await failureOf(manager.getToken());
  expect(hint).toMatch(/reaches Keycloak \(https-client-auth=request/);
  expect(hint).not.toContain('give tls.certificateFile');
});

test('a certificate that Keycloak does not take is told its subject as Keycloak writes it [client-authentication/Hint names the setting to change]', async () => {
  await using authority = await TestAuthority.create();
  const answer = { error: 'invalid_client', error_description: 'Invalid client' };
  await using server = await startSecureEndpoint(authority, json(answer, 401));
  const client = await authority.issueClient('client', 'C=CZ, O=Boost, CN=certified');
  await using manager = managerFor(server, {
    clientAuthentication: { method: 'tls_client_auth' },
    tls: { caFile: authority.caFile, ...client },
  });
  const { hint } = await failureOf(manager.getToken());
  expect(hint).toContain('Subject DN, which is compared with CN=certified, O=Boost, C=CZ');
  expect(hint).toMatch(/X509 Certificate.*https-client-auth=request/);
});
