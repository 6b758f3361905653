import { expect, test } from 'vitest';
import { jwkOf, keys } from '../../test/fixtures/client-keys.fixture.ts';
import { rejectingProvider } from '../../test/fixtures/rejecting-provider.fixture.ts';
import { json, ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import {
  failureOf,
  managerFor,
  type TestManagerOptions,
} from '../../test/fixtures/test-manager.fixture.ts';
import type { TokenErrorReason } from '../token-error.ts';

const provider = rejectingProvider();
const signed = {
  clientAuthentication: { method: 'private_key_jwt', key: jwkOf(keys.rsa) },
} as const;

test.each<[TokenErrorReason, string, TestManagerOptions]>([
  ['wrong_secret', 'another secret', { clientSecret: 'another-secret' }],
  ['unknown_client', 'an unknown client', { clientId: 'stranger' }],
  ['unknown_client', 'a disabled client', { clientId: 'disabled' }],
  ['public_client', 'a public client', { clientId: 'public' }],
  ['no_service_account', 'a client without account', { clientId: 'without-account' }],
  ['expects_secret', 'an assertion of a client with a secret', signed],
  ['expects_assertion', 'the secret of a client that signs', { clientId: 'signs-rsa' }],
  ['expects_certificate', 'the secret of a client with certificate', { clientId: 'certified' }],
  ['wrong_algorithm', 'another algorithm', { clientId: 'signs-ps', ...signed }],
  ['unknown_scope', 'a scope of no client', { scope: 'no-such-scope' }],
])(
  '%s for %s [service-account-tokens/Reason of a rejected client]',
  async (reason, _what, options) => {
    expect((await provider.failureWith(options)).reason).toBe(reason);
  },
);

test.each<[TokenErrorReason, string, string]>([
  ['unknown_realm', '/realms/boost', '/realms/Boost'],
  ['auth_prefix', '/realms', '/auth/realms'],
  ['no_token_endpoint', '/protocol/openid-connect/token', '/token'],
])('%s [service-account-tokens/Reason of a wrong address]', async (reason, from, to) => {
  const tokenEndpoint = provider.tokenEndpoint.replace(from, to);
  expect((await provider.failureWith({ tokenEndpoint })).reason).toBe(reason);
});

test('a discovery document of another issuer', async () => {
  const answer = json({ issuer: 'https://sso.example.com/realms/boost', token_endpoint: 'x' }, 200);
  await using endpoint = await ScriptedEndpoint.start(answer);
  await using manager = managerFor({ issuer: `${endpoint.origin}/realms/boost` });
  expect((await failureOf(manager.getToken())).reason).toBe('other_issuer');
});

test('a page that no OAuth server wrote', async () => {
  await using endpoint = await ScriptedEndpoint.start(response => {
    response.writeHead(403, { 'content-type': 'text/html' }).end('<html>');
  });
  await using manager = managerFor(endpoint);
  expect((await failureOf(manager.getToken())).reason).toBe('gateway');
});

// What Keycloak 26.7.3 answers.
test.each<[TokenErrorReason | undefined, string, string, TestManagerOptions]>([
  ['unknown_key', 'invalid_client', 'Unable to load public key', signed],
  [
    'wrong_signature',
    'invalid_client',
    'Client authentication with signed JWT failed: Signature on JWT token failed validation',
    signed,
  ],
  ['wrong_audience', 'invalid_client', 'Invalid token audience', signed],
  ['inactive_assertion', 'invalid_client', 'Token is not active', signed],
  ['dpop_required', 'invalid_request', 'DPoP proof is missing', {}],
  [
    'certificate_required',
    'invalid_request',
    'Client Certification missing for MTLS HoK Token Binding',
    {},
  ],
  ['disabled_realm', 'access_denied', 'Realm not enabled', {}],
  ['https_required', 'invalid_request', 'HTTPS required', {}],
  [undefined, 'access_denied', 'Something else', {}],
])('%s for %s: %s', async (reason, error, error_description, options) => {
  await using endpoint = await ScriptedEndpoint.start(json({ error, error_description }, 400));
  await using manager = managerFor(endpoint, options);
  expect((await failureOf(manager.getToken())).reason).toBe(reason);
});

test.each<[TokenErrorReason, string, string]>([
  ['long_assertion', 'invalid_client', 'Token was issued too far in the past'],
  ['inactive_assertion', 'invalid_client', 'Token is not active'],
  ['used_assertion', 'invalid_client', 'Token reuse detected'],
  ['wrong_audience', 'invalid_client', 'Multiple audiences not supported'],
  ['other_client', 'invalid_client', 'client_id parameter does not match sub claim'],
  ['unknown_subject', 'invalid_client', 'Invalid client or Invalid client credentials'],
  ['other_client', 'unauthorized_client', 'Invalid client or Invalid client credentials'],
])('%s for the assertion of another issuer: %s %s', async (reason, error, error_description) => {
  await using endpoint = await ScriptedEndpoint.start(json({ error, error_description }, 400));
  await using manager = managerFor(endpoint, {
    clientAuthentication: { method: 'client_assertion', assertion: () => 'x', type: 'urn:other' },
  });
  expect((await failureOf(manager.getToken())).reason).toBe(reason);
});

test('the reason stays with the error while it is held, and under other names of options', async () => {
  await using manager = managerFor(provider, {
    clientSecret: 'another-secret',
    optionNames: { clientSecret: 'boost.kagenti.auth.clientSecret' },
  });
  const first = await failureOf(manager.getToken());
  const held = await failureOf(manager.getToken());
  expect([first.code, first.reason]).toEqual(['rejected', 'wrong_secret']);
  expect([held.code, held.reason]).toEqual(['held', 'wrong_secret']);
  expect(first.toJSON()).toMatchObject({ reason: 'wrong_secret' });
});
