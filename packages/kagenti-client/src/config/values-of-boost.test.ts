import { ConfigReader } from '@backstage/config';
import { BoostConfigError, checkBoostConfig } from '@rhdh-boost/config-schema';
import { expect, test } from 'vitest';
import { kagentiServerOfFile } from '../../test/fixtures/kagenti-server.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, rejection, weatherAgent } from '../../test/fixtures/test-client.fixture.ts';
import { createKagentiClient } from './index.ts';

const server = kagentiServerOfFile();

/** An app-config against the test kit, as an operator's `Config`; further keys as given. */
function appConfig({ provider = {}, auth = server.auth, kagenti = {}, ...boost }: Sections = {}) {
  const config = {
    boost: {
      security: { mode: 'plugin-only' },
      kagenti: { auth, ...kagenti },
      providers: { kagenti: { baseUrl: server.backend.baseUrl, ...provider } },
      ...boost,
    },
  };
  return new ConfigReader(JSON.parse(JSON.stringify(config)));
}

interface Sections {
  readonly provider?: object;
  readonly auth?: object;
  readonly kagenti?: object;
  readonly security?: object;
  readonly encryptionSecret?: string;
}

/** A logger, and the warnings that are not about missing hooks. */
function recordingLogger() {
  const warnings: string[] = [];
  const warn = (line: string) => {
    if (!line.includes('was made without')) warnings.push(line);
  };
  return { warnings, logger: { warn, error: warn, info: () => undefined, debug: () => undefined } };
}

test('A3: a default agent without a namespace is in the only one that is listed [kagenti-api/Default agent without a namespace]', async () => {
  const config = appConfig({ provider: { defaultAgent: 'weather-agent', namespaces: ['team1'] } });
  await using kagenti = createKagentiClient(config, { logger: recordingLogger().logger });

  await kagenti.asUser(jane).chat.send({ message: 'hi' });

  expect(server.backend.requests.at(-1)?.path).toContain('/team1/weather-agent/');
});

test.each([[undefined], [['team1', 'team2']]])(
  'A3: with the namespaces %j a default agent without one makes no client [kagenti-api/Default agent without a namespace]',
  namespaces => {
    const config = appConfig({ provider: { defaultAgent: 'weather-agent', namespaces } });

    expect(() => createKagentiClient(config)).toThrow(
      'boost.providers.kagenti.defaultAgent has no namespace',
    );
  },
);

test('A3: empty texts are as good as no keys [kagenti-api/Empty text counts as not set]', async () => {
  const provider = {
    defaultAgent: '',
    requestTimeoutMs: '',
    streamIdleTimeoutMs: '',
    maxRetries: '',
    tls: { caFile: '' },
  };
  const auth = { ...server.auth, issuer: '', scope: '', timeoutMs: '', caFile: '', method: '' };
  const kagenti = { allowInClusterHttp: '' };
  const security = { mode: '' };
  const config = appConfig({ provider, auth, kagenti, security, encryptionSecret: '' });
  const { logger, warnings } = recordingLogger();
  await using client = createKagentiClient(config, { logger });

  await expect(client.asUser(jane).agents.list({ namespace: 'team1' })).resolves.toMatchObject({
    items: expect.arrayContaining([expect.objectContaining(weatherAgent)]),
  });
  expect(warnings.filter(line => line.includes('app-config'))).toEqual([]);
});

test.each<[string, Sections, string]>([
  ['no namespace', { provider: { namespaces: [] } }, 'boost.providers.kagenti.namespaces'],
  ['text for namespaces', { provider: { namespaces: '' } }, 'boost.providers.kagenti.namespaces'],
  [
    'an empty namespace',
    { provider: { namespaces: ['team1', ''] } },
    'boost.providers.kagenti.namespaces[1]',
  ],
  ['an empty secret', { auth: { ...authOf(), clientSecret: '' } }, 'auth.clientSecret is missing'],
  [
    'an account of empty texts',
    { auth: { tokenEndpoint: '', clientId: '', clientSecret: '' } },
    'boost.kagenti.auth.clientSecret are missing',
  ],
  ['an empty method', { auth: { method: '' } }, 'boost.kagenti.auth.clientSecret are missing'],
  [
    'an empty switch for http',
    {
      auth: { ...authOf(), tokenEndpoint: 'http://keycloak.sso.svc/token' },
      kagenti: { allowInClusterHttp: '' },
    },
    'boost.kagenti.auth.tokenEndpoint must be https',
  ],
])('A3: %s makes no client, and is an error of the check', (_what, sections, named) => {
  const config = appConfig(sections);

  expect(() => createKagentiClient(config)).toThrow(named);
  expect(checkBoostConfig(config).problems).not.toBeUndefined();
});

function authOf() {
  return {
    tokenEndpoint: 'https://keycloak.example.com/realms/boost/protocol/openid-connect/token',
    clientId: 'boost',
    clientSecret: 'of-tests-only-7f3a',
  };
}

test('A3: with the method none calls are sent without a token, and one warning is logged [kagenti-api/Backend without authentication]', async () => {
  await using open = await ScriptedServer.start(response => {
    json(response, { items: [] });
  });
  const config = appConfig({ auth: { method: 'none' }, provider: { baseUrl: open.origin } });
  const { logger, warnings } = recordingLogger();
  await using kagenti = createKagentiClient(config, { logger });
  await using second = createKagentiClient(config, { logger });

  await kagenti.asUser(jane).agents.list();
  await second.asUser(jane).agents.list();

  expect(open.requests.map(({ headers }) => headers.authorization)).toEqual([undefined, undefined]);
  expect(open.requests[0]?.headers['x-backstage-user']).toBe(jane);
  expect(warnings).toEqual([
    expect.stringContaining('boost.kagenti.auth.method is none in app-config'),
  ]);
});

test('A3: a backend that wants a token refuses a client of the method none', async () => {
  await using kagenti = createKagentiClient(appConfig({ auth: { method: 'none' } }), {
    logger: recordingLogger().logger,
  });

  expect(await rejection(kagenti.asUser(jane).agents.list())).toMatchObject({ status: 401 });
});

test.each<[string, string, object, string]>([
  ['full', 'http://127.0.0.1:8080', {}, 'boost.security.mode is full'],
  ['plugin-only', 'https://kagenti.example.com', {}, 'is neither on loopback nor'],
  ['plugin-only', 'https://kagenti.team1.svc', {}, 'is neither on loopback nor'],
  ['plugin-only', 'http://kagenti.team1.svc', {}, 'must be https'],
  [
    'plugin-only',
    'https://kagenti.example.com',
    { allowInClusterHttp: true },
    'is neither on loopback nor',
  ],
])(
  'A3: in mode %s the method none is refused for %s with %j [kagenti-api/Backend without authentication]',
  (mode, baseUrl, kagenti, named) => {
    const auth = { method: 'none' };
    const config = appConfig({ security: { mode }, kagenti, auth, provider: { baseUrl } });

    expect(() => createKagentiClient(config)).toThrow(BoostConfigError);
    expect(() => createKagentiClient(config)).toThrow(named);
    expect(checkBoostConfig(config).problems).toHaveLength(1);
  },
);

test.each(['http://kagenti.team1.svc', 'https://kagenti.team1.svc.cluster.local:8443/x'])(
  'A3: with its switch an in-cluster backend takes the method none: %s',
  async baseUrl => {
    const auth = { method: 'none' };
    const kagenti = { allowInClusterHttp: true };
    const config = appConfig({ kagenti, auth, provider: { baseUrl } });

    await createKagentiClient(config, { logger: recordingLogger().logger }).close();

    expect(checkBoostConfig(config).problems).toBeUndefined();
  },
);

test('A3: a key that is often written for another one is a warning that names it', async () => {
  const config = appConfig({
    kagenti: { skipTlsVerify: true, namespace: 'team1' },
    provider: { rejectUnauthorized: false },
  });
  const { logger, warnings } = recordingLogger();
  await createKagentiClient(config, { logger }).close();

  expect(warnings).toEqual([
    expect.stringMatching(
      /^boost\.kagenti\.skipTlsVerify in app-config is not a known key and is ignored\. Certificate checks cannot be switched off\. .* boost\.kagenti\.namespace in app-config is not a known key and is ignored\. List the namespaces that may be called in boost\.providers\.kagenti\.namespaces instead\. Until it is corrected, calls to all namespaces are allowed\. boost\.providers\.kagenti\.rejectUnauthorized in app-config/,
    ),
  ]);
});
