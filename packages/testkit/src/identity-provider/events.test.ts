import { setTimeout as sleep } from 'node:timers/promises';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { getToken, introspect } from '../../test/identity-provider/ask.fixture.ts';
import { signingClients } from '../../test/identity-provider/assertion.fixture.ts';
import { events } from '../../test/identity-provider/events.fixture.ts';
import {
  federatedClients,
  identityProviders,
} from '../../test/identity-provider/federated-answers.fixture.ts';
import type { EmbeddedIdentityProvider } from './embedded-identity-provider.ts';
import { startIdentityProvider } from './start-identity-provider.ts';

let identityProvider: EmbeddedIdentityProvider;
beforeEach(async () => {
  identityProvider = await startIdentityProvider({
    clients: [
      { clientId: 'boost', roles: ['rossoctl-operator'] },
      { clientId: 'other' },
      ...signingClients,
      ...federatedClients,
    ],
    identityProviders,
  });
});
afterEach(() => identityProvider.stop());

test('a rotated secret replaces the old one [developer-tooling/Rotated secret replaces the old one immediately]', async () => {
  await expect(
    events['a rotated secret replaces the old one'](identityProvider),
  ).resolves.toBeUndefined();
});

test('an assertion is good once [developer-tooling/Client with a signed assertion]', async () => {
  await expect(events['an assertion is good once'](identityProvider)).resolves.toBeUndefined();
  expect(identityProvider.requests).toMatchObject([
    { clientId: 'signed', authentication: 'assertion', status: 200 },
    { clientId: 'signed', authentication: 'assertion', status: 400, error: 'invalid_client' },
  ]);
});

test.each([
  'a token of an issuer of the kind oidc is good once',
  'other tokens of an issuer are good repeatedly',
] as const)('%s [developer-tooling/Client with a token of another issuer]', async name => {
  await expect(events[name](identityProvider)).resolves.toBeUndefined();
});

test("revoking a client's tokens ends them all [developer-tooling/Revoked token is inactive at introspection]", async () => {
  await expect(
    events['revoked tokens are inactive and the next one is active'](identityProvider),
  ).resolves.toBeUndefined();
});

test("revoking a client's tokens leaves another client's [developer-tooling/Revoked token is inactive at introspection]", async () => {
  const token = await getToken(identityProvider, 'other');

  await identityProvider.revokeTokens('boost');

  await expect(introspect(identityProvider, token)).resolves.toHaveProperty('active', true);
});

test('revoking one token leaves the others [developer-tooling/Revoked token is inactive at introspection]', async () => {
  const revoked = await getToken(identityProvider);
  const other = await getToken(identityProvider);

  await identityProvider.revokeToken(revoked);
  await identityProvider.revokeToken('not a token');

  await expect(introspect(identityProvider, revoked)).resolves.toEqual({ active: false });
  await expect(introspect(identityProvider, other)).resolves.toHaveProperty('active', true);
});

test('wrong credentials get nothing', async () => {
  const token = await getToken(identityProvider);
  const clients = [{ clientId: 'boost', clientSecret: 'wrong' }];

  const answer = await introspect({ ...endpointsOf(identityProvider), clients }, token);

  expect(answer).toEqual({
    error: 'invalid_client',
    error_description: 'Client authentication failed.',
  });
});

test.each([
  ['altered', (token: string) => `${token.slice(0, -6)}AAAAAA`],
  ['no token at all', () => 'nonsense'],
])('%s is inactive', async (_name, change) => {
  const token = change(await getToken(identityProvider));

  await expect(introspect(identityProvider, token)).resolves.toEqual({ active: false });
});

test('a token from elsewhere is inactive', async () => {
  await using elsewhere = await startIdentityProvider();

  const token = await getToken(elsewhere);

  await expect(introspect(identityProvider, token)).resolves.toEqual({ active: false });
});

test('an expired token is inactive', async () => {
  await identityProvider.setAccessTokenLifetime('boost', 1);
  const token = await getToken(identityProvider);

  await sleep(1100);
  // The next token also makes room of the expired one's.
  await getToken(identityProvider);

  await expect(introspect(identityProvider, token)).resolves.toEqual({ active: false });
});

test('a lifetime holds from then on [developer-tooling/Lifetime holds for tokens issued afterwards]', async () => {
  const before = await getToken(identityProvider);

  await expect(
    events['a set lifetime is that of the next token'](identityProvider),
  ).resolves.toBeUndefined();

  const claims = await introspect(identityProvider, before);
  expect(Number(claims['exp']) - Number(claims['iat'])).toBe(300);
});

test('rotated keys end the old tokens and sign the new [developer-tooling/Rotated signing keys replace the published ones]', async () => {
  const before = await getToken(identityProvider);

  await identityProvider.rotateSigningKeys();

  const keys = createRemoteJWKSet(new URL(identityProvider.jwksUri));
  await expect(jwtVerify(before, keys)).rejects.toThrow('no applicable key');
  await expect(introspect(identityProvider, before)).resolves.toEqual({ active: false });
  await expect(jwtVerify(await getToken(identityProvider), keys)).resolves.toBeDefined();
});

function endpointsOf({ tokenEndpoint, introspectionEndpoint }: EmbeddedIdentityProvider) {
  return { tokenEndpoint, introspectionEndpoint };
}
