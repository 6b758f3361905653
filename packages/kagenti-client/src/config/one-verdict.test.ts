import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import type { JsonObject, JsonValue } from '@backstage/types';
import { checkBoostConfig } from '@rhdh-boost/config-schema';
import { accountMethods } from '@rhdh-boost/internal/service-account';
import { tokenManagerServiceRef } from '@rhdh-boost/token-manager/backstage';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBackend } from '../../test/fixtures/backstage-backend.fixture.ts';
import { certificate, certificateKey } from '../../test/fixtures/certificates.fixture.ts';
import { allow, PermissionBackend } from '../../test/fixtures/permission-backend.fixture.ts';
import { RecordingAuditor } from '../../test/fixtures/recording-auditor.fixture.ts';
import { createTokenManager } from './index.ts';

const canary = 'canary-7f3a';
const realm = 'https://keycloak.example.com/realms/boost';
let folder: string;
let policy: PermissionBackend;
beforeAll(async () => {
  policy = await PermissionBackend.start(() => allow);
  folder = await mkdtemp(join(tmpdir(), 'one-verdict-'));
  await writeFile(join(folder, 'tls.crt'), certificate);
  await writeFile(join(folder, 'tls.key'), certificateKey);
});
afterAll(async () => {
  await policy[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

const plugin = createBackendPlugin({
  pluginId: 'agents',
  register: env =>
    env.registerInit({ deps: { tokens: tokenManagerServiceRef }, init: async () => {} }),
});

/** What is said of an account, by whom: nothing where it is accepted. */
async function verdictsOn(auth: JsonObject) {
  const providers = { kagenti: { baseUrl: 'http://localhost:8080' } };
  const config = { boost: { security: { mode: 'plugin-only' }, kagenti: { auth }, providers } };
  const { permissions } = policy;
  const parts = { config, permissions, features: [plugin], auditor: new RecordingAuditor() };
  const { problems = [] } = checkBoostConfig(config);
  const made = new Promise<void>(resolve => resolve(createTokenManager(config).close()));
  const started = startBackend(parts).then(backend => backend.stop());
  return {
    check: problems,
    createTokenManager: await messageOf(made),
    service: await messageOf(started),
  };
}

function messageOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => '',
    (error: unknown) => (error instanceof Error ? error.message : 'no error'),
  );
}

const given = (): [string, JsonValue][] => [
  ['tokenEndpoint', `${realm}/protocol/openid-connect/token`],
  ['issuer', realm],
  ['clientId', 'boost'],
  ['clientSecret', canary],
  ['keyFile', '/etc/boost/key.pem'],
  ['assertionFile', '/var/run/secrets/token'],
  ['certificateFile', join(folder, 'tls.crt')],
  ['certificateKeyFile', join(folder, 'tls.key')],
];

/** What is wrong with what is said of an account; undefined where all agree. */
async function disagreementOn(auth: JsonObject): Promise<string | undefined> {
  const { check, service, createTokenManager: made } = await verdictsOn(auth);
  // A configuration without an account is right, and makes no token manager. A plugin starts with the method none.
  const accepted = isNoAccount(auth) ? /lacks|are missing|is none/ : /^$/;
  const isRight = [service, made].every(
    message =>
      !message.includes(canary) &&
      check.every(({ path }) => message.includes(path)) &&
      (check.length > 0 ? message !== '' : accepted.test(message) || startsWithoutTokens(auth)),
  );
  return isRight ? undefined : `${Object.keys(auth).join()}: ${JSON.stringify([service, made])}`;
}

test.each([undefined, ...accountMethods])(
  'A5: check, service and createTokenManager judge the keys of method %s alike',
  async method => {
    const keys = given();
    const wrong: (string | undefined)[] = [];
    for (let chosen = 0; chosen < 2 ** keys.length; chosen += 1) {
      const set = keys.filter((_key, index) => Math.floor(chosen / 2 ** index) % 2 === 1);
      const auth = { ...Object.fromEntries(set), ...(method === undefined ? {} : { method }) };
      wrong.push(await disagreementOn(auth));
    }

    expect(wrong).toHaveLength(256);
    expect(wrong.filter(found => found !== undefined)).toEqual([]);
  },
);

function startsWithoutTokens({ method }: JsonObject): boolean {
  return method === 'none';
}

function isNoAccount({ tokenEndpoint, issuer }: JsonObject): boolean {
  return tokenEndpoint === undefined && issuer === undefined;
}

const account = { issuer: realm, clientId: 'boost', clientSecret: canary };
test.each<[string, JsonObject]>([
  ['tokenEndpoint', { issuer: undefined, tokenEndpoint: `${realm}/x#y` }],
  ['tokenEndpoint', { issuer: undefined, tokenEndpoint: ` ${realm}` }],
  ['tokenEndpoint', { issuer: undefined, tokenEndpoint: `${realm}/ü` }],
  [
    'tokenEndpoint',
    {
      ...accountBy('private_key_jwt', { keyFile: '/key' }),
      tokenEndpoint: 'https://sso.example.com/token',
    },
  ],
  [
    'tokenEndpoint',
    {
      ...accountBy('tls_client_auth', { certificateFile: '/a', certificateKeyFile: '/b' }),
      tokenEndpoint: 'http://localhost:8080/token',
    },
  ],
  ['tokenEndpoint', { issuer: undefined, tokenEndpoint: 'https:/keycloak.example.com/token' }],
  ['tokenEndpoint', { issuer: undefined, tokenEndpoint: 'https://@keycloak.example.com/token' }],
  ['tokenEndpoint', { issuer: undefined, tokenEndpoint: 'http://127.1:8080/token' }],
  ['issuer', { issuer: `${realm}?x=y` }],
  ['issuer', { issuer: `${realm}?` }],
  ['clientId', { clientId: 'a\ud800' }],
  ['caFile', { caFile: '/ca.pem\0' }],
  ['issuer', { issuer: `${realm}\n` }],
  ['issuer', { issuer: 'http://auth:8080/realms/boost' }],
  ['clientId', { clientId: ' ' }],
  ['clientSecret', { clientSecret: '\n' }],
  ['scope', { scope: '\t' }],
  ['audience', { audience: ' ' }],
  ['resource', { resource: 'https://' }],
  ['resource', { resource: 'https://one.example.com two' }],
  ['tokenExpiryBufferSeconds', { tokenExpiryBufferSeconds: 60.5 }],
  ['tokenExpiryBufferSeconds', { tokenExpiryBufferSeconds: 86_401 }],
  ['timeoutMs', { timeoutMs: 0.5 }],
  ['timeoutMs', { timeoutMs: 2 ** 31 }],
  ['caFile', { caFile: ' ' }],
  ['keyFile', accountBy('private_key_jwt', { issuer: realm, keyFile: ' ' })],
  ['assertionFile', accountBy('client_assertion', { issuer: realm, assertionFile: '\n' })],
])('A5: check, service and createTokenManager refuse %s in %j', async (key, change) => {
  const set = Object.entries({ ...account, ...change }).filter(([, value]) => value !== undefined);
  const { check, service, createTokenManager: made } = await verdictsOn(Object.fromEntries(set));

  expect(check.map(({ path }) => path)).toEqual([`boost.kagenti.auth.${key}`]);
  for (const message of [service, made]) {
    expect(message).toContain(`boost.kagenti.auth.${key} `);
    expect(message).not.toContain(canary);
  }
});

/** The change to an account of another method, found by a token endpoint. */
function accountBy(name: string, more: JsonObject): JsonObject {
  return { issuer: undefined, clientSecret: undefined, method: name, ...more };
}
