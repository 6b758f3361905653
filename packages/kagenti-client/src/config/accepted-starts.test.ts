import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BackendFeature, createBackendPlugin } from '@backstage/backend-plugin-api';
import type { JsonObject, JsonValue } from '@backstage/types';
import { checkBoostConfig } from '@rhdh-boost/config-schema';
import { accountMethods } from '@rhdh-boost/internal/service-account';
import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import { tokenManagerServiceRef } from '@rhdh-boost/token-manager/backstage';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startBackend } from '../../test/fixtures/backstage-backend.fixture.ts';
import {
  authority,
  certificate,
  certificateKey,
} from '../../test/fixtures/certificates.fixture.ts';
import { allow, PermissionBackend } from '../../test/fixtures/permission-backend.fixture.ts';
import { RecordingAuditor } from '../../test/fixtures/recording-auditor.fixture.ts';
import { NumberedTokens } from '../../test/fixtures/test-client.fixture.ts';
import { kagentiClientServiceRef } from '../backstage/index.ts';
import { createKagentiClient, createTokenManager } from './index.ts';

let policy: PermissionBackend;
let folder: string;
beforeAll(async () => {
  policy = await PermissionBackend.start(() => allow);
  folder = await mkdtemp(join(tmpdir(), 'accepted-starts-'));
  await writeFile(join(folder, 'ca.pem'), authority);
  await writeFile(join(folder, 'tls.crt'), certificate);
  await writeFile(join(folder, 'tls.key'), certificateKey);
});
afterAll(async () => {
  await policy[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** The parts of a URL: the first is right everywhere. */
const urlParts = [
  ['https://', 'http://', 'HTTPS://', 'Http://', 'ftp://', 'https:/', 'https:', ''],
  ['', 'user@', 'user:canary@', ':@', '@'],
  [
    ...['sso.example.com', 'localhost', 'LOCALHOST', 'localhost.', 'app.localhost', '127.0.0.1'],
    ...['127.1', '0x7f.0.0.1', '127.999.0.1', '127.010.0.1', '2130706433', '[::1]', '[0:0::1]'],
    ...['[::ffff:127.0.0.1]', '[::1', 'sso.ns.svc', 'sso.ns.SVC.cluster.local', 'sso.ns.svc.'],
    ...['a..svc', '-.svc', 'keycloak', 'a_b.example.com', 'bücher.example.com', 'xn--a', 'a b'],
    ...['exa%6Dple.com', '1.2.3.256', '${host}', ''],
  ],
  ['', ':8443', ':', ':0', ':65535', ':65536', ':99999', ':x', ':008080'],
  [
    '/realms/boost',
    '/realms/boost/protocol/openid-connect/token',
    '/realms/boost/protocol/openid-connect/token/',
    '/realms/boost/.well-known/openid-configuration',
    ...['', '/', '//', '/a/../b', '/%zz', '/%41', '/a b', '/{realm}', '/ü', '/a\\b', '\\a'],
    "/~!$&'()*+,;=:@",
  ],
  ['', '?', '?a=b', '?#', '?a b'],
  ['', '#', '#x', '##'],
  ['', ' ', '\n', '\t'],
].map(([right = '', ...others]) =>
  fc.oneof({ arbitrary: fc.constant(right), weight: 4 }, fc.constantFrom(...others)),
);

/** Text that is a URL, or nearly. */
const urls = fc.tuple(...urlParts).map(parts => parts.join(''));

const spaces = ['', ' ', '\n', '\u00a0', '\u0000', '\ud800', 'a\ud800', ' a', 'a\u0000b'];
const texts = fc.constantFrom<JsonValue>(
  ...spaces,
  'boost',
  'ü',
  '0',
  5,
  true,
  null,
  [],
  ['a'],
  {},
);
const numbers = fc.constantFrom<JsonValue>(
  ...[0, -0, -1, 0.5, 1, 60, 60.5, 86_400, 86_401, 2 ** 31 - 1, 2 ** 31, 1e21],
  ...[
    '60',
    ' 60',
    '60 ',
    '1e2',
    '0x3C',
    '6_0',
    '',
    ' ',
    '-1',
    '0b1',
    'NaN',
    'Infinity',
    '1.0',
    '٣',
  ],
  ...[true, null, [], [60], {}],
);
const switches = fc.constantFrom<JsonValue>(
  ...[true, false, 'true', 'false', 'TRUE', 'yes', 'no', 'on', '1', '0', 1, 0, '', ' true', 'tru'],
  ...[null, [], {}],
);
const files = () =>
  fc.oneof(
    fc.constantFrom(...['ca.pem', 'tls.crt', 'tls.key'].map(name => join(folder, name))),
    fc.constantFrom<JsonValue>(certificate, certificateKey, '{"kty":"EC"}', 'eyJhbGciOiJ9.a.b'),
    fc.constantFrom<JsonValue>(...spaces, 5, null, [], {}, join(folder, 'ca.pem') + '\u0000'),
  );
const resources = fc.constantFrom<JsonValue>(
  'https://a.example.com',
  'https://a.example.com urn:x:y',
  ' https://a.example.com ',
  'https://a.example.com#x',
  'https://',
  'a',
  'urn:a\ud800',
  'urn:ü',
  'x:y z',
  'https://[::1',
);
const names = fc.constantFrom<JsonValue>(
  ...[
    'team1',
    'team1/weather-agent',
    'team2/weather-agent',
    'team1/a/b',
    '/a',
    'team1/',
    'Team1/a',
  ],
  ...['team1/a.b', 'team1/a..b', 'team1/%', `team1/${'a'.repeat(253)}`, `team1/${'a'.repeat(254)}`],
  ...['', ' ', 5, null, {}],
);
const lists = fc.oneof(
  fc.array(names, { maxLength: 3 }),
  fc.constantFrom<JsonValue>([], ['team1'], ['team1', 'team1'], [null], [['team1']], 'team1', {}),
);
const secrets = fc.constantFrom<JsonValue>(
  ...['a canary of 16 letters', 'short', '', ' '.repeat(16), 'ü'.repeat(16), '\ud800'.repeat(16)],
  ...['é'.repeat(8), 5, null, {}, []],
);

/** The values of each key that client and token manager read. */
const pools = (): Record<string, fc.Arbitrary<JsonValue>> => {
  const auth = {
    method: fc.constantFrom<JsonValue>(...accountMethods, 'none', 'secret', '', 5, null),
    tokenEndpoint: fc.oneof(urls, texts),
    issuer: fc.oneof(urls, texts),
    clientId: texts,
    clientSecret: texts,
    keyFile: files(),
    assertionFile: files(),
    certificateFile: files(),
    certificateKeyFile: files(),
    tokenExpiryBufferSeconds: numbers,
    scope: texts,
    audience: texts,
    resource: fc.oneof(resources, texts),
    timeoutMs: numbers,
    caFile: files(),
  };
  const provider = {
    baseUrl: fc.oneof(urls, texts),
    defaultAgent: names,
    namespaces: lists,
    requestTimeoutMs: numbers,
    streamIdleTimeoutMs: numbers,
    maxRetries: numbers,
    'tls.caFile': files(),
  };
  const below = (section: string, keys: Record<string, fc.Arbitrary<JsonValue>>) =>
    Object.fromEntries(Object.entries(keys).map(([key, pool]) => [`${section}.${key}`, pool]));
  return {
    ...below('boost.kagenti.auth', auth),
    ...below('boost.providers.kagenti', provider),
    'boost.kagenti.allowInClusterHttp': switches,
    'boost.encryptionSecret': secrets,
    'boost.previousEncryptionSecrets': fc.oneof(fc.array(secrets, { maxLength: 3 }), secrets),
    'boost.security.mode': fc.constantFrom<JsonValue>('full', 'plugin-only', 'none', '', 5, null),
  };
};

type Keys = Readonly<Record<string, JsonValue | undefined>>;

/** A configuration in which nothing is wrong, with an account of a method. */
function startingWith(method: string): Keys {
  const auth = 'boost.kagenti.auth';
  const bySecret = { [`${auth}.clientId`]: 'boost', [`${auth}.clientSecret`]: 'canary' };
  const certificates = {
    [`${auth}.certificateFile`]: join(folder, 'tls.crt'),
    [`${auth}.certificateKeyFile`]: join(folder, 'tls.key'),
  };
  const accounts: Record<string, Keys> = {
    private_key_jwt: {
      [`${auth}.clientId`]: 'boost',
      [`${auth}.keyFile`]: join(folder, 'tls.key'),
    },
    tls_client_auth: { [`${auth}.clientId`]: 'boost', ...certificates },
    client_assertion: { [`${auth}.assertionFile`]: join(folder, 'token') },
  };
  return {
    'boost.security.mode': 'full',
    'boost.providers.kagenti.baseUrl': 'https://kagenti.example.com',
    [`${auth}.method`]: method,
    [`${auth}.issuer`]: 'https://sso.example.com/realms/boost',
    ...(accounts[method] ?? bySecret),
  };
}

function nested(keys: Keys): JsonObject {
  const root: JsonObject = {};
  for (const [key, value] of Object.entries(keys)) {
    if (value === undefined) continue;
    const names = key.split('.');
    let section: JsonObject = root;
    for (const name of names.slice(0, -1)) section = Object((section[name] ??= {}));
    section[names.at(-1) ?? ''] = value;
  }
  return root;
}

const configurations = () => {
  const change = fc.oneof(
    ...Object.entries(pools()).map(([key, pool]) =>
      fc.option(pool, { nil: undefined, freq: 6 }).map(value => ({ [key]: value })),
    ),
  );
  return fc
    .tuple(
      fc.constantFrom(
        'client_secret_basic',
        'client_secret_post',
        'private_key_jwt',
        'tls_client_auth',
        'client_assertion',
      ),
      fc.array(change, { maxLength: 3 }),
    )
    .map(([method, changes]) => nested(Object.assign({ ...startingWith(method) }, ...changes)));
};

function messageOf(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => '',
    (error: unknown) =>
      error instanceof Error
        ? error.message
            .replaceAll('\n', ' ')
            .replace('Backend startup failed due to the following errors:', '')
        : 'no error',
  );
}

const attempt = (make: () => { close(): Promise<void> }) =>
  messageOf(new Promise<void>(resolve => resolve(make().close())));

const pluginWith = (
  deps: Parameters<typeof createBackendPlugin>[0]['pluginId'],
  service: never,
): BackendFeature =>
  createBackendPlugin({
    pluginId: deps,
    register: env => env.registerInit({ deps: { service }, init: async () => {} }),
  });

async function starts(config: JsonObject, service: unknown): Promise<string> {
  const { permissions } = policy;
  const features = [pluginWith('agents', service as never)];
  const parts = { config, permissions, features, auditor: new RecordingAuditor() };
  return messageOf(startBackend(parts).then(backend => backend.stop()));
}

const readByTokens = /^boost\.kagenti(?:\.auth|\.allowInClusterHttp)?(?:\.|$)/;

test('A5: what the check accepts starts, and what it refuses does not', async () => {
  const seen = new Map<string, string>();
  await fc.assert(
    fc.asyncProperty(configurations(), async config => {
      const { problems = [] } = checkBoostConfig(config);
      const ofTokens = problems.filter(({ path }) => readByTokens.test(path));
      const made: Record<string, [boolean, string]> = {
        manager: [ofTokens.length > 0, await attempt(() => createTokenManager(config))],
        client: [
          problems.some(({ path, code }) => path !== 'boost.security.mode' || code !== 'required'),
          await attempt(() => createKagentiClient(config)),
        ],
        clientAlone: [
          problems.some(
            ({ path }) => path !== 'boost.security.mode' && !path.startsWith('boost.kagenti.auth'),
          ),
          await attempt(() => createKagentiClient(config, { tokens: new NumberedTokens() })),
        ],
        tokenService: [ofTokens.length > 0, await starts(config, tokenManagerServiceRef)],
        clientService: [
          problems.some(({ path, code }) => path !== 'boost.security.mode' || code !== 'required'),
          await starts(config, kagentiClientServiceRef),
        ],
      };
      for (const [who, [refused, message]] of Object.entries(made)) {
        if (refused !== (message !== '')) {
          const key = `${who} ${refused ? `CHECK REFUSES ${problems.map(p => `${p.path} ${p.message}`).join()}` : `START REFUSES ${message.slice(0, 300)}`}`;
          if (!seen.has(key)) seen.set(key, JSON.stringify(config));
        }
      }
    }),
    { numRuns: Number(process.env.RUNS ?? propertyRuns(2000)) },
  );
  for (const [key, config] of seen) console.log(`${key}\n    ${config}`);
  expect(seen.size).toBe(0);
}, 300_000);
