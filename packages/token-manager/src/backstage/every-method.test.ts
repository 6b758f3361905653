import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { JsonObject } from '@backstage/types';
import { TestAuthority } from '@rhdh-boost/test-support/test-authority';
import { startAssertionIssuer, startIdentityProvider } from '@rhdh-boost/testkit';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import {
  type Lines,
  pluginWithTokens,
  startBackend,
} from '../../test/fixtures/backstage.fixture.ts';
import { jwkOf, keys, pemOf } from '../../test/fixtures/client-keys.fixture.ts';
import { json, ScriptedEndpoint } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { startSecureEndpoint } from '../../test/fixtures/secure-endpoint.fixture.ts';
import { failureOf } from '../../test/fixtures/test-manager.fixture.ts';
import { createTokenManagerServiceFactory } from './index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'every-method-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** The service of a plugin whose app-config has this account. */
async function tokensOf(auth: JsonObject, lines: Lines = []) {
  const { feature, tokens } = pluginWithTokens('agents');
  await startBackend({ config: { boost: { kagenti: { auth } } }, features: [feature], lines });
  return tokens();
}

async function fileWith(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await writeFile(`${file}.new`, text);
  await rename(`${file}.new`, file);
  return file;
}

const subject = 'system:serviceaccount:boost:backend';
const { kty, n, e } = jwkOf(keys.rsa);

/** An identity provider with a client of each method that needs no TLS, and the issuer that it trusts. */
async function startProvider() {
  const cluster = await startAssertionIssuer();
  const { issuer, jwksUri } = cluster;
  const provider = await startIdentityProvider({
    clients: [
      { clientId: 'by-secret', clientSecret: 'canary-7f3a' },
      {
        clientId: 'by-key',
        authenticator: { method: 'private_key_jwt', jwks: { keys: [{ kty, n, e, use: 'sig' }] } },
      },
      {
        clientId: 'by-assertion',
        authenticator: { method: 'client_assertion', identityProvider: 'cluster', subject },
      },
    ],
    identityProviders: [{ alias: 'cluster', kind: 'kubernetes', issuer, jwksUri }],
  });
  onTestFinished(async () => {
    await provider.stop();
    await cluster.stop();
  });
  return { provider, cluster, issuer: provider.issuer };
}

test.each([
  ['client_secret_basic', 'basic'],
  ['client_secret_post', 'post'],
])(
  'an account with %s, found by its issuer [backstage-token-service/Account of each method gets tokens]',
  async (method, recorded) => {
    const { provider, issuer } = await startProvider();
    const tokens = await tokensOf({
      method,
      issuer,
      clientId: 'by-secret',
      clientSecret: 'canary-7f3a',
    });

    expect(await tokens.getToken()).toEqual(expect.any(String));
    expect(provider.requests.map(({ authentication }) => authentication)).toEqual([recorded]);
  },
);

test('an account with a key, which is read again [backstage-token-service/Account of each method gets tokens]', async () => {
  const { issuer } = await startProvider();
  const keyFile = await fileWith('key.pem', pemOf(keys.stranger));
  const tokens = await tokensOf({ method: 'private_key_jwt', issuer, clientId: 'by-key', keyFile });

  const failure = await failureOf(tokens.getToken());
  expect(failure.hint).toContain('boost.kagenti.auth.keyFile');
  await fileWith('key.pem', pemOf(keys.rsa));

  expect(await tokens.getToken()).toEqual(expect.any(String));
});

test('an account with a token of another issuer, without client id [backstage-token-service/Account of each method gets tokens]', async () => {
  const { issuer, cluster } = await startProvider();
  const issue = () => cluster.issue({ subject, audience: issuer });
  const assertionFile = await fileWith('token', await issue());
  const tokens = await tokensOf({ method: 'client_assertion', issuer, assertionFile });

  expect(await tokens.getToken()).toEqual(expect.any(String));
  await cluster.rotateSigningKeys();
  await fileWith('token', await issue());
  tokens.clearCache();

  expect(await tokens.getToken()).toEqual(expect.any(String));
});

test('an account with a certificate [backstage-token-service/Account of each method gets tokens]', async () => {
  await using authority = await TestAuthority.create();
  await using server = await startSecureEndpoint(authority);
  const { certificateFile, keyFile } = await authority.issueClient('client', 'CN=of app-config');
  const tokens = await tokensOf({
    method: 'tls_client_auth',
    tokenEndpoint: server.tokenEndpoint,
    clientId: 'boost',
    certificateFile,
    certificateKeyFile: keyFile,
    caFile: authority.caFile,
  });

  expect(await tokens.getToken()).toBe('token-1');
  expect(server.clients).toEqual(['of app-config']);
});

test('what a token is asked for [backstage-token-service/Account of each method gets tokens]', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const tokens = await tokensOf({
    tokenEndpoint: endpoint.tokenEndpoint,
    clientId: 'boost',
    clientSecret: 'canary-7f3a',
    scope: 'openid agents',
    audience: 'kagenti',
    resource: 'https://one.example.com  https://two.example.com',
  });

  await tokens.getToken();

  const form = [...(endpoint.requests[0]?.form ?? [])];
  expect(form.filter(([name]) => name !== 'grant_type')).toEqual([
    ['scope', 'openid agents'],
    ['audience', 'kagenti'],
    ['resource', 'https://one.example.com'],
    ['resource', 'https://two.example.com'],
  ]);
});

test('the timeout is that of app-config, and its key is named [backstage-token-service/Account of each method gets tokens]', async () => {
  await using endpoint = await ScriptedEndpoint.start(() => {});
  const tokens = await tokensOf({
    tokenEndpoint: endpoint.tokenEndpoint,
    clientId: 'boost',
    clientSecret: 'canary-7f3a',
    timeoutMs: 50,
  });

  const failure = await failureOf(tokens.getToken());

  expect(failure).toMatchObject({ code: 'timeout' });
  expect(failure.message).toContain('within 50 ms');
  expect(failure.hint).toContain('boost.kagenti.auth.timeoutMs bounds a whole renewal');
});

const optionName =
  /(?<![\w.])(?:clientSecret|clientId|clientAuthentication|tokenEndpoint|issuer function|tls|keyId|timeoutMs)\b/;

test.each<[string, JsonObject, string]>([
  [
    'a wrong secret',
    { clientSecret: 'canary-7f3a' },
    'compare boost.kagenti.auth.clientSecret with',
  ],
  [
    'a key file that is gone',
    { method: 'private_key_jwt', keyFile: '/nowhere/key.pem' },
    'boost.kagenti.auth.keyFile /nowhere/key.pem cannot be read (ENOENT)',
  ],
  [
    'an assertion that is gone',
    { method: 'client_assertion', assertionFile: '/nowhere/token' },
    'boost.kagenti.auth.assertionFile /nowhere/token cannot be read (ENOENT)',
  ],
])(
  '%s is reported by its key [backstage-token-service/Failed renewal is reported by keys]',
  async (_what, account, named) => {
    const refusal = { error: 'unauthorized_client', error_description: 'Invalid client' };
    await using endpoint = await ScriptedEndpoint.start(json(refusal, 401));
    const tokenEndpoint = `${endpoint.origin}/realms/boost/protocol/openid-connect/token`;
    const lines: string[] = [];
    const tokens = await tokensOf({ tokenEndpoint, clientId: 'boost', ...account }, lines);

    const failure = await failureOf(tokens.getToken());

    const { lastError } = tokens.health();
    const said = [
      `${failure.message}. ${failure.hint}`,
      `${lastError?.message}. ${lastError?.hint}`,
      lines.find(line => line.includes('No new access token')) ?? '',
    ];
    for (const text of said) {
      expect(text).toContain(named);
      expect(text).not.toMatch(optionName);
      expect(text).not.toContain('canary-7f3a');
    }
  },
);

test('an issuer with a slash too many is reported by its key, and as it should be [backstage-token-service/Failed renewal is reported by keys]', async () => {
  const { issuer } = await startProvider();
  const account = { clientId: 'by-secret', clientSecret: 'canary-7f3a' };
  const tokens = await tokensOf({ ...account, issuer: `${issuer}/` });

  const failure = await failureOf(tokens.getToken());

  expect(failure.hint).toContain(`Change boost.kagenti.auth.issuer to ${issuer}, letter by letter`);
});

test('certificates that are replaced by broken files are reported by their keys [backstage-token-service/Failed renewal is reported by keys]', async () => {
  await using authority = await TestAuthority.create();
  await using server = await startSecureEndpoint(authority);
  const { certificateFile, keyFile } = await authority.issueClient('client', 'CN=of app-config');
  const [crt, key, ca] = await Promise.all([
    fileWith('rotated.crt', await readFile(certificateFile, 'utf8')),
    fileWith('rotated.key', await readFile(keyFile, 'utf8')),
    fileWith('rotated-ca.crt', await readFile(authority.caFile, 'utf8')),
  ]);
  const { tokenEndpoint } = server;
  const files = { certificateFile: crt, certificateKeyFile: key, caFile: ca };
  const account = { method: 'tls_client_auth', tokenEndpoint, clientId: 'boost', ...files };
  const tokens = await tokensOf(account);
  await tokens.getToken();

  for (const [name, file] of Object.entries(files)) {
    const text = await readFile(file, 'utf8');
    await fileWith(basename(file), 'canary');
    tokens.clearCache();
    const failure = await failureOf(tokens.getToken());
    await fileWith(basename(file), text);

    expect(failure.message).toContain(`boost.kagenti.auth.${name} ${file} cannot be used`);
    expect(`${failure.message}. ${failure.hint}`).not.toMatch(optionName);
  }
});

test.each([
  ['clientID', 'Did you mean boost.kagenti.auth.clientId?'],
  ['keyfile', 'Did you mean boost.kagenti.auth.keyFile?'],
  ['tokenExchange', 'The known keys are method, tokenEndpoint, '],
])(
  'the unknown key %s is one warning [backstage-token-service/Unknown key is one warning]',
  async (key, hint) => {
    await using endpoint = await ScriptedEndpoint.start();
    const lines: string[] = [];
    const { tokenEndpoint } = endpoint;
    const account = { tokenEndpoint, clientId: 'boost', clientSecret: 'canary-7f3a' };
    const tokens = await tokensOf({ ...account, [key]: 'canary-7f3a' }, lines);

    expect(await tokens.getToken()).toBe('token-1');
    const warnings = lines.filter(line => line.startsWith('agents warn'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`boost.kagenti.auth.${key} in app-config is not a known key`);
    expect(warnings[0]).toContain(hint);
    expect(warnings[0]).not.toContain('canary-7f3a');
  },
);

test('A2: all unknown keys are one warning for the plugins of a backend, without those of a registry [backstage-token-service/Unknown keys are one warning for the backend]', async () => {
  const account = {
    tokenEndpoint: 'https://keycloak.example.com/token',
    clientId: 'boost',
    clientSecret: 'canary-7f3a',
  };
  const auth = { ...account, scpoe: 'openid', retires: 'canary-7f3a', 'x y': 1, region: 'eu' };
  const registry = {
    fields: { 'boost.kagenti.auth.region': {}, 'boost.kagenti.auth.zones.a': {} },
  };
  const lines: string[] = [];
  await startBackend({
    config: { boost: { kagenti: { auth } } },
    features: [
      ...['agents', 'tools'].map(id => pluginWithTokens(id).feature),
      createTokenManagerServiceFactory({ registry }),
    ],
    lines,
  });

  const warnings = lines.filter(line => line.includes('is not a known key'));
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('Did you mean boost.kagenti.auth.scope?');
  expect(warnings[0]).toContain('boost.kagenti.auth.retires in app-config is not a known key');
  expect(warnings[0]).toContain('A key in boost.kagenti.auth in app-config');
  expect(warnings[0]).not.toContain('region in app-config');
  expect(warnings[0]).not.toContain('canary');
});

test('A2: outside the account section, the warning contains only near misses of its known keys', async () => {
  const auth = {
    tokenEndpoint: 'https://keycloak.example.com/token',
    clientId: 'boost',
    clientSecret: 'canary-7f3a',
    scpoe: 'openid',
  };
  const lines: string[] = [];
  await startBackend({
    config: { boost: { kagenti: { auth, allowInClusterHTTP: true, namespaces: ['team1'] } } },
    features: [pluginWithTokens('agents').feature],
    lines,
  });

  expect(lines.filter(line => line.includes('is not a known key'))).toEqual([
    'agents warn boost.kagenti.allowInClusterHTTP in app-config is not a known key and is ignored. Did you mean boost.kagenti.allowInClusterHttp? boost.kagenti.auth.scpoe in app-config is not a known key and is ignored. Did you mean boost.kagenti.auth.scope?',
  ]);
});

test('an unknown key that may be anything is not shown', async () => {
  const lines: string[] = [];
  const tokenEndpoint = 'https://keycloak.example.com/token';
  const account = { tokenEndpoint, clientId: 'boost', clientSecret: 'canary-7f3a' };
  await tokensOf({ ...account, 'canary 7f3a': 'x' }, lines);

  const warning = lines.find(line => line.startsWith('agents warn'));
  expect(warning).toContain('A key in boost.kagenti.auth in app-config is not a known key');
  expect(warning).not.toContain('canary');
});
