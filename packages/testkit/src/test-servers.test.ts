import { inspect } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { call } from '../test/backend/call.fixture.ts';
import { getToken } from '../test/identity-provider/ask.fixture.ts';
import { startIdentityProvider } from './identity-provider/start-identity-provider.ts';
import { startTestServers, type TestServersOptions } from './test-servers.ts';

async function start(options?: TestServersOptions) {
  const servers = await startTestServers(options);
  onTestFinished(() => servers.stop());
  return servers;
}

const addressesOf = ({ identityProvider, kagenti }: Awaited<ReturnType<typeof start>>) => [
  identityProvider.issuer,
  kagenti.baseUrl,
];

test('the account of the test servers is an operator of Kagenti until they stop [developer-tooling/Both servers start and stop with one call each]', async () => {
  const servers = await start();
  const { account, identityProvider, kagenti } = servers;
  const token = await getToken({ ...identityProvider, clients: [account] }, account.clientId);

  const deleted = await call(kagenti.baseUrl, 'DELETE', '/api/v1/agents/team1/weather-agent', {
    token,
  });
  await servers.stop();
  await servers.stop();

  expect(deleted).toMatchObject({ status: 200, body: { success: true } });
  for (const address of addressesOf(servers)) {
    await expect(fetch(address)).rejects.toThrow('fetch failed');
  }
});

test('await using stops the test servers [developer-tooling/Both servers start and stop with one call each]', async () => {
  const addresses: string[] = [];
  {
    await using servers = await startTestServers();
    addresses.push(...addressesOf(servers));
  }
  expect(addresses).toHaveLength(2);
  for (const address of addresses) {
    await expect(fetch(address)).rejects.toThrow('fetch failed');
  }
});

test('the first client is the account, and options reach their server', async () => {
  const { account, identityProvider, kagenti } = await start({
    identityProvider: {
      realm: 'dev',
      clients: [{ clientId: 'portal', clientSecret: 'first' }, { clientId: 'other' }],
    },
    kagenti: { agents: [{ name: 'poet' }] },
  });
  const token = await getToken(identityProvider, 'portal');

  expect(account).toEqual({
    tokenEndpoint: expect.stringContaining('/realms/dev/'),
    clientId: 'portal',
    clientSecret: 'first',
  });
  await expect(
    call(kagenti.baseUrl, 'GET', '/api/v1/agents?namespace=team1', { token }),
  ).resolves.toMatchObject({ body: { items: [{ name: 'poet' }] } });
});

test('a backend that introspects notices a revoked token, also after a rotation', async () => {
  const { account, identityProvider, kagenti } = await start({
    kagenti: { tokenCheck: 'introspection' },
  });
  const { clientId } = account;
  const listNamespaces = async (token: string) =>
    (await call(kagenti.baseUrl, 'GET', '/api/v1/namespaces', { token })).status;
  const revoked = await getToken(identityProvider, clientId);
  await identityProvider.revokeTokens(clientId);
  await identityProvider.rotateSecret(clientId);

  expect(await listNamespaces(revoked)).toBe(401);
  expect(await listNamespaces(await getToken(identityProvider, clientId))).toBe(200);
});

test('a named introspection client is used in place of the default', async () => {
  const introspectionClient = { clientId: 'kagenti', clientSecret: 'of-kagenti' };
  const { identityProvider, kagenti } = await start({
    identityProvider: { clients: [{ clientId: 'boost' }, introspectionClient] },
    kagenti: { tokenCheck: 'introspection', introspectionClient },
  });
  const token = await getToken(identityProvider);

  const { status } = await call(kagenti.baseUrl, 'GET', '/api/v1/namespaces', { token });

  expect(status).toBe(200);
  expect(identityProvider.clients.map(({ clientId }) => clientId)).toEqual(['boost', 'kagenti']);
});

test('app-config has the secret of now, and one encryption secret', async () => {
  const servers = await start();
  const before = servers.appConfig;

  const clientSecret = await servers.identityProvider.rotateSecret('boost');

  expect(servers.appConfig).toEqual({
    boost: {
      ...before.boost,
      kagenti: { auth: { ...before.boost.kagenti.auth, clientSecret } },
    },
  });
  expect(before.boost.encryptionSecret.length).toBeGreaterThanOrEqual(32);
});

test('printed test servers show no secret [developer-tooling/Printed server shows no secret]', async () => {
  const servers = await start();
  const { clientSecret } = servers.account;
  const { encryptionSecret } = servers.appConfig.boost;

  const text =
    inspect(servers, { depth: Number.POSITIVE_INFINITY, showHidden: true }) +
    JSON.stringify(servers);

  expect(text).toContain(servers.identityProvider.issuer);
  expect(text).not.toContain(clientSecret);
  expect(text).not.toContain(encryptionSecret);
});

/** As JavaScript calls it, without the types. */
const startWith = (options: unknown): Promise<unknown> =>
  Reflect.apply(startTestServers, undefined, [options]);

test.each<[string, unknown]>([
  ["There is no option 'client'; there may be identityProvider, kagenti", { client: 'boost' }],
  ["There is no option 'kaganti' (did you mean 'kagenti'?)", { kaganti: {} }],
  [
    "There is no option 'identityProvider.client' (did you mean 'clients'?)",
    { identityProvider: { client: [] } },
  ],
  ["There is no option 'kagenti.agent' (did you mean", { kagenti: { agent: [] } }],
  ["There is no option 'kagenti.identityProvider'", { kagenti: { identityProvider: {} } }],
  ["The option 'kagenti.tokenCheck' must be one of", { kagenti: { tokenCheck: 'none' } }],
  ["The option 'kagenti' must be an object", { kagenti: true }],
  ["The option 'identityProvider.clients' is empty", { identityProvider: { clients: [] } }],
  ['startTestServers takes options as an object', 'boost'],
])('%s [developer-tooling/Unknown option is refused]', async (message, options) => {
  await expect(startWith(options)).rejects.toThrow(TypeError);
  await expect(startWith(options)).rejects.toThrow(message);
});

const portOf = (address: string) => Number(new URL(address).port);

test('a backend that cannot start leaves no identity provider behind', async () => {
  const { kagenti } = await start();
  const gone = await startIdentityProvider();
  await gone.stop();

  await expect(
    startTestServers({
      identityProvider: { port: portOf(gone.issuer) },
      kagenti: { port: portOf(kagenti.baseUrl) },
    }),
  ).rejects.toThrow('EADDRINUSE');

  await expect(fetch(gone.issuer)).rejects.toThrow('fetch failed');
});
