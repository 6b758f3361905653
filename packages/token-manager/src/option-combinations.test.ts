import { Agent } from 'undici';
import { expect, test } from 'vitest';
import { jwkOf, keys } from '../test/fixtures/client-keys.fixture.ts';
import { failureOf } from '../test/fixtures/test-manager.fixture.ts';
import { bearerInterceptor } from './interceptor/bearer-interceptor.ts';
import { KeycloakTokenManager } from './keycloak-token-manager.ts';
import type { KeycloakTokenManagerOptions } from './manager-options.ts';
import type { TokenStore } from './store/token-store.ts';

const account = {
  tokenEndpoint: 'https://keycloak.example.com/realms/boost/protocol/openid-connect/token',
  clientId: 'boost',
} as const;
const clientSecret = 'canary-word';
const signed = { method: 'private_key_jwt', key: jwkOf(keys.ec) } as const;
const federated = { method: 'client_assertion', assertion: { file: '/var/token' } } as const;
const encryptionKey = 'only-for-tests-0123456789abcdef-0123456789';
const store: TokenStore = { get: async () => undefined, set: async () => {} };

// Each of these is refused twice: by the compiler, or its expected error is one, and by the constructor.
const wrong: [string, KeycloakTokenManagerOptions, string][] = [
  // @ts-expect-error
  ['no secret', { ...account }, 'clientSecret is empty or missing: is its variable set?'],
  [
    'no secret in the form',
    // @ts-expect-error
    { ...account, clientAuthentication: 'client_secret_post' },
    'clientSecret is empty or missing: is its variable set?',
  ],
  [
    'a secret beside an assertion',
    // @ts-expect-error
    { ...account, clientSecret, clientAuthentication: signed },
    'clientSecret must be left out for private_key_jwt',
  ],
  [
    'a secret beside a certificate',
    // @ts-expect-error
    {
      ...account,
      clientSecret,
      clientAuthentication: { method: 'tls_client_auth' },
      dispatcher: new Agent(),
    },
    'clientSecret must be left out for tls_client_auth',
  ],
  [
    'a number as key',
    // @ts-expect-error
    { ...account, clientAuthentication: { method: 'private_key_jwt', key: 42 } },
    'clientAuthentication.key must be a JWK',
  ],
  [
    'a secret beside an assertion of another issuer',
    // @ts-expect-error
    { ...account, clientSecret, clientAuthentication: federated },
    'clientSecret must be left out for client_assertion',
  ],
  [
    'an assertion as text, which would expire',
    // @ts-expect-error
    { ...account, clientAuthentication: { method: 'client_assertion', assertion: 'canary-word' } },
    'clientAuthentication.assertion must be { file } or a function',
  ],
  [
    'no client id beside a key',
    // @ts-expect-error
    { tokenEndpoint: account.tokenEndpoint, clientAuthentication: signed },
    'clientId must be a non-empty string',
  ],
  // @ts-expect-error
  ['a store alone', { ...account, clientSecret, store }, 'encryptionKey must have at least 16'],
  [
    'an encryption key alone',
    // @ts-expect-error
    { ...account, clientSecret, encryptionKey },
    'encryptionKey is given without a store',
  ],
  [
    'a certificate without its key',
    // @ts-expect-error
    { ...account, clientSecret, tls: { certificateFile: '/c.pem' } },
    'tls.keyFile must be given with tls.certificateFile',
  ],
  [
    'a key without its certificate',
    // @ts-expect-error
    { ...account, clientSecret, tls: { keyFile: '/k.pem' } },
    'tls.certificateFile must be given with tls.keyFile',
  ],
  // @ts-expect-error
  ['no address', { clientId: 'boost', clientSecret }, 'Neither tokenEndpoint nor issuer is given'],
  [
    'two addresses',
    // @ts-expect-error
    { ...account, issuer: 'https://keycloak.example.com/realms/boost', clientSecret },
    'Both tokenEndpoint and issuer are given',
  ],
  [
    'an option in another spelling',
    // @ts-expect-error
    { ...account, clientSecret, timeoutMS: 5 },
    'timeoutMS is none of the options',
  ],
];

test.each(wrong)(
  '%s does not compile, and is refused where it does [service-account-tokens/Options that do not go together]',
  async (_what, options, message) => {
    const error = await failureOf(() => new KeycloakTokenManager(options));
    expect(error).toMatchObject({ code: 'invalid_configuration', retryable: false });
    expect(error.message).toContain(message);
    expect(error.hint).toBeDefined();
    expect(JSON.stringify(error)).not.toContain('canary-word');
  },
);

const right: [string, KeycloakTokenManagerOptions][] = [
  ['a secret', { ...account, clientSecret }],
  [
    'a secret in the form',
    { ...account, clientSecret, clientAuthentication: 'client_secret_post' },
  ],
  ['an assertion', { ...account, clientAuthentication: signed }],
  ['an assertion of another issuer', { ...account, clientAuthentication: federated }],
  [
    'an assertion of another issuer and no client id',
    { tokenEndpoint: account.tokenEndpoint, clientAuthentication: federated },
  ],
  [
    'a certificate of the dispatcher',
    { ...account, clientAuthentication: { method: 'tls_client_auth' }, dispatcher: new Agent() },
  ],
  ['a store with its key', { ...account, clientSecret, store, encryptionKey }],
  [
    'what is undefined',
    { ...account, clientSecret, store: undefined, encryptionKey: undefined, issuer: undefined },
  ],
];

test.each(right)(
  '%s compiles and is taken [service-account-tokens/Options that do not go together]',
  async (_what, options) => {
    await using manager = new KeycloakTokenManager(options);
    expect(manager.health().state).toBe('empty');
  },
);

test('an encryption key without a store is refused [service-account-tokens/Options that do not go together]', async () => {
  const options = Object.assign(JSON.parse('{}'), account, { clientSecret, encryptionKey });
  const error = await failureOf(() => new KeycloakTokenManager(options));
  expect(error.message).toBe('encryptionKey is given without a store');
  expect(error.hint).toBe('Give store too, or neither.');
});

test.each([
  [{ timeoutMS: 5 }, 'timeoutMS', 'Did you mean timeoutMs?'],
  [{ client_id: 'x' }, 'client_id', 'Did you mean clientId?'],
  [{ timeout: 5 }, 'timeout', 'Did you mean timeoutMs?'],
  [{ scopes: 'x' }, 'scopes', 'Did you mean scope?'],
  [
    { tls: { ca: '/ca.pem' } },
    'tls.ca',
    'the options are tls.caFile, tls.certificateFile, tls.keyFile',
  ],
  [{ tls: { cafile: '/ca.pem' } }, 'tls.cafile', 'Did you mean tls.caFile?'],
  [
    { clientAuthentication: { ...signed, kid: 'x' }, clientSecret: undefined },
    'clientAuthentication.kid',
    'the options are clientAuthentication.method',
  ],
  [
    { clientSecret: { file: '/s', encoding: 'utf16' } },
    'clientSecret.encoding',
    'Remove or rename it; the options are clientSecret.file.',
  ],
  [
    {
      clientSecret: undefined,
      clientAuthentication: {
        method: 'private_key_jwt',
        key: { file: '/k', passphrase: 'canary-word' },
      },
    },
    'clientAuthentication.key.passphrase',
    'Remove or rename it',
  ],
  [
    {
      clientSecret: undefined,
      clientAuthentication: { ...federated, assertion: { file: '/t', audience: 'canary-word' } },
    },
    'clientAuthentication.assertion.audience',
    'Remove or rename it; the options are clientAuthentication.assertion.file.',
  ],
  [{ tokenEndpoint: undefined, tokenEndpont: 'x' }, 'tokenEndpont', 'Did you mean tokenEndpoint?'],
  [
    { tls: { certificateFile: '/c', certificateKeyFile: '/k' } },
    'tls.certificateKeyFile',
    'Did you mean tls.keyFile?',
  ],
  [
    { tokenEndpoint: undefined, realm: 'canary-word' },
    'realm',
    'realm is part of issuer: https://HOST/realms/REALM.',
  ],
  [
    { tokenEndpoint: undefined, url: 'canary-word' },
    'url',
    'url is part of issuer: https://HOST/realms/REALM.',
  ],
  [
    { tokenEndpoint: undefined, baseUrl: 'canary-word' },
    'baseUrl',
    'baseUrl is part of issuer: https://HOST/realms/REALM.',
  ],
  [
    { tokenEndpoint: undefined, authServerUrl: 'canary-word' },
    'authServerUrl',
    'authServerUrl is part of issuer: https://HOST/realms/REALM.',
  ],
  [{ zzz: 5 }, 'zzz', 'Remove or rename it; the options are tokenEndpoint, issuer, clientId'],
  [{ 'canary-word\u001b': 5 }, 'A name in them', 'Remove or rename it'],
])(
  'the unknown option of %j is refused [service-account-tokens/Unknown option refused]',
  async (more, name, hint) => {
    const options = Object.assign(JSON.parse('{}'), account, { clientSecret }, more);
    const error = await failureOf(() => new KeycloakTokenManager(options));
    expect(error).toMatchObject({ code: 'invalid_configuration' });
    expect(error.message).toBe(`${name} is none of the options`);
    expect(error.hint).toContain(hint);
    expect(JSON.stringify(error)).not.toContain('canary-word');
  },
);

test.each<[unknown, string, string]>([
  [
    { method: 'kubernetes', assertion: { file: '/t' } },
    'clientAuthentication.method is unknown',
    'A token of Kubernetes is for client_assertion.',
  ],
  [{}, 'clientAuthentication.method is unknown', "{ method: 'private_key_jwt', key }"],
  [
    'tls_client_auth',
    'must be an object for tls_client_auth',
    "Write { method: 'tls_client_auth' }.",
  ],
  ['private_key_jwt', 'must be an object', "Write { method: 'private_key_jwt', key }."],
  ['client_assertion', 'must be an object', "Write { method: 'client_assertion', assertion }."],
  [{ method: 'client_secret_post' }, 'must be a string', "Write 'client_secret_post'."],
  ['canary-word', 'clientAuthentication must be', 'Now it is a string.'],
  [7, 'clientAuthentication must be', 'Now it is a number.'],
])(
  'the method of %j is refused before the client id [service-account-tokens/Wrong option refused]',
  async (clientAuthentication, message, hint) => {
    const { tokenEndpoint } = account;
    const options = Object.assign(JSON.parse('{}'), { tokenEndpoint, clientAuthentication });
    const error = await failureOf(() => new KeycloakTokenManager(options));
    expect(error.message).toContain(message);
    expect(error.hint).toContain(hint);
    expect(JSON.stringify(error)).not.toContain('canary-word');
  },
);

test('a path as key is refused with the way to give it [service-account-tokens/Wrong option refused]', async () => {
  const clientAuthentication = { method: 'private_key_jwt', key: '/path/key.pem' } as const;
  const error = await failureOf(
    () => new KeycloakTokenManager({ ...account, clientAuthentication }),
  );
  expect(error.message).toBe('clientAuthentication.key looks like a path');
  expect(error.hint).toBe("Give { file: '/path/key.pem' }.");
});

test('an unknown option that is undefined asks for nothing [service-account-tokens/Unknown option refused]', async () => {
  const options = { ...account, clientSecret, timeout: undefined };
  await using manager = new KeycloakTokenManager(options);
  expect(manager.health().state).toBe('empty');
});

test.each([undefined, null, 'https://keycloak.example.com'])(
  'options that are %j are told to be missing [service-account-tokens/Wrong option refused]',
  async none => {
    const options = JSON.parse(JSON.stringify({ none })).none;
    const error = await failureOf(() => new KeycloakTokenManager(options));
    expect(error).toMatchObject({
      code: 'invalid_configuration',
      message: 'The options are missing',
    });
    await using manager = new KeycloakTokenManager({ ...account, clientSecret });
    const ofInterceptor = await failureOf(() => bearerInterceptor(manager, options));
    expect(ofInterceptor).toMatchObject({
      code: 'invalid_configuration',
      message: 'origins must be a list of at least one origin',
    });
  },
);
