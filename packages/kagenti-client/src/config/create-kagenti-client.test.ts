import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigReader } from '@backstage/config';
import { BoostConfigError, parseBoostConfig } from '@rhdh-boost/config-schema';
import { startIdentityProvider, startKagentiBackend } from '@rhdh-boost/testkit';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';
import { expect, onTestFinished, test, vi } from 'vitest';
import {
  authority,
  certificate,
  certificateKey,
} from '../../test/fixtures/certificates.fixture.ts';
import { kagentiServerOfFile } from '../../test/fixtures/kagenti-server.fixture.ts';
import { json, type Script, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  rejection,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { userCaller } from '../access/caller.ts';
import type { TimeoutClock } from '../errors/timeout-error.ts';
import { SessionBinding } from '../sessions/session-binding.ts';
import { type ConfiguredClientOptions, createKagentiClient, createTokenManager } from './index.ts';

const kagentiServer = kagentiServerOfFile();

const logs: string[] = [];
const log = (line: string): void => void logs.push(line);
const logger = { error: log, warn: log, info: log, debug: () => undefined };

/** An app-config against the test kit; further keys of the provider as given. */
function appConfig(provider: object = {}, boost: object = {}) {
  return {
    app: { title: 'Portal' },
    boost: {
      security: { mode: 'full' },
      encryptionSecret: 'an encryption secret of some length',
      kagenti: { auth: kagentiServer.auth },
      providers: { kagenti: { baseUrl: kagentiServer.backend.baseUrl, ...provider } },
      ...boost,
    },
  };
}

/** Backstage's `Config`, as far as it is used: the values that a function gives now. */
function backstageConfig(values: () => unknown) {
  return {
    getOptional(key = ''): unknown {
      let value = values();
      for (const name of key.split('.').filter(Boolean)) {
        value = typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
      }
      return value;
    },
  };
}

test.each([
  ['an object', () => appConfig()],
  ["Backstage's Config", () => backstageConfig(() => appConfig())],
  ['a configuration that was parsed', () => parseBoostConfig(appConfig())],
])('%s makes a client that calls [kagenti-api/Client from app-config]', async (_what, config) => {
  await using kagenti = createKagentiClient(config(), { logger });

  const { items } = await kagenti.asUser(jane).agents.list({ namespace: 'team1' });
  const text = await kagenti
    .asUser(jane)
    .chat.stream({ ...weatherAgent, message: 'hi' })
    .text();

  expect(items).toMatchObject([weatherAgent]);
  expect(text).not.toBe('');
  expect(kagentiServer.backend.requests.at(-1)).toMatchObject({
    operation: 'chat.stream',
    user: jane,
    account: 'boost',
  });
});

test('the configuration is read once for client and token manager together [kagenti-api/Client from app-config]', async () => {
  let reads = 0;
  const config = backstageConfig(() => {
    reads += 1;
    return appConfig();
  });
  await createKagentiClient(config, { tokens: new NumberedTokens() }).close();
  const readsOfClient = reads;
  await createKagentiClient(config).close();

  expect(readsOfClient).toBeGreaterThan(0);
  expect(reads - readsOfClient).toBe(readsOfClient);
});

test('namespaces, agent and retries are the configured ones [kagenti-api/Client from app-config]', async () => {
  const config = appConfig({
    namespaces: ['team1'],
    defaultAgent: 'team1/weather-agent',
    maxRetries: 0,
  });
  await using kagenti = createKagentiClient(config);
  const api = kagenti.asUser(jane);
  kagentiServer.backend.faults.next({ kind: 'respond', status: 503 }, { operation: 'agents.list' });

  expect(await rejection(api.agents.list({ namespace: 'team2' }))).toMatchObject({
    code: 'namespace_refused',
  });
  expect(await rejection(api.agents.list({ namespace: 'team1' }))).toMatchObject({
    status: 503,
    attempts: [{}],
  });
  await expect(api.chat.send({ message: 'hi' })).resolves.toMatchObject({
    content: expect.any(String),
  });
});

test('streamIdleTimeoutMs is the clock for the silence of a stream [kagenti-api/Client from app-config]', async () => {
  await using kagenti = createKagentiClient(appConfig({ streamIdleTimeoutMs: 100 }));
  const api = kagenti.asUser(jane);
  kagentiServer.backend.chat.script({ chunks: ['data: {"content":"x"}\n\n'], ending: 'stall' });

  expect(await rejection(api.chat.stream({ ...weatherAgent, message: 'hi' }).text())).toMatchObject(
    { clock: 'idle' },
  );
});

test.each<[TimeoutClock, Script]>([
  ['headers', () => undefined],
  [
    'idle',
    response => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"items":');
    },
  ],
  [
    'total',
    async response => {
      // Never silent for long, and never done.
      for (let piece = 0; piece < 100 && !response.destroyed; piece += 1) {
        response.write(' ');
        await sleep(50);
      }
    },
  ],
])(
  'requestTimeoutMs ends by the clock %s [kagenti-api/Client from app-config]',
  async (clock, script) => {
    await using server = await ScriptedServer.start(script);
    const config = appConfig({ baseUrl: server.origin, requestTimeoutMs: 1_200 });
    await using kagenti = createKagentiClient(config, { tokens: new NumberedTokens() });
    const startedAt = performance.now();

    const error = await rejection(kagenti.asUser(jane).agents.list());

    expect(error).toMatchObject({ name: 'KagentiTimeoutError', clock });
    const isWhole = clock === 'total';
    expect(performance.now() - startedAt).toBeGreaterThan(isWhole ? 2_350 : 1_150);
  },
);

test('the largest numbers that are taken make a client', async () => {
  const most = 2 ** 31 - 1;
  const config = appConfig({
    requestTimeoutMs: most,
    streamIdleTimeoutMs: most,
    maxRetries: Number.MAX_SAFE_INTEGER,
  });
  await using kagenti = createKagentiClient(config);

  await expect(kagenti.asUser(jane).agents.list()).resolves.toHaveProperty('items');
});

test.each<[string, unknown, string]>([
  ['null', null, 'is an object with authorize'],
  ['a logger without methods', { logger: {} }, 'logger is an object with warn and info'],
  ['a slip', { authorise: () => false }, 'authorize may be meant'],
  ['what the configuration says', { baseUrl: 'https://kagenti.example.com' }, 'baseUrl is none'],
])(
  '%s beside the configuration is refused [kagenti-api/Invalid option is refused]',
  (_what, options, named) => {
    expect(() => Reflect.apply(createKagentiClient, undefined, [appConfig(), options])).toThrow(
      expect.objectContaining({ code: 'invalid_options', message: expect.stringContaining(named) }),
    );
  },
);

test('tokens from elsewhere are used, and the auth keys may be missing [kagenti-api/Client from app-config]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { items: [] });
  });
  const config = appConfig({ baseUrl: server.origin }, { kagenti: {} });
  await using kagenti = createKagentiClient(config, { tokens: new NumberedTokens() });

  await kagenti.asUser(jane).agents.list();

  expect(server.requests[0]?.headers.authorization).toBe('Bearer token-1');
});

test('closing closes the token manager of its own, and no other [kagenti-api/Client from app-config]', async () => {
  const tokens = createTokenManager(appConfig(), { logger });
  const kagenti = createKagentiClient(appConfig(), { tokens });
  const closing = vi.spyOn(KeycloakTokenManager.prototype, 'close');
  onTestFinished(() => closing.mockRestore());
  await kagenti.asUser(jane).agents.list();
  await kagenti.close();
  expect(closing).not.toHaveBeenCalled();
  const own = createKagentiClient(appConfig());
  await own.asUser(jane).agents.list();
  await own.close();
  const [manager] = closing.mock.contexts;

  expect(closing).toHaveBeenCalledOnce();
  expect(manager).not.toBe(tokens);
  await expect(Object(manager).getToken()).rejects.toMatchObject({ code: 'closed' });
  await expect(tokens.getToken()).resolves.toEqual(expect.any(String));
  await tokens.close();
  expect(await rejection(own.asUser(jane).agents.list())).toMatchObject({ code: 'closed' });
});

test('the server’s authority is the configured one [kagenti-api/Custom CA is trusted]', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kagenti-client-'));
  const caFile = join(folder, 'ca.pem');
  await writeFile(caFile, authority);
  await using server = await ScriptedServer.start(
    response => {
      json(response, { items: [] });
    },
    { key: certificateKey, cert: certificate },
  );
  const tokens = new NumberedTokens();
  await using trusting = createKagentiClient(
    appConfig({ baseUrl: server.origin, tls: { caFile } }),
    { tokens },
  );
  await using strange = createKagentiClient(appConfig({ baseUrl: server.origin }), { tokens });

  await expect(trusting.asUser(jane).agents.list()).resolves.toEqual({ items: [] });
  expect(await rejection(strange.asUser(jane).agents.list())).toMatchObject({
    name: 'KagentiConnectionError',
    requestSent: false,
    message: expect.stringContaining('boost.providers.kagenti.tls.caFile'),
    attempts: [{}],
  });
  await rm(folder, { recursive: true });
});

test.each([
  ['that is not there', '/nowhere/ca.pem', 'cannot be read'],
  ['without a certificate', import.meta.filename, 'holds no PEM certificate'],
])(
  'a CA file %s is named with its key [kagenti-api/Invalid configuration is refused]',
  (_what, caFile, problem) => {
    const create = () => createKagentiClient(appConfig({ tls: { caFile } }));

    expect(create).toThrow(
      `boost.providers.kagenti.tls.caFile) cannot be used: ${caFile} ${problem}`,
    );
  },
);

test('a rotated secret is found at the next renewal [kagenti-api/Rotated secret is found]', async () => {
  const provider = await startIdentityProvider();
  const rotatingBackend = await startKagentiBackend({ identityProvider: provider });
  let clientSecret = provider.clients[0]?.clientSecret;
  const config = backstageConfig(() => ({
    boost: {
      security: { mode: 'full' },
      kagenti: { auth: { tokenEndpoint: provider.tokenEndpoint, clientId: 'boost', clientSecret } },
      providers: { kagenti: { baseUrl: rotatingBackend.baseUrl } },
    },
  }));
  const kagenti = createKagentiClient(config);
  const api = kagenti.asUser(jane);
  await api.agents.list();

  clientSecret = await provider.rotateSecret('boost');
  rotatingBackend.faults.next({ kind: 'respond', status: 401, body: { detail: 'Invalid token' } });
  const { attempts } = await api.agents.list().withResponse();

  expect(attempts.map(attempt => attempt.status)).toEqual([401, 200]);
  expect(provider.requests.map(request => request.status)).toEqual([200, 200]);
  await kagenti.close();
  await rotatingBackend.stop();
  await provider.stop();
});

test('a secret that is gone is told by its key’s owner [kagenti-api/Rotated secret is found]', async () => {
  const { boost } = appConfig();
  let config: unknown = { boost };
  await using tokens = createTokenManager(backstageConfig(() => config));
  config = {};

  await expect(tokens.getToken()).rejects.toMatchObject({ code: 'invalid_configuration' });
});

test('every mistake is named, and no value [kagenti-api/Invalid configuration is refused]', () => {
  const config = appConfig({ baseUrl: 'http://hunter2.example.com', namespaces: 'hunter2' });
  const create = () => createKagentiClient(config);

  expect(create).toThrow(BoostConfigError);
  expect(create).toThrow('boost.providers.kagenti.baseUrl');
  expect(create).toThrow('boost.providers.kagenti.namespaces');
  expect(create).not.toThrow('hunter2');
});

test.each(['https://kagenti.example.com/?canary', 'https://kagenti.example.com/#canary'])(
  'a base URL that paths cannot follow is named: %s [kagenti-api/Invalid configuration is refused]',
  baseUrl => {
    const create = () => createKagentiClient(appConfig({ baseUrl }));

    expect(create).toThrow('boost.providers.kagenti.baseUrl');
    expect(create).not.toThrow('canary');
  },
);

test('what is missing is named [kagenti-api/Invalid configuration is refused]', () => {
  const security = { mode: 'full' };

  expect(() => createKagentiClient({ boost: { security } })).toThrow(
    'boost.providers.kagenti.baseUrl',
  );
  expect(() => createKagentiClient(appConfig({}, { kagenti: {} }))).toThrow(
    'boost.kagenti.auth.clientSecret',
  );
  expect(() => createTokenManager({})).toThrow('boost.kagenti.auth.issuer');
});

test('all missing keys are in one error, with the misspelt section above them [kagenti-api/Invalid configuration is refused]', () => {
  const config = { boost: { provider: { kagenti: { baseUrl: 'canary' } } } };

  expect(() => createKagentiClient(config)).toThrow(
    'boost.providers.kagenti.baseUrl, boost.kagenti.auth.issuer, boost.kagenti.auth.clientId, boost.kagenti.auth.clientSecret are missing. Set them in app-config. A key whose variable is not set or empty counts as missing. boost.provider is not a known key. Did you mean boost.providers?',
  );
  expect(() => createKagentiClient(config)).not.toThrow('canary');
});

/** An app-config with this section, as an object and as Backstage's Config. */
const withSecurity = (security: unknown) => {
  const config = appConfig({}, { security });
  return [config, new ConfigReader(JSON.parse(JSON.stringify(config)))];
};

test.each([
  ['no section', undefined],
  ['no mode', {}],
])('boost.security with %s makes a client', async (_what, security) => {
  for (const config of withSecurity(security)) {
    await using kagenti = createKagentiClient(config, { logger });

    expect(kagenti.asUser(jane)).toHaveProperty('agents');
  }
});

test('an invalid boost.security.mode makes no client [kagenti-api/Invalid configuration is refused]', () => {
  for (const config of withSecurity({ mode: 'none' })) {
    expect(() => createKagentiClient(config)).toThrow('boost.security.mode');
  }
});

test('a session continues in a client with the same secret [kagenti-api/Session key comes from the encryption secret]', async () => {
  await using first = createKagentiClient(appConfig());
  await using replica = createKagentiClient(appConfig());
  await using stranger = createKagentiClient(
    appConfig({}, { encryptionSecret: 'another secret of some length' }),
  );
  const message = { ...weatherAgent, message: 'hi' };

  const { session_id: sessionId } = await first.asUser(jane).chat.send(message);

  await expect(replica.asUser(jane).chat.send({ ...message, sessionId })).resolves.toMatchObject({
    session_id: sessionId,
  });
  expect(await rejection(stranger.asUser(jane).chat.send({ ...message, sessionId }))).toMatchObject(
    { code: 'session_refused' },
  );
  expect(
    await rejection(replica.asUser('user:default/bob').chat.send({ ...message, sessionId })),
  ).toMatchObject({
    code: 'session_refused',
  });
});

test('A9: a session of a previous secret continues, and one of a previous secret below 16 characters does not [kagenti-api/Previous encryption secret continues sessions]', async () => {
  const former = 'an encryption secret of last year';
  await using first = createKagentiClient(appConfig({}, { encryptionSecret: former }));
  await using today = createKagentiClient(
    appConfig({}, { previousEncryptionSecrets: ['15 characters !', former] }),
  );
  const message = { ...weatherAgent, message: 'hi' };
  const begun = await first.asUser(jane).chat.send(message);

  const { session_id: sessionId } = await today
    .asUser(jane)
    .chat.send({ ...message, sessionId: begun.session_id });

  expect(sessionId).not.toBe(begun.session_id);
  await using replica = createKagentiClient(appConfig());
  await expect(replica.asUser(jane).chat.send({ ...message, sessionId })).resolves.toMatchObject({
    session_id: sessionId,
  });
  const short = new SessionBinding('15 characters !');
  await short.ready();
  const forged = short.bind(userCaller(jane), weatherAgent, 'ctx-1');
  expect(
    await rejection(today.asUser(jane).chat.send({ ...message, sessionId: forged })),
  ).toMatchObject({
    code: 'session_refused',
    message: expect.stringContaining('The session key may have changed'),
  });
});

test.each([
  ['full', undefined, 1],
  ['full', () => true, 0],
  ['development-only-no-auth', undefined, 0],
])(
  'in mode %s with authorize %s, %i warnings [kagenti-api/Client without a permission hook warns]',
  async (mode, authorize, warnings) => {
    logs.length = 0;
    const config = appConfig({}, { security: { mode } });
    const kagenti = createKagentiClient(config, { logger, ...(authorize && { authorize }) });
    await kagenti.close();

    expect(logs.filter(line => line.includes('authorize'))).toHaveLength(warnings);
  },
);

test.each([
  ['full', undefined, 1],
  ['plugin-only', undefined, 1],
  ['full', () => undefined, 0],
  ['development-only-no-auth', undefined, 0],
])(
  'in mode %s with audit %s, %i warnings [kagenti-api/Client without an audit sink warns]',
  async (mode, audit, warnings) => {
    logs.length = 0;
    const config = appConfig({}, { security: { mode } });
    await using kagenti = createKagentiClient(config, { logger, ...(audit && { audit }) });

    await kagenti.asUser(jane).agents.list();

    expect(logs.filter(line => line.includes('without audit'))).toHaveLength(warnings);
  },
);

test('without a logger it is a warning of the process [kagenti-api/Client without a permission hook warns]', async () => {
  expect(await warningsWithoutLogger({ audit: () => undefined })).toEqual([
    [expect.stringContaining('without authorize'), { type: 'BoostConfigWarning' }],
  ]);
});

test('without a logger it is a warning of the process [kagenti-api/Client without an audit sink warns]', async () => {
  expect(await warningsWithoutLogger({ authorize: () => true })).toEqual([
    [expect.stringContaining('without audit'), { type: 'BoostConfigWarning' }],
  ]);
});

/** The warnings of the process from making a client that has these hooks and no logger. */
async function warningsWithoutLogger(hooks: ConfiguredClientOptions): Promise<unknown[][]> {
  const emitted = vi.spyOn(process, 'emitWarning').mockReturnValue();
  onTestFinished(() => emitted.mockRestore());
  await createKagentiClient(appConfig(), hooks).close();
  return emitted.mock.calls;
}

test('a random key is logged once, with what to set [kagenti-api/Session key comes from the encryption secret]', async () => {
  logs.length = 0;
  const config = appConfig({}, { encryptionSecret: undefined });
  await using kagenti = createKagentiClient(config, {
    logger,
    authorize: () => true,
    audit: () => undefined,
  });
  await using other = createKagentiClient(config);
  const message = { ...weatherAgent, message: 'hi' };

  const { session_id: sessionId } = await kagenti.asUser(jane).chat.send(message);
  await kagenti.asUser(jane).chat.send({ ...message, sessionId });

  expect(logs).toEqual([expect.stringContaining('boost.encryptionSecret')]);
  expect(await rejection(other.asUser(jane).chat.send({ ...message, sessionId }))).toMatchObject({
    code: 'session_refused',
  });
});
