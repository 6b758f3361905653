import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { IdentityProvider } from '../../src/identity-provider/identity-provider.ts';
import { ask, getToken, introspect } from './ask.fixture.ts';

/** What both identity providers must do on command; each runs in a test of its own name. */
export const events = {
  'a rotated secret replaces the old one': async (identityProvider: IdentityProvider) => {
    const old = secretOf(identityProvider);

    const secret = await identityProvider.rotateSecret('boost');

    expect(secret).not.toBe(old);
    expect(secretOf(identityProvider)).toBe(secret);
    await expect(getToken(identityProvider)).resolves.toMatch(/^ey/);
    const { status, body } = await ask(identityProvider, {
      form: [
        ['grant_type', 'client_credentials'],
        ['client_id', 'boost'],
        ['client_secret', old],
      ],
    });
    expect(status).toBe(401);
    expect(body['error']).toBe('unauthorized_client');
  },

  'revoked tokens are inactive and the next one is active': async (
    identityProvider: IdentityProvider,
  ) => {
    const tokens = [await getToken(identityProvider), await getToken(identityProvider)];
    for (const token of tokens) {
      await expect(introspect(identityProvider, token)).resolves.toMatchObject({
        active: true,
        client_id: 'boost',
        username: 'service-account-boost',
        token_type: 'Bearer',
        realm_access: { roles: ['rossoctl-operator'] },
      });
    }

    await identityProvider.revokeTokens('boost');
    const next = await getToken(identityProvider);

    for (const token of tokens) {
      await expect(introspect(identityProvider, token)).resolves.toEqual({ active: false });
    }
    await expect(introspect(identityProvider, next)).resolves.toHaveProperty('active', true);
  },

  'an assertion is good once': async (identityProvider: IdentityProvider) => {
    const assertion = { clientId: 'signed', id: randomUUID() };
    const form: [string, string][] = [['grant_type', 'client_credentials']];

    const first = await ask(identityProvider, { form, assertion });
    const second = await ask(identityProvider, { form, assertion });

    expect(first.status).toBe(200);
    expect(second.status).toBe(400);
    expect(second.body['error_description']).toBe('Token reuse detected');
  },

  'a token of an issuer of the kind oidc is good once': async (
    identityProvider: IdentityProvider,
  ) => {
    const form: [string, string][] = [['grant_type', 'client_credentials']];
    const federated = { by: 'once', id: randomUUID() } as const;

    const first = await ask(identityProvider, { form, federated });
    const second = await ask(identityProvider, { form, federated });

    expect(first.status).toBe(200);
    expect(second.status).toBe(400);
    expect(second.body['error_description']).toBe('Token reuse detected');
  },

  'other tokens of an issuer are good repeatedly': async (identityProvider: IdentityProvider) => {
    const form: [string, string][] = [['grant_type', 'client_credentials']];
    const id = randomUUID();

    for (const by of ['kubernetes', 'kubernetes', 'again', 'again'] as const) {
      const { status } = await ask(identityProvider, { form, federated: { by, id } });
      expect(status).toBe(200);
    }
  },

  'a set lifetime is that of the next token': async (identityProvider: IdentityProvider) => {
    await identityProvider.setAccessTokenLifetime('boost', 77);

    const claims = await introspect(identityProvider, await getToken(identityProvider));

    expect(Number(claims['exp']) - Number(claims['iat'])).toBe(77);
  },
};

function secretOf({ clients }: IdentityProvider): string {
  return clients.find(client => client.clientId === 'boost')?.clientSecret ?? '';
}
