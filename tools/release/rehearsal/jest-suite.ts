import { certificate, certificateKey } from '@rhdh-boost/test-support/certificates';

/**
 * What a plugin's author would test first, and what Jest breaks where a package asks by `instanceof` for an object of
 * Node's realm: the reason of a failure, and whether a retry can help.
 */
export const jestSuite = `import { randomBytes } from 'node:crypto';
import { createServer } from 'node:https';
import { KagentiClient } from '@rhdh-boost/kagenti-client';
import { kagentiPermissions } from '@rhdh-boost/kagenti-client/backstage';
import { createConfigResolver, createMemoryOverrideStore } from '@rhdh-boost/runtime-config';
import boostConfig, { boostConfigServiceRef } from '@rhdh-boost/runtime-config/backstage';
import { startIdentityProvider, startKagentiBackend } from '@rhdh-boost/testkit';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';

const account = { clientId: 'boost', clientSecret: 'example' };
const jane = 'user:default/jane';
const weather = { namespace: 'team1', name: 'weather-agent' };
const tokens = { getToken: async () => 'token', invalidate: () => false };

/** What a promise rejects with. */
const rejection = promise => promise.then(() => 'it did not fail', error => error);

/** The origin of a server that was stopped. A fixed port may be one of those that fetch refuses by itself. */
async function closedOrigin() {
  const server = createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise(resolve => server.close(resolve));
  return \`http://127.0.0.1:\${port}\`;
}

/** Runs work against a server whose certificate nobody trusts. */
async function withUntrustedServer(work) {
  const server = createServer(${JSON.stringify({ cert: certificate, key: certificateKey })});
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  try {
    return await work(\`https://127.0.0.1:\${server.address().port}\`);
  } finally {
    server.close();
  }
}

test('a user lists agents, and continues a chat', async () => {
  const clients = [{ ...account, roles: ['rossoctl-operator'] }];
  const identityProvider = await startIdentityProvider({ clients });
  const backend = await startKagentiBackend({ identityProvider });
  const manager = new KeycloakTokenManager({
    tokenEndpoint: identityProvider.tokenEndpoint,
    ...account,
  });
  const kagenti = new KagentiClient({
    baseUrl: backend.baseUrl,
    tokens: manager,
    sessions: { key: 'a secret of many characters', previousKeys: [randomBytes(32)] },
  });
  try {
    const { agents, chat } = kagenti.asUser(jane);
    const { items } = await agents.list({ namespace: 'team1' });
    expect(items.map(({ name }) => name)).toContain('weather-agent');
    expect(kagentiPermissions.length).toBeGreaterThan(0);
    const { session_id: sessionId } = await chat.send({ ...weather, message: 'hi' });
    await chat.send({ ...weather, message: 'again', sessionId });
    const missing = await rejection(agents.get({ namespace: 'team1', name: 'none' }));
    expect(missing).toMatchObject({ name: 'KagentiHttpError', status: 404 });
  } finally {
    await kagenti.close();
    await manager.close();
    await backend.stop();
    await identityProvider.stop();
  }
});

test('B15: a resolver in memory takes the place of the service', async () => {
  const config = createConfigResolver({
    yaml: { boost: { security: { mode: 'full' } } },
    overrides: createMemoryOverrideStore(),
  });
  await config.set('boost.model.name', 'granite-4');
  expect(await config.resolve('boost.model.name')).toBe('granite-4');
  const refused = await rejection(config.set('boost.model.baseUrl', 'no URL'));
  expect(refused).toMatchObject({ name: 'BoostConfigError', problems: [{ code: 'invalid_url' }] });
  expect(boostConfigServiceRef.id).toBe('rhdh-boost.config');
  expect(boostConfig).toBeDefined();
  await config.close();
});

test('A8: the reason of a failed connection is its code', async () => {
  const kagenti = new KagentiClient({ baseUrl: await closedOrigin(), tokens });
  try {
    const error = await rejection(kagenti.asUser(jane).agents.list());
    expect(error).toMatchObject({ code: 'connection', reason: 'ECONNREFUSED', requestSent: false });
  } finally {
    await kagenti.close();
  }
});

test('A8: a certificate that is not trusted is not retried', () =>
  withUntrustedServer(async baseUrl => {
    const kagenti = new KagentiClient({ baseUrl, tokens });
    try {
      const error = await rejection(kagenti.asUser(jane).agents.list());
      expect(error).toMatchObject({
        reason: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
        message: expect.stringContaining('tls.caFile'),
        attempts: [{}],
      });
      expect(error.attempts).toHaveLength(1);
    } finally {
      await kagenti.close();
    }
  }));

test('A8: a signal that fires ends a call with its reason', async () => {
  const kagenti = new KagentiClient({ baseUrl: 'http://127.0.0.1:1', tokens });
  try {
    const call = kagenti.asUser(jane).agents.list({}, { signal: AbortSignal.abort() });
    const error = await rejection(call);
    expect(error).toMatchObject({ code: 'abort', cause: { name: 'AbortError' } });
    expect(JSON.stringify(error)).toContain('AbortError');
  } finally {
    await kagenti.close();
  }
});

test("A8: the token manager's hint is about what failed", async () => {
  const hintOf = async tokenEndpoint => {
    const manager = new KeycloakTokenManager({ tokenEndpoint, ...account });
    const { hint } = await rejection(manager.getToken());
    await manager.close();
    return hint;
  };
  expect(await hintOf(\`\${await closedOrigin()}/token\`)).toContain('Nothing listens there');
  await withUntrustedServer(async origin => {
    expect(await hintOf(\`\${origin}/token\`)).toContain('caFile');
  });
}, 60_000);
`;
