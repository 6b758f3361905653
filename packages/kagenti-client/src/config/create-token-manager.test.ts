import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedIdentityProvider, startIdentityProvider } from '@rhdh-boost/testkit';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
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
  ['a folder in place of a file', 'caFile', '/', 'caFile / cannot be used (EISDIR)'],
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

test('an account with a key gets tokens, and a later failure names its key', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys = [{ ...publicKey.export({ format: 'jwk' }), use: 'sig' }];
  const authenticator = { method: 'private_key_jwt' as const, jwks: { keys } };
  await using provider = await startIdentityProvider({
    clients: [{ clientId: 'signs', authenticator }],
  });
  const folder = await mkdtemp(join(tmpdir(), 'token-manager-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const keyFile = join(folder, 'key.pem');
  await writeFile(keyFile, privateKey.export({ format: 'pem', type: 'pkcs8' }));
  const { issuer } = provider;
  const auth = { method: 'private_key_jwt', issuer, clientId: 'signs', keyFile };
  await using manager = createTokenManager({ boost: { kagenti: { auth } } });

  expect(await manager.getToken()).toEqual(expect.any(String));

  await rm(keyFile);
  manager.clearCache();
  await expect(manager.getToken()).rejects.toThrow(
    `boost.kagenti.auth.keyFile ${keyFile} cannot be read (ENOENT)`,
  );
});

test.each([
  [{ method: 'none' }, 'boost.kagenti.auth.method is none'],
  [
    {},
    'boost.kagenti.auth.issuer, boost.kagenti.auth.clientId, boost.kagenti.auth.clientSecret are missing. Set them in app-config.',
  ],
])('%j makes no token manager, and says why', (auth, why) => {
  expect(() => createTokenManager({ boost: { kagenti: { auth } } })).toThrow(
    expect.objectContaining({ code: 'invalid_options', message: expect.stringContaining(why) }),
  );
});

test('keys that do not go together make no token manager', () => {
  const { boost } = appConfig();
  const auth = { ...boost.kagenti.auth, method: 'private_key_jwt', keyFile: '/key.pem' };
  expect(() => createTokenManager({ boost: { kagenti: { auth } } })).toThrow(
    'boost.kagenti.auth.clientSecret must not be set, because the method is private_key_jwt',
  );
});
