import type { JsonObject } from '@backstage/types';
import { expect, test } from 'vitest';
import { pluginWithTokens, startBackend } from '../../test/fixtures/backstage.fixture.ts';
import { ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf } from '../../test/fixtures/test-manager.fixture.ts';
import { createTokenManagerServiceFactory } from './index.ts';

const canary = 'canary-7f3a';
const tokenEndpoint = 'https://keycloak.example.com/realms/boost/protocol/openid-connect/token';
const auth = { tokenEndpoint, clientId: 'boost', clientSecret: canary };
const basic = (secret: string) => `Basic ${btoa(`boost:${secret}`)}`;
const start = (boost: JsonObject, ...more: Parameters<typeof createTokenManagerServiceFactory>) =>
  startBackend({
    config: { boost },
    features: [pluginWithTokens('agents').feature, createTokenManagerServiceFactory(...more)],
  });

test('no account at all is named by its keys, and the plugin does not start [backstage-token-service/Missing keys stop the plugin]', async () => {
  const names = ['issuer', 'clientId', 'clientSecret'].map(key => `boost.kagenti.auth.${key}`);

  await expect(start({ kagenti: { auth: {} } })).rejects.toThrow(
    `The configuration lacks ${names.join(', ')}. Set them in app-config`,
  );
});

test.each<[string, string, JsonObject]>([
  ['boost.kagneti', 'boost.kagenti', { kagneti: { auth } }],
  ['boost.kagenti.auht', 'boost.kagenti.auth', { kagenti: { auht: auth } }],
])('Fault: %s in place of %s is named', async (found, meant, boost) => {
  const work = start(boost);

  await expect(work).rejects.toThrow(`counts as missing. Is ${found} a misspelling of ${meant}?`);
  await expect(work).rejects.not.toThrow(canary);
});

test.each<JsonObject>([
  { providers: { kagenti: {} } },
  { kagenti: { auth: {} } },
  { kagenti: 'text' },
])('Fault: without a similar name, nothing is suggested: %j', async boost => {
  await expect(start(boost)).rejects.not.toThrow('misspelling');
});

test.each<[JsonObject, string[]]>([
  [{ tokenEndpoint, clientId: 'boost' }, ['clientSecret']],
  [{ clientSecret: canary }, ['tokenEndpoint', 'clientId']],
])(
  'the auth keys %j lack some, and the plugin does not start [backstage-token-service/Missing keys stop the plugin]',
  async (given, missing) => {
    const work = start({ kagenti: { auth: given } });

    for (const key of missing) await expect(work).rejects.toThrow(`auth.${key} is missing: `);
    await expect(work).rejects.not.toThrow(canary);
  },
);

test('A3: a plugin starts without an account if the method is none, and gets no token [backstage-token-service/Method none starts without tokens]', async () => {
  const { feature, tokens } = pluginWithTokens('agents');
  await startBackend({
    config: { boost: { kagenti: { auth: { method: 'none' } } } },
    features: [feature],
  });

  for (const work of [tokens().getToken(), tokens().getAccessToken()]) {
    await expect(work).rejects.toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringContaining(
        'boost.kagenti.auth.method is none, so that no account can get tokens. Configure an account',
      ),
    });
  }
  expect(tokens().health()).toMatchObject({ state: 'empty', consecutiveFailures: 0 });
});

test.each([
  'method',
  'issuer',
  'scope',
  'timeoutMs',
  'tokenExpiryBufferSeconds',
  'keyFile',
  'caFile',
])(
  'A3: an empty %s is as good as none [backstage-token-service/Empty text counts as not set]',
  async key => {
    const { feature, tokens } = pluginWithTokens('agents');
    await startBackend({
      config: {
        boost: {
          encryptionSecret: '',
          kagenti: { allowInClusterHttp: '', auth: { ...auth, [key]: '' } },
        },
      },
      features: [feature],
    });

    expect(tokens().health()).toMatchObject({ state: 'empty' });
  },
);

test('A3: an empty clientSecret is missing [backstage-token-service/Empty text counts as not set]', async () => {
  await expect(start({ kagenti: { auth: { ...auth, clientSecret: '' } } })).rejects.toThrow(
    'boost.kagenti.auth.clientSecret is missing: ',
  );
});

const pem = `-----BEGIN PRIVATE KEY-----\n${canary}\n-----END PRIVATE KEY-----`;
const issuer = 'https://keycloak.example.com/realms/boost';
test.each<[string, JsonObject, string]>([
  [
    'a key without its file',
    { method: 'private_key_jwt', issuer, clientId: 'boost' },
    'auth.keyFile is missing: the method private_key_jwt needs issuer, clientId and keyFile. Set it',
  ],
  [
    'a secret beside a key',
    { method: 'private_key_jwt', issuer, clientId: 'boost', keyFile: '/key', clientSecret: canary },
    'auth.clientSecret must not be set, because the method is private_key_jwt. Remove it',
  ],
  [
    'two addresses',
    { ...auth, issuer },
    'auth.issuer must not be set beside tokenEndpoint. Remove',
  ],
  ['a file and no method', { issuer, assertionFile: '/token' }, 'Set boost.kagenti.auth.method to'],
  [
    'a method that does not exist',
    { ...auth, method: canary },
    'auth.method is none of the methods',
  ],
  ['anything beside none', { method: 'none', scope: canary }, 'auth.scope must not be set'],
  ...['keyFile', 'assertionFile', 'certificateFile', 'certificateKeyFile', 'caFile'].map(
    (key): [string, JsonObject, string] => [
      `a key text in ${key}`,
      { ...auth, [key]: pem },
      `auth.${key} must be the path of a file, but is the content of one. Mount the file`,
    ],
  ),
])(
  '%s stops the plugin [backstage-token-service/Keys that do not go together stop the plugin]',
  async (_what, given, named) => {
    const work = start({ kagenti: { auth: given } });

    await expect(work).rejects.toThrow(named);
    await expect(work).rejects.not.toThrow(canary);
  },
);

test.each<[string, JsonObject, string]>([
  ['a client id of another type', { clientId: 7 }, 'boost.kagenti.auth.clientId'],
  ['an empty secret', { clientSecret: '' }, 'boost.kagenti.auth.clientSecret'],
  [
    'an endpoint that is none',
    { tokenEndpoint: canary },
    'boost.kagenti.auth.tokenEndpoint must be an absolute http or https URL',
  ],
  [
    'plain http in a cluster',
    { tokenEndpoint: `http://${canary}.svc/token` },
    'set boost.kagenti.allowInClusterHttp',
  ],
  ['a CA file that is not there', { caFile: '/no/ca.pem' }, 'boost.kagenti.auth.caFile /no/ca.pem'],
  ['a CA in place of its file', { caFile: `-----BEGIN ${canary}` }, 'boost.kagenti.auth.caFile'],
  [
    'a certificate that is not there',
    { certificateFile: '/no/c.pem', certificateKeyFile: '/no/k.pem' },
    'boost.kagenti.auth.certificateFile /no/c.pem cannot be used (ENOENT). Check that the volume is mounted',
  ],
  [
    'a buffer below 0',
    { tokenExpiryBufferSeconds: -1 },
    'boost.kagenti.auth.tokenExpiryBufferSeconds must be',
  ],
])(
  '%s is named by its key [backstage-token-service/Unusable value is named by its key]',
  async (_what, given, named) => {
    const work = start({ kagenti: { auth: { ...auth, ...given } } });

    await expect(work).rejects.toThrow(named);
    await expect(work).rejects.not.toThrow(canary);
  },
);

test.each(['auth', 'boost', 'keycloak', 'h'])(
  'the host %s is hidden, and the keys are not',
  async host => {
    const work = start({
      kagenti: { auth: { ...auth, tokenEndpoint: `http://${host}:8080/token` } },
    });

    await expect(work).rejects.toThrow(
      'boost.kagenti.auth.tokenEndpoint is plain http on …. Use https: over http anyone on the way could read the credential. In a cluster whose mesh encrypts, give the name as ….NAMESPACE.svc and set boost.kagenti.allowInClusterHttp: true.',
    );
  },
);

test.each<[string, JsonObject]>([
  ['clientId', { clientId: ' ' }],
  ['clientSecret', { clientSecret: '\n' }],
  ['scope', { scope: '\t' }],
  ['caFile', { caFile: ' ' }],
])(
  'a %s of white space counts as none [backstage-token-service/Unusable value is named by its key]',
  async (key, given) => {
    await expect(start({ kagenti: { auth: { ...auth, ...given } } })).rejects.toThrow(
      `boost.kagenti.auth.${key} must not be empty`,
    );
  },
);

test.each<[string, JsonObject, string]>([
  ['timeoutMs', { timeoutMs: 0.5 }, 'must be a whole number from 1 to 2147483647'],
  [
    'tokenExpiryBufferSeconds',
    { tokenExpiryBufferSeconds: 86_401 },
    'must be a whole number from 0 to 86400',
  ],
  ['resource', { resource: canary }, 'must be an absolute URI without fragment, or several'],
  ['tokenEndpoint', { tokenEndpoint: ` ${tokenEndpoint}` }, 'must be a URL without spaces'],
  [
    'tokenEndpoint',
    {
      method: 'private_key_jwt',
      clientSecret: null,
      keyFile: '/key',
      tokenEndpoint: 'https://sso.example.com/token',
    },
    'does not have the path of a Keycloak realm, from which the method private_key_jwt takes the issuer. Set boost.kagenti.auth.issuer',
  ],
])(
  '%s is judged as by boost-config check: %j [backstage-token-service/Unusable value is named by its key]',
  async (key, given, message) => {
    const work = start({ kagenti: { auth: { ...auth, ...given } } });

    await expect(work).rejects.toThrow(`boost.kagenti.auth.${key} ${message}`);
    await expect(work).rejects.not.toThrow(canary);
  },
);

test('an encryption secret that is too short is named by its key [backstage-token-service/Unusable value is named by its key]', async () => {
  const work = start({ kagenti: { auth }, encryptionSecret: canary });

  await expect(work).rejects.toThrow(
    'boost.encryptionSecret must have at least 16 characters or bytes, to share tokens through a store. Make a random one',
  );
  await expect(work).rejects.not.toThrow(canary);
});

test('a store and nothing to encrypt with [backstage-token-service/Store without an encryption secret is refused]', async () => {
  const store = { get: async () => undefined, set: async () => {} };

  await expect(start({ kagenti: { auth } }, { store })).rejects.toThrow(
    'boost.encryptionSecret is not set. Make one',
  );
});

test('no plugin names the service, and nothing is missed', async () => {
  const features = [createTokenManagerServiceFactory()];

  await expect(startBackend({ config: {}, features })).resolves.toBeDefined();
});

test('another secret in the configuration is used next [backstage-token-service/Secret file that changed is found]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const account = { ...auth, tokenEndpoint: endpoint.tokenEndpoint };
  let clientSecret = 'first';
  const { feature, tokens } = pluginWithTokens('agents');
  const config = () => ({ boost: { kagenti: { auth: { ...account, clientSecret } } } });
  await startBackend({ config, features: [feature] });

  await tokens().getToken();
  clientSecret = 'second';
  tokens().clearCache();
  await tokens().getToken();

  const sent = endpoint.requests.map(({ authorization }) => authorization);
  expect(sent).toEqual([basic('first'), basic('second')]);
});

test.each([
  ['gone', {}],
  ['empty', { clientSecret: '' }],
  ['blank', { clientSecret: ' ' }],
])(
  'a secret that is %s when it is needed [backstage-token-service/Secret that is gone is named]',
  async (_what, then) => {
    let account: JsonObject = auth;
    const { feature, tokens } = pluginWithTokens('agents');
    const config = () => ({ boost: { kagenti: { auth: account } } });
    await startBackend({ config, features: [feature] });
    account = { tokenEndpoint, clientId: 'boost', ...then };

    expect(await failureOf(tokens().getToken())).toMatchObject({
      code: 'invalid_configuration',
      message: expect.stringContaining('boost.kagenti.auth.clientSecret holds no text any more'),
    });
  },
);
