import { createRemoteJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type AssertionIssuer, startAssertionIssuer } from './assertion-issuer.ts';
import { startIdentityProvider } from './start-identity-provider.ts';

const subject = 'system:serviceaccount:boost:backend';
let issuer: AssertionIssuer;
beforeEach(async () => {
  issuer = await startAssertionIssuer();
});
afterEach(() => issuer.stop());

test('its tokens verify against the keys that its discovery document names [developer-tooling/Issuer of tokens for clients]', async () => {
  const response = await fetch(`${issuer.issuer}/.well-known/openid-configuration`);
  const document: unknown = await response.json();
  const token = await issuer.issue({ subject, audience: 'a', id: 'b', ageSeconds: 10 });

  expect(document).toEqual({ issuer: issuer.issuer, jwks_uri: issuer.jwksUri });
  const keys = createRemoteJWKSet(new URL(issuer.jwksUri));
  const { payload } = await jwtVerify(token, keys, { issuer: issuer.issuer, audience: 'a' });
  expect(payload).toMatchObject({ sub: subject, jti: 'b' });
  expect(Number(payload.exp) - Number(payload.iat)).toBe(600);
  expect(Date.now() / 1000 - Number(payload.iat)).toBeCloseTo(10, -1);
});

test('what is asked for is in the token', async () => {
  const token = await issuer.issue({
    subject,
    audience: ['a', 'b'],
    lifetimeSeconds: 5,
    issuer: 'c',
  });

  const { iss, aud, jti, iat, exp } = decodeJwt(token);

  expect({ iss, aud, jti }).toEqual({ iss: 'c', aud: ['a', 'b'], jti: undefined });
  expect(Number(exp) - Number(iat)).toBe(5);
});

test('other keys take the place of the published ones, and clients need new tokens [developer-tooling/Issuer of tokens for clients]', async () => {
  const { issuer: url, jwksUri } = issuer;
  await using provider = await startIdentityProvider({
    clients: [
      {
        clientId: 'boost',
        authenticator: { method: 'client_assertion', identityProvider: 'k', subject },
      },
    ],
    identityProviders: [{ alias: 'k', kind: 'kubernetes', issuer: url, jwksUri }],
  });
  const ask = async (assertion: string) => {
    const form = {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    };
    const body = new URLSearchParams(form);
    return (await fetch(provider.tokenEndpoint, { method: 'POST', body })).status;
  };
  const before = await issuer.issue({ subject, audience: provider.issuer });
  expect(await ask(before)).toBe(200);

  await issuer.rotateSigningKeys();
  const after = await issuer.issue({ subject, audience: provider.issuer });

  expect(decodeProtectedHeader(after).kid).not.toBe(decodeProtectedHeader(before).kid);
  expect(await ask(before)).toBe(401);
  expect(await ask(after)).toBe(200);
  await issuer.stop();
  expect(await ask(after)).toBe(401);
});

test('a realm without the execution knows no such client [developer-tooling/Realm that predates such clients]', async () => {
  const { issuer: url, jwksUri } = issuer;
  await using provider = await startIdentityProvider({
    federatedClients: false,
    clients: [
      {
        clientId: 'boost',
        authenticator: { method: 'client_assertion', identityProvider: 'k', subject },
      },
    ],
    identityProviders: [{ alias: 'k', kind: 'kubernetes', issuer: url, jwksUri }],
  });
  const assertion = await issuer.issue({ subject, audience: provider.issuer });
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  });

  const response = await fetch(provider.tokenEndpoint, { method: 'POST', body });

  expect(response.status).toBe(401);
  await expect(response.json()).resolves.toMatchObject({ error: 'invalid_client' });
});

test('other paths are unknown', async () => {
  expect((await fetch(`${issuer.issuer}/token`)).status).toBe(404);
});
