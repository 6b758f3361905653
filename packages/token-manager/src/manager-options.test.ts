import { Agent } from 'undici';
import { expect, test } from 'vitest';
import { failureOf } from './fixtures/test-manager.fixture.ts';
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

test('right options are taken, undefined ones as left out [service-account-tokens/Wrong option refused]', async () => {
  await using manager = new KeycloakTokenManager({
    ...right,
    scope: undefined,
    tokenExpiryBufferSeconds: undefined,
    timeoutMs: undefined,
    tls: {},
  });
  expect(manager.health().state).toBe('empty');
});
