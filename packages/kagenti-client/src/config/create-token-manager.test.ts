import { type EmbeddedIdentityProvider, startIdentityProvider } from '@rhdh-boost/testkit';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTokenManager } from './index.ts';

const account = { clientId: 'boost', clientSecret: 'of-tests-only-7f3a' };
const encryptionSecret = 'an encryption secret of some length';

let identityProvider: EmbeddedIdentityProvider;
beforeAll(async () => {
  identityProvider = await startIdentityProvider({ clients: [account] });
});
afterAll(() => identityProvider.stop());

/** A store without leases, as Backstage's cache is one. */
function memoryStore() {
  const entries = new Map<string, string>();
  return {
    entries,
    async get(key: string) {
      const value = entries.get(key);
      return value === undefined ? undefined : { value };
    },
    async set(key: string, value: string) {
      entries.set(key, value);
    },
  };
}

const appConfig = (boost: object = { encryptionSecret }) => ({
  boost: {
    security: { mode: 'full' },
    ...boost,
    kagenti: { auth: { tokenEndpoint: identityProvider.tokenEndpoint, ...account } },
  },
});

test('a manager with the key derived from the encryption secret shares the entry', async () => {
  const store = memoryStore();
  await using configured = createTokenManager(appConfig(), { store });
  const token = await configured.getToken();
  const tokens = () => [...store.entries.keys()].filter(key => key.startsWith('boost-token:'));
  await expect.poll(tokens).toHaveLength(1);

  const { tokenEndpoint } = identityProvider;
  await using replica = new KeycloakTokenManager({
    ...account,
    tokenEndpoint,
    store,
    encryptionKey: encryptionSecret,
  });

  expect(await replica.getToken()).toBe(token);
  expect(identityProvider.requests).toHaveLength(1);
  expect(JSON.stringify([...store.entries])).not.toContain(token);
});

test('a store without an encryption secret is refused by the key [backstage-token-service/Store without an encryption secret is refused]', () => {
  expect(() => createTokenManager(appConfig({}), { store: memoryStore() })).toThrow(
    'boost.encryptionSecret',
  );
});

test.each([
  ['a certificate file that is not there', 'caFile', '/nowhere/ca.pem', 'caFile /nowhere/ca.pem'],
  [
    'an endpoint with a fragment',
    'tokenEndpoint',
    'https://keycloak.example.com/#canary',
    'tokenEndpoint has a fragment',
  ],
])(
  '%s is refused by its key [kagenti-api/Invalid configuration is refused]',
  (_what, key, value, named) => {
    const { boost } = appConfig();
    const auth = { ...boost.kagenti.auth, [key]: value };
    const create = () => createTokenManager({ boost: { ...boost, kagenti: { auth } } });

    expect(create).toThrow(
      expect.objectContaining({ name: 'TokenError', code: 'invalid_configuration' }),
    );
    expect(create).toThrow(`boost.kagenti.auth.${named}`);
    expect(create).not.toThrow('canary');
  },
);
