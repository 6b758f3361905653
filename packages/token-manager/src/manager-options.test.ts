import { Agent } from 'undici';
import { expect, test } from 'vitest';
import { failureOf } from '../test/fixtures/test-manager.fixture.ts';
import { KeycloakTokenManager } from './keycloak-token-manager.ts';
import type { KeycloakTokenManagerOptions } from './manager-options.ts';

const right: KeycloakTokenManagerOptions = {
  tokenEndpoint: 'https://keycloak.example.com/realms/boost/protocol/openid-connect/token',
  clientId: 'boost',
  clientSecret: 'canary-word',
};

test.each<[string, Record<string, unknown>]>([
  ['tokenEndpoint', { tokenEndpoint: undefined }],
  ['clientId', { clientId: '' }],
  ['clientId', { clientId: 7 }],
  ['clientId', { clientId: 'half \ud83d' }],
  ['clientSecret', { clientSecret: 'canary-word\ud83d' }],
  ['clientSecret', { clientSecret: '' }],
  ['clientSecret', { clientSecret: undefined }],
  ['clientSecret', { clientSecret: null }],
  ['clientSecret', { clientSecret: { file: '' } }],
  ['clientSecret', { clientSecret: { path: '/secret' } }],
  ['scope', { scope: '' }],
  ['tokenExpiryBufferSeconds', { tokenExpiryBufferSeconds: -1 }],
  ['tokenExpiryBufferSeconds', { tokenExpiryBufferSeconds: Number.NaN }],
  ['timeoutMs', { timeoutMs: 0 }],
  ['timeoutMs', { timeoutMs: 2 ** 31 }],
  ['timeoutMs', { timeoutMs: Number.NaN }],
  ['timeoutMs', { timeoutMs: '15000' }],
  ['tokenExpiryBufferSeconds', { tokenExpiryBufferSeconds: '60' }],
  ['dispatcher', { dispatcher: {} }],
  ['dispatcher', { dispatcher: null }],
  ['dispatcher', { dispatcher: 'http://proxy' }],
  ['clock', { clock: {} }],
  ['clock', { clock: null }],
  ['clock', { clock: Date }],
  ['clock', { clock: { wallMs: () => 0, monotonicMs: () => 0 } }],
  ['resource', { resource: [] }],
  ['resource', { resource: null }],
  ['resource', { resource: [null] }],
  ['tls', { tls: '/x.pem' }],
  ['tls', { tls: 5 }],
  ['tls', { tls: [] }],
  ['tls', { tls: null }],
  ['tls.caFile', { tls: { caFile: '' } }],
  ['tls.caFile', { tls: { caFile: '/nowhere/ca.pem' } }],
  ['tls.caFile', { tls: { caFile: '/nowhere/ca.pem' }, dispatcher: new Agent() }],
])(
  'a wrong %s is refused by its name: %j [service-account-tokens/Wrong option refused]',
  async (option, wrong) => {
    const options = { ...right, ...wrong };
    const error = await failureOf(() => new KeycloakTokenManager(options));
    expect(error).toMatchObject({ code: 'invalid_configuration', retryable: false });
    expect(error.message).toContain(option);
    expect(error.hint).toBeDefined();
    expect(JSON.stringify(error)).not.toContain('canary-word');
  },
);

test.each<[string, Record<string, unknown>, string]>([
  ['clientId', { clientId: undefined }, 'Now it is undefined: is its variable set?'],
  ['clientId', { clientId: '' }, 'Now it is empty: is its variable set?'],
  ['clientId', { clientId: null }, 'Now it is null.'],
  ['clientId', { clientId: ['canary-word'] }, 'Now it is a list.'],
  ['clientId', { clientId: 'canary-word\ud83d' }, 'Now it is a string with a lone surrogate.'],
  ['clientId', { clientId: 7 }, 'Give a non-empty string. Now it is a number.'],
  ['clientSecret', { clientSecret: 7 }, 'Give a non-empty string, a function or { file }.'],
  ['scope', { scope: '' }, 'Give a non-empty string, scopes with blanks between them.'],
  [
    'timeoutMs',
    { timeoutMs: '15000' },
    'Give a number above 0, at most 2147483647. Now it is a string.',
  ],
  ['timeoutMs', { timeoutMs: -1 }, 'Now it is another one.'],
  ['timeoutMs', { timeoutMs: Number.NaN }, 'Now it is NaN.'],
  ['scope', { scope: () => 'canary-word' }, 'Now it is a function.'],
  ['scope', { scope: ['email', 'roles'] }, 'with blanks between them. Now it is a list.'],
  ['clientSecret', { clientSecret: { path: 'canary-word' } }, 'Now it is an object.'],
  ['tokenEndpoint', { tokenEndpoint: new URL(right.tokenEndpoint ?? '') }, 'give its href.'],
])(
  'the hint for a wrong %s says what is there now: %j [service-account-tokens/Wrong option refused]',
  async (option, wrong, hint) => {
    const options = { ...right, ...wrong };
    const error = await failureOf(() => new KeycloakTokenManager(options));
    expect(error.message).toMatch(new RegExp(`^${option} must be `));
    expect(error.hint).toContain(hint);
    expect(JSON.stringify(error)).not.toContain('canary-word');
  },
);

test.each(['true', 'false', 1, null])(
  '%j is not taken for a switch [service-account-tokens/Wrong option refused]',
  async allowInClusterHttp => {
    const options = Object.assign(JSON.parse('{}'), right, { allowInClusterHttp });
    const error = await failureOf(() => new KeycloakTokenManager(options));
    expect(error).toMatchObject({
      code: 'invalid_configuration',
      message: 'allowInClusterHttp must be true or false',
    });
  },
);

test.each<[string, Record<string, unknown>]>([
  ['logger', { logger: null }],
  ['logger', { logger: 'console' }],
  ['logger', { logger: { error() {}, warn() {}, info() {} } }],
  ['logger', { logger: { error() {}, warn() {}, info() {}, debug: true } }],
  ['onEvent', { onEvent: null }],
  ['onEvent', { onEvent: [] }],
  ['onEvent', { onEvent: 'canary-word' }],
])(
  'a %s that cannot be told is refused: %j [service-account-tokens/Wrong option refused]',
  async (option, wrong) => {
    const options = { ...right, ...wrong };
    const error = await failureOf(() => new KeycloakTokenManager(options));
    expect(error).toMatchObject({ code: 'invalid_configuration' });
    expect(error.message).toMatch(new RegExp(`^${option} must be `));
    expect(JSON.stringify(error)).not.toContain('canary-word');
  },
);

test('console is a logger [service-account-tokens/Wrong option refused]', async () => {
  await using manager = new KeycloakTokenManager({ ...right, logger: console, onEvent() {} });
  expect(manager.health().state).toBe('empty');
});

test('right options are taken, undefined ones as left out [service-account-tokens/Wrong option refused]', async () => {
  await using manager = new KeycloakTokenManager({
    ...right,
    scope: undefined,
    tokenExpiryBufferSeconds: undefined,
    timeoutMs: undefined,
    allowInClusterHttp: false,
    tls: {},
  });
  expect(manager.health().state).toBe('empty');
});
