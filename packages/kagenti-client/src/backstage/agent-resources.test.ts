import { afterAll, beforeAll, expect, test } from 'vitest';
import { credentialsOfUser } from '../../test/fixtures/backstage-credentials.fixture.ts';
import {
  type KagentiServer,
  startKagentiServer,
} from '../../test/fixtures/kagenti-server.fixture.ts';
import {
  allow,
  deny,
  onlyOwner,
  PermissionBackend,
} from '../../test/fixtures/permission-backend.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { AuditEvent, BoundKagentiClient } from '../index.ts';
import {
  backstageUser,
  kagentiPermissions,
  type PermissionAuthorizerOptions,
  permissionAuthorizer,
} from './index.ts';

let server: KagentiServer;
beforeAll(async () => {
  server = await startKagentiServer();
});
afterAll(() => server.stop());

type Policy = Parameters<typeof PermissionBackend.start>[0];

/** Jane's calls under a policy, what the permission backend was asked, and the audit events. */
async function underPolicy(
  policy: Policy,
  options: PermissionAuthorizerOptions = {},
  baseUrl = server.backend.baseUrl,
) {
  const backstage = await PermissionBackend.start(policy);
  const events: AuditEvent[] = [];
  const kagenti = testClient(baseUrl, {
    tokens: server.tokens,
    authorize: permissionAuthorizer(backstage.permissions, options),
    audit: event => void events.push(event),
  });
  return {
    backstage,
    events,
    api: kagenti.asUser(backstageUser(credentialsOfUser(jane))),
    async [Symbol.asyncDispose]() {
      await kagenti.close();
      await backstage[Symbol.asyncDispose]();
    },
  };
}

const resourceRef = 'team1/weather-agent';

test.each<[string, string, (api: BoundKagentiClient) => PromiseLike<unknown>]>([
  ['agents.get', 'boost.agent.list', ({ agents }) => agents.get(weatherAgent)],
  ['agents.routeStatus', 'boost.agent.list', ({ agents }) => agents.routeStatus(weatherAgent)],
  ['agents.delete', 'boost.agent.delete', ({ agents }) => agents.delete(weatherAgent)],
  ['chat.agentCard', 'boost.agent.list', ({ chat }) => chat.agentCard(weatherAgent)],
  [
    'dreams.status',
    'boost.agent.list',
    ({ dreams }) => dreams.status({ namespace: 'team1', name: 'weather-agent' }),
  ],
  [
    'agents.get by its path',
    'boost.agent.list',
    api => api.request('GET', '/api/v1/agents/team1/weather-agent'),
  ],
])(
  'B3: %s asks for %s on the agent [access-control/Conditions on one agent are applied by Backstage]',
  async (_operation, permission, call) => {
    await using parts = await underPolicy(() => deny);

    expect(await rejection(call(parts.api))).toMatchObject({ code: 'permission' });

    expect(parts.backstage.asked).toEqual([{ user: jane, permission, resourceRef }]);
  },
);

test('B3: agentRef maps an agent to what the plugin of the resource type uses', async () => {
  await using parts = await underPolicy(() => deny, {
    agentRef: async ({ namespace, name }) => `component:${namespace}/${name}`,
  });

  await rejection(parts.api.agents.get(weatherAgent));

  expect(parts.backstage.asked[0]?.resourceRef).toBe('component:team1/weather-agent');
});

test.each([
  ['nothing', () => JSON.parse('{}').ref, 'permission'],
  ['an empty text', () => '', 'permission'],
  ['a list', () => JSON.parse('["team1/weather-agent"]'), 'permission'],
  ['an error', () => Promise.reject(new Error('The database is down.')), 'permission_undecided'],
])(
  'B3: an agentRef that returns %s denies, and Backstage is not asked',
  async (_what, agentRef, code) => {
    await using parts = await underPolicy(() => allow, { agentRef });

    expect(await rejection(parts.api.agents.get(weatherAgent))).toMatchObject({ code });

    expect(parts.backstage.asked).toEqual([]);
  },
);

const chatted: readonly [string, (api: BoundKagentiClient) => PromiseLike<unknown>][] = [
  ['chat.send', ({ chat }) => chat.send({ ...weatherAgent, message: 'hi' })],
  ['chat.stream', ({ chat }) => chat.stream({ ...weatherAgent, message: 'hi' }).text()],
];

test.each(chatted)(
  'B3: %s asks for both permissions in one request [access-control/Chat needs the agent too]',
  async (_operation, call) => {
    await using parts = await underPolicy(() => allow);

    await call(parts.api);

    expect(parts.backstage.requests).toBe(1);
    expect(parts.backstage.asked).toEqual([
      { user: jane, permission: 'boost.chat.create' },
      { user: jane, permission: 'boost.agent.list', resourceRef },
    ]);
  },
);

test.each(['boost.chat.create', 'boost.agent.list'])(
  'B3: chat without %s is denied, and nothing is sent [access-control/Chat needs the agent too]',
  async missing => {
    await using parts = await underPolicy(({ permission }) =>
      permission === missing ? deny : allow,
    );
    const before = server.backend.requests.length;

    for (const [, call] of chatted) {
      expect(await rejection(call(parts.api))).toMatchObject({
        code: 'permission',
        message: expect.stringMatching(new RegExp(`lacks (?:the permission )?${missing}`)),
      });
    }

    expect(server.backend.requests).toHaveLength(before);
  },
);

test('B3: with chatNeedsAgent false chat asks for its own permission alone [access-control/Chat needs the agent too]', async () => {
  await using parts = await underPolicy(
    ({ permission }) => (permission === 'boost.chat.create' ? allow : deny),
    { chatNeedsAgent: false },
  );

  for (const [, call] of chatted) await call(parts.api);

  expect(new Set(parts.backstage.asked.map(({ permission }) => permission))).toEqual(
    new Set(['boost.chat.create']),
  );
});

const agent = (namespace: unknown, name: unknown) => ({ namespace, name, status: 'Ready' });

/** A server that lists what it is given. */
async function listing(answer: unknown) {
  return ScriptedServer.start(response => {
    json(response, Object(answer));
  });
}

test('B3: conditions filter the list, agent by agent [access-control/Conditions filter the list of agents]', async () => {
  await using listed = await listing({
    items: [agent('team1', 'of-jane'), agent('team1', 'of-bob'), agent('team1', 'of-both')],
    total: 3,
  });
  const seen: unknown[] = [];
  await using parts = await underPolicy(
    () => onlyOwner,
    {
      resolveConditional: ({ conditions }, { operation, namespace, name }) => {
        seen.push([conditions, operation, namespace, name]);
        return name === 'of-bob' ? JSON.parse('1') : name === 'of-jane';
      },
    },
    listed.origin,
  );

  const answer = await parts.api.agents.list({ namespace: 'team1' });
  const byPath = await parts.api.request('GET', '/api/v1/agents?namespace=team1');

  // The number of all agents would tell how many are hidden.
  expect(answer).toEqual({ items: [agent('team1', 'of-jane')] });
  expect(byPath).toEqual(answer);
  expect(seen.slice(0, 3)).toEqual(
    ['of-jane', 'of-bob', 'of-both'].map(name => [
      onlyOwner.conditions,
      'agents.list',
      'team1',
      name,
    ]),
  );
  expect(parts.backstage.requests).toBe(2);
});

test('B3: a resolver that fails ends the call [access-control/Conditions filter the list of agents]', async () => {
  await using listed = await listing([agent('team1', 'of-jane'), agent('team1', 'of-bob')]);
  const fault = new Error('The database is down.');
  await using parts = await underPolicy(
    () => onlyOwner,
    {
      resolveConditional: async (_decision, { name }) => {
        if (name === 'of-bob') throw fault;
        return true;
      },
    },
    listed.origin,
  );

  const error = await rejection(parts.api.agents.list());

  expect(error).toMatchObject({ code: 'permission_undecided', cause: fault });
  expect(parts.events).toMatchObject([{ outcome: 'failed', errorType: 'permission_undecided' }]);
});

test.each([
  ['without a name', { items: [agent('team1', undefined), 'agent', null] }],
  ['under another key', { agents: [agent('team1', 'of-bob')] }],
  ['as an object', { items: { 0: agent('team1', 'of-bob') } }],
])('B3: agents %s are not shown', async (_what, answer) => {
  await using listed = await listing(answer);
  await using parts = await underPolicy(
    () => onlyOwner,
    { resolveConditional: () => true },
    listed.origin,
  );

  expect(await parts.api.agents.list()).toEqual({ items: [] });
});

test('B3: a resolver that never decides ends with the call', async () => {
  await using listed = await listing({ items: [agent('team1', 'of-jane')] });
  await using parts = await underPolicy(
    () => onlyOwner,
    { resolveConditional: () => new Promise(() => undefined) },
    listed.origin,
  );

  expect(await rejection(parts.api.agents.list({}, { timeoutMs: 200 }))).toMatchObject({
    code: 'timeout',
  });
});

const adminOnly: Policy = ({ permission }) => (permission === 'boost.admin' ? allow : deny);

test('B3: boost.admin allows nothing by default [access-control/Administrators may do all where allowed]', async () => {
  await using parts = await underPolicy(adminOnly);
  const { agents, namespaces } = parts.api;

  for (const call of [
    () => agents.list(),
    () => agents.get(weatherAgent),
    () => namespaces.list(),
  ]) {
    expect(await rejection(call())).toMatchObject({ code: 'permission' });
  }

  expect(parts.backstage.asked.map(({ permission }) => permission)).not.toContain('boost.admin');
});

test('B3: where adminMayAll is set, boost.admin allows all, and the audit events name it [access-control/Administrators may do all where allowed]', async () => {
  await using parts = await underPolicy(adminOnly, { adminMayAll: true });
  const { agents, chat, namespaces } = parts.api;

  await agents.list();
  await namespaces.list();
  await chat.send({ ...weatherAgent, message: 'hi' });
  await agents.delete(weatherAgent);

  expect(new Set(parts.events.map(({ allowedBy }) => allowedBy))).toEqual(new Set(['boost.admin']));
});

test('B3: adminMayAll allows nobody who lacks both permissions', async () => {
  await using parts = await underPolicy(() => deny, { adminMayAll: true });
  const { agents, chat } = parts.api;

  for (const call of [
    () => agents.list(),
    () => agents.get(weatherAgent),
    () => chat.send({ ...weatherAgent, message: 'hi' }),
  ]) {
    expect(await rejection(call())).toMatchObject({ code: 'permission' });
  }
});

test('B3: of two permissions that allow a call, the operation’s own is named [audit-identity/Event names what allowed the call]', async () => {
  await using parts = await underPolicy(() => allow, { adminMayAll: true });

  await parts.api.agents.delete(weatherAgent);
  await parts.api.agents.list();

  expect(parts.events.map(({ outcome, allowedBy }) => [outcome, allowedBy])).toEqual([
    ['started', 'boost.agent.delete'],
    ['succeeded', 'boost.agent.delete'],
    ['succeeded', 'boost.agent.list'],
  ]);
});

test('B3: kinds and type of resource are those of upstream', () => {
  const onAgents = kagentiPermissions.filter(({ type }) => type === 'resource');

  expect(onAgents).toEqual([
    expect.objectContaining({ name: 'boost.agent.delete', resourceType: 'boost-agent' }),
    expect.objectContaining({ name: 'boost.agent.list', resourceType: 'boost-agent' }),
  ]);
});
