import type { JsonObject } from '@backstage/types';
import { boostFieldSet, combineConfigFields } from '@rhdh-boost/config-schema';
import { configFields as boostModules } from '@rhdh-boost/config-schema/boost-modules';
import { expect, onTestFinished, test } from 'vitest';
import {
  type BackendParts,
  pluginWithKagenti,
  startBackend,
} from '../../test/fixtures/backstage-backend.fixture.ts';
import { credentialsOfUser } from '../../test/fixtures/backstage-credentials.fixture.ts';
import { kagentiServerOfFile } from '../../test/fixtures/kagenti-server.fixture.ts';
import { allow, deny, PermissionBackend } from '../../test/fixtures/permission-backend.fixture.ts';
import { RecordingAuditor } from '../../test/fixtures/recording-auditor.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, rejection, weatherAgent } from '../../test/fixtures/test-client.fixture.ts';
import { backstageUser, createKagentiClientServiceFactory } from './index.ts';

const server = kagentiServerOfFile();

const janeOfBackstage = backstageUser(credentialsOfUser(jane));

/** An app-config against the test kit; other keys of the provider and of the account as given. */
const appConfig = (provider: JsonObject = {}, auth: JsonObject = server.auth): JsonObject => ({
  boost: {
    security: { mode: 'full' },
    kagenti: { auth },
    providers: { kagenti: { baseUrl: server.backend.baseUrl, ...provider } },
  },
});

/** A backend with one plugin that calls Kagenti. */
async function started(
  decision = allow,
  parts: Partial<Pick<BackendParts, 'config' | 'features' | 'lines'>> = {},
) {
  const policy = await PermissionBackend.start(() => decision);
  onTestFinished(() => policy[Symbol.asyncDispose]());
  const auditor = new RecordingAuditor();
  const { feature, services } = pluginWithKagenti('agents');
  const { features = [], ...others } = parts;
  const backend = await startBackend({
    config: appConfig(),
    ...others,
    features: [feature, ...features],
    permissions: policy.permissions,
    auditor,
  });
  return { backend, auditor, policy, ...services() };
}

test('a user’s call goes from the policy to Kagenti and the audit log [backstage-kagenti-service/Plugin calls Kagenti for a user]', async () => {
  const { kagenti, policy, auditor } = await started();

  const { items } = await kagenti.asUser(janeOfBackstage).agents.list({ namespace: 'team1' });
  await expect.poll(() => auditor.lines).toHaveLength(2);

  expect(items).toMatchObject([weatherAgent]);
  expect(policy.asked).toEqual([{ user: jane, permission: 'boost.agent.list' }]);
  expect(server.backend.requests.at(-1)).toMatchObject({ operation: 'agents.list', user: jane });
  expect(auditor.lines.at(-1)).toMatchObject({
    eventId: 'kagenti-agents-list',
    status: 'succeeded',
    meta: { caller: { kind: 'user', ref: jane }, namespace: 'team1' },
  });
});

test('a refusal is all that happens [backstage-kagenti-service/Policy that denies keeps the plugin from Kagenti]', async () => {
  const { kagenti, auditor } = await started(deny);
  const before = [server.backend.requests.length, server.tokenRequests()];

  await rejection(kagenti.asUser(janeOfBackstage).agents.list());
  await rejection(kagenti.asUser(jane).agents.list());
  await rejection(kagenti.asService('nightly').agents.list());
  await expect.poll(() => auditor.lines).toHaveLength(6);

  expect([server.backend.requests.length, server.tokenRequests()]).toEqual(before);
  expect(auditor.lines.filter(({ meta }) => meta?.['outcome'] === 'denied')).toHaveLength(3);
});

test.each(['full', 'plugin-only', 'development-only-no-auth'])(
  'the policy decides in mode %s [backstage-kagenti-service/Permissions are asked in every security mode]',
  async mode => {
    const config = appConfig();
    Object.assign(Object(config['boost']), { security: { mode } });
    const { kagenti, policy } = await started(deny, { config });
    const before = server.backend.requests.length;

    const error = await rejection(kagenti.asUser(janeOfBackstage).agents.list());

    expect(error).toMatchObject({ code: 'permission' });
    expect(policy.asked).toEqual([{ user: jane, permission: 'boost.agent.list' }]);
    expect(server.backend.requests).toHaveLength(before);
  },
);

test.each<[string, string, unknown, number]>([
  ['nothing of it', 'full', undefined, 1],
  ['false', 'plugin-only', { enabled: false }, 1],
  ['true', 'full', { enabled: true }, 0],
  ['nothing, on a machine of one developer', 'development-only-no-auth', undefined, 0],
])(
  'app-config says %s [backstage-kagenti-service/Disabled permissions are reported]',
  async (_what, mode, permission, expected) => {
    const config = appConfig();
    Object.assign(Object(config['boost']), { security: { mode } });
    if (permission !== undefined) Object.assign(config, { permission });
    const lines: string[] = [];

    await started(allow, { config, lines });

    const warnings = lines.filter(line => line.startsWith('agents warn'));
    expect(warnings).toHaveLength(expected);
    for (const line of warnings) {
      expect(line).toContain(
        'permission.enabled is not true in app-config, so Backstage allows every user every call to Kagenti. Set it to true.',
      );
    }
  },
);

test("A2: a plugin starts beside Boost's other modules, and hears once of a key without effect [backstage-kagenti-service/Other modules' keys do not stop the plugin]", async () => {
  const config = appConfig({ namespcaes: ['team1'] });
  Object.assign(Object(config['boost']), {
    connectors: { jira: { enabled: true } },
    ingestion: {},
    entityProviders: { kagenti: {} },
  });
  Object.assign(Object(config['boost']).providers, { ogx: { baseUrl: 7 } });
  const lines: string[] = [];

  const { kagenti } = await started(allow, { config, lines });

  await expect(kagenti.asUser(janeOfBackstage).agents.list()).resolves.toHaveProperty('items');
  expect(lines.filter(line => line.includes('in app-config is not a known key'))).toEqual([
    'agents warn boost.providers.kagenti.namespcaes in app-config is not a known key and is ignored. Did you mean boost.providers.kagenti.namespaces? Until it is corrected, calls to all namespaces are allowed.',
  ]);
});

test('a key of the account without effect is one warning, for the client and its token manager together', async () => {
  const config = appConfig({}, { ...server.auth, scpoe: 'openid' });
  const lines: string[] = [];

  await started(allow, { config, lines });

  expect(lines.filter(line => line.includes('scpoe'))).toEqual([
    'agents warn boost.kagenti.auth.scpoe in app-config is not a known key and is ignored. Did you mean boost.kagenti.auth.scope?',
  ]);
});

test('A2: a slip beside the account is one warning, for the client and its token manager together', async () => {
  const config = appConfig();
  Object.assign(Object(config['boost']).kagenti, { allowInClusterHTTP: true });
  const lines: string[] = [];

  await started(allow, { config, lines });

  expect(lines.filter(line => line.includes('allowInClusterHTTP'))).toEqual([
    'agents warn boost.kagenti.allowInClusterHTTP in app-config is not a known key and is ignored. Did you mean boost.kagenti.allowInClusterHttp?',
  ]);
});

test('A2: a plugin calls the Kagenti of the section of another module [backstage-kagenti-service/Service of another section]', async () => {
  const registry = combineConfigFields([boostFieldSet, boostModules]);
  const section = 'boost.entityProviders.kagenti';
  const config = appConfig({ baseUrl: 'https://other.example.com' });
  Object.assign(Object(config['boost']), {
    entityProviders: {
      kagenti: { baseUrl: server.backend.baseUrl, agentRefreshIntervalSeconds: 60, namespcaes: [] },
    },
  });
  const lines: string[] = [];

  const { kagenti } = await started(allow, {
    config,
    lines,
    features: [createKagentiClientServiceFactory({ registry, section })],
  });

  await expect(kagenti.asUser(janeOfBackstage).agents.list()).resolves.toHaveProperty('items');
  expect(lines.filter(line => line.includes('is not a known key'))).toEqual([
    expect.stringContaining('agents warn boost.entityProviders.kagenti.namespcaes'),
  ]);
});

test('services may what the backend says [backstage-kagenti-service/Backend says what services may]', async () => {
  const factory = createKagentiClientServiceFactory({ serviceMay: ['agents.list'] });
  const { kagenti, policy } = await started(allow, { features: [factory] });
  const nightly = kagenti.asService('nightly');

  await expect(nightly.agents.list()).resolves.toHaveProperty('items');
  expect(await rejection(nightly.agents.get(weatherAgent))).toMatchObject({
    code: 'permission',
    message: expect.stringContaining('If services may do agents.get, name it in serviceMay.'),
  });
  expect(policy.asked).toEqual([]);
});

test('Provider: a plugin without credentials decides itself, and Backstage is not asked [backstage-kagenti-service/Plugin decides instead of Backstage]', async () => {
  const lines: string[] = [];
  const asked: unknown[] = [];
  const features = [
    createKagentiClientServiceFactory({
      authorize({ caller, operation }) {
        asked.push(operation);
        return caller.kind === 'user' && operation === 'chat.send';
      },
    }),
  ];
  const { kagenti, auditor, policy } = await started(allow, { features, lines });
  const { chat, agents } = kagenti.asUser(jane);
  const before = server.backend.requests.length;

  await chat.send({ ...weatherAgent, message: 'hi' });
  const refused = await Promise.all([
    rejection(agents.list()),
    rejection(kagenti.asService('nightly').chat.send({ ...weatherAgent, message: 'hi' })),
  ]);

  for (const error of refused) expect(error).toMatchObject({ code: 'permission' });
  expect(server.backend.requests).toHaveLength(before + 1);
  expect(asked).toEqual(['chat.send', 'agents.list', 'chat.send']);
  expect(policy.asked).toEqual([]);
  await expect
    .poll(() => auditor.lines)
    .toContainEqual(expect.objectContaining({ eventId: 'kagenti-chat-send', status: 'succeeded' }));
  // Its answer does not depend on permission.enabled.
  expect(lines.filter(line => line.includes('permission.enabled'))).toEqual([]);
});

test('a call may have the headers that the backend allows, and no others', async () => {
  await using open = await ScriptedServer.start(response => {
    json(response, { items: [] });
  });
  const config = appConfig({ baseUrl: open.origin });
  const factory = createKagentiClientServiceFactory({ allowedHeaders: ['X-Tenant'] });
  const { kagenti } = await started(allow, { config, features: [factory] });
  const { agents } = kagenti.asUser(janeOfBackstage);

  await agents.list({}, { headers: { 'x-tenant': 'acme' } });

  expect(open.requests.map(({ headers }) => headers['x-tenant'])).toEqual(['acme']);
  expect(await rejection(agents.list({}, { headers: { 'x-other': 'acme' } }))).toMatchObject({
    message: expect.stringContaining('allowedHeaders'),
  });
});

test("one token for both services [backstage-kagenti-service/Client shares the plugin's token manager]", async () => {
  const { kagenti, tokens } = await started();
  const before = server.tokenRequests();

  await Promise.all([tokens.getToken(), kagenti.asUser(janeOfBackstage).agents.list()]);

  expect(server.tokenRequests() - before).toBe(1);
});

test('what the client has to say', async () => {
  const lines: string[] = [];
  await started(allow, { lines });

  expect(lines).toContainEqual(expect.stringMatching(/^agents info .*boost\.encryptionSecret/));
  expect(lines).not.toContainEqual(expect.stringContaining('authorize'));
});

test('a stopped backend has closed the client [backstage-kagenti-service/Shutdown closes the client]', async () => {
  const { backend, kagenti } = await started();
  const { agents } = kagenti.asUser(janeOfBackstage);
  server.backend.faults.next({ kind: 'hang' }, { operation: 'agents.list' });
  const before = server.backend.requests.length;

  const hanging = rejection(agents.list());
  await expect.poll(() => server.backend.requests.length).toBe(before + 1);
  await backend.stop();

  expect(await hanging).toMatchObject({ name: 'KagentiAbortError' });
  expect(await rejection(agents.list())).toMatchObject({ code: 'closed' });
});

test.each<[string, () => JsonObject, string]>([
  [
    'no base URL',
    () => ({ boost: { security: { mode: 'full' }, kagenti: { auth: server.auth } } }),
    'boost.providers.kagenti.baseUrl',
  ],
  [
    'a base URL that a token may not go to',
    () => appConfig({ baseUrl: 'http://hunter2.example.com' }),
    'boost.providers.kagenti.baseUrl',
  ],
  ['no account', () => appConfig({}, {}), 'boost.kagenti.auth.clientSecret'],
])(
  '%s stops the plugin [backstage-kagenti-service/Configuration that makes no client stops the plugin]',
  async (_what, config, named) => {
    const work = started(allow, { config: config() });

    await expect(work).rejects.toThrow(named);
    await expect(work).rejects.not.toThrow('hunter2');
  },
);

test.each<[unknown, string]>([
  [null, 'the factory'],
  ['agents.list', 'the factory'],
  [{ authorise: () => false }, 'authorise is none of the options'],
  [{ serviceMays: [] }, 'serviceMay may be meant'],
  [{ authorize: true }, 'authorize is a function'],
  [{ authorize: () => true, adminMayAll: false }, 'authorize decides instead of Backstage'],
])('%j makes no factory', (options, named) => {
  expect(() => Reflect.apply(createKagentiClientServiceFactory, undefined, [options])).toThrow(
    expect.objectContaining({ code: 'invalid_options', message: expect.stringContaining(named) }),
  );
});

test('no plugin names the service, and nothing is missed', async () => {
  await using policy = await PermissionBackend.start(() => allow);
  const { permissions } = policy;
  const features = [createKagentiClientServiceFactory()];
  const work = startBackend({ config: {}, features, permissions, auditor: new RecordingAuditor() });

  await expect(work).resolves.toBeDefined();
});

test('A3: a plugin calls a backend without authentication, with one warning at the start [backstage-kagenti-service/Backend without authentication]', async () => {
  await using open = await ScriptedServer.start(response => {
    json(response, { items: [] });
  });
  const config = appConfig({ baseUrl: open.origin }, { method: 'none' });
  Object.assign(Object(config['boost']), { security: { mode: 'plugin-only' } });
  const lines: string[] = [];

  const { kagenti } = await started(allow, { config, lines });

  await expect(kagenti.asUser(janeOfBackstage).agents.list()).resolves.toHaveProperty('items');
  expect(open.requests.map(({ headers }) => headers.authorization)).toEqual([undefined]);
  expect(lines.filter(line => line.includes('boost.kagenti.auth.method is none'))).toHaveLength(1);
});

test('A3: a plugin does not start without an account in mode full [backstage-kagenti-service/Backend without authentication]', async () => {
  await expect(started(allow, { config: appConfig({}, { method: 'none' }) })).rejects.toThrow(
    'boost.kagenti.auth.method must not be none, since boost.security.mode is full',
  );
});
