import { randomUUID } from 'node:crypto';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { expect, test, vi } from 'vitest';
import { credentialsOfUser } from '../../test/fixtures/backstage-credentials.fixture.ts';
import { kagentiServerOfFile } from '../../test/fixtures/kagenti-server.fixture.ts';
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
  toBackstageError,
} from './index.ts';

const server = kagentiServerOfFile();

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
      const refusal = await rejection(call(parts.api));
      expect(refusal).toMatchObject({
        code: 'permission',
        message: expect.stringMatching(new RegExp(`lacks (?:the permission )?${missing}`)),
      });
      expect(toBackstageError(refusal)).toMatchObject({
        message: `This needs the permission ${missing}.`,
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

/** A policy with conditions that allow agents of Jane alone. */
const ofJane: Policy = ({ resourceRef: ref }) => {
  if (ref === undefined) return onlyOwner;
  return ref.includes('of-jane') ? allow : deny;
};

test('B3: conditions filter the list by the answers of Backstage [access-control/Backstage filters the list of agents]', async () => {
  await using listed = await listing({
    items: [agent('team1', 'of-bob'), agent('team1', 'of-jane'), agent('team2', 'of-jane-too')],
    total: 3,
  });
  await using parts = await underPolicy(ofJane, {}, listed.origin);

  const answer = await parts.api.agents.list({ namespace: 'team1' });
  const byPath = await parts.api.request('GET', '/api/v1/agents?namespace=team1');

  // The number of all agents would tell how many are hidden.
  expect(answer).toEqual({ items: [agent('team1', 'of-jane'), agent('team2', 'of-jane-too')] });
  expect(byPath).toEqual(answer);
  expect(parts.backstage.asked.slice(0, 4)).toEqual([
    { user: jane, permission: 'boost.agent.list' },
    ...['team1/of-bob', 'team1/of-jane', 'team2/of-jane-too'].map(ref => ({
      user: jane,
      permission: 'boost.agent.list',
      resourceRef: ref,
    })),
  ]);
  expect(parts.backstage.requests).toBe(4);
});

test('Portal: agentRef makes the references for a list too', async () => {
  await using listed = await listing({ items: [agent('team1', 'of-jane')] });
  await using parts = await underPolicy(
    ofJane,
    { agentRef: async ({ name }) => `agent:${name}` },
    listed.origin,
  );

  expect(await parts.api.agents.list()).toEqual({ items: [agent('team1', 'of-jane')] });
  expect(parts.backstage.asked.at(-1)).toMatchObject({ resourceRef: 'agent:of-jane' });
});

test.each([
  ['short names and conditions', 'of-jane', 1, 5],
  ['long names', `of-jane-${'é'.repeat(150)}`, 1, 9],
  ['a user of many groups', 'of-jane', 500, 200],
])(
  'Portal: 1,000 agents with %s are asked in few requests of a size that Backstage accepts [access-control/Long lists are asked in several requests]',
  async (_what, prefix, groups, most) => {
    const items = Array.from({ length: 1_000 }, (_none, index) =>
      agent('team1', index % 2 === 0 ? `${prefix}-${index}` : `of-bob-${index}`),
    );
    await using listed = await listing({ items });
    const claims = Array.from({ length: groups }, (_none, index) => `group:default/${index}`);
    const conditions = { ...onlyOwner.conditions, params: { claims } };
    await using parts = await underPolicy(
      (question, response) =>
        question.resourceRef === undefined
          ? { ...onlyOwner, conditions }
          : ofJane(question, response),
      {},
      listed.origin,
    );

    const answer = await parts.api.agents.list();

    expect(answer.items).toEqual(items.filter((_item, index) => index % 2 === 0));
    expect(parts.backstage.asked).toHaveLength(1_001);
    expect(parts.backstage.requests).toBeLessThanOrEqual(most + 1);
    // The permission backend sends these questions on, each with the conditions.
    for (const questions of parts.backstage.questionsOfRequests.slice(1)) {
      const sent = questions.map(({ resourceRef: ref }) => {
        return Object.assign({ id: randomUUID(), resourceRef: ref }, onlyOwner, { conditions });
      });
      expect(Buffer.byteLength(JSON.stringify({ items: sent }))).toBeLessThanOrEqual(102_400);
    }
  },
);

test.each<[string, Policy]>([
  [
    'one question',
    ({ resourceRef: ref }) => (ref === 'team1/of-bob' ? { result: 'MAYBE' } : allow),
  ],
  ['a request', (_question, response) => json(response, {}, 500)],
])(
  'Fault: %s without an answer ends the call [access-control/Backstage filters the list of agents]',
  async (_what, answers) => {
    await using listed = await listing([agent('team1', 'of-jane'), agent('team1', 'of-bob')]);
    await using parts = await underPolicy(
      (question, response) =>
        question.resourceRef === undefined ? onlyOwner : answers(question, response),
      {},
      listed.origin,
    );

    expect(await rejection(parts.api.agents.list())).toMatchObject({
      code: 'permission_undecided',
    });
    expect(parts.events).toMatchObject([{ outcome: 'failed', errorType: 'permission_undecided' }]);
  },
);

test('Fault: a permission service that forgets an agent ends the call [access-control/Backstage filters the list of agents]', async () => {
  await using listed = await listing([agent('team1', 'of-jane'), agent('team1', 'of-bob')]);
  await using parts = await underPolicy(ofJane, {}, listed.origin);
  vi.spyOn(parts.backstage.permissions, 'authorize').mockResolvedValue([
    { result: AuthorizeResult.ALLOW },
  ]);

  expect(await rejection(parts.api.agents.list())).toMatchObject({
    code: 'permission_undecided',
    cause: { message: 'The permission service gave no decision.' },
  });
});

test.each([
  ['without a name', { items: [agent('team1', undefined), 'agent', null] }],
  ['under another key', { agents: [agent('team1', 'of-jane')] }],
  ['as an object', { items: { 0: agent('team1', 'of-jane') } }],
])('B3: agents %s are not shown', async (_what, answer) => {
  await using listed = await listing(answer);
  await using parts = await underPolicy(
    ({ resourceRef: ref }) => (ref === undefined ? onlyOwner : allow),
    {},
    listed.origin,
  );

  expect(await parts.api.agents.list()).toEqual({ items: [] });
});

test('B3: a permission backend that never answers about the agents ends with the call', async () => {
  await using listed = await listing({ items: [agent('team1', 'of-jane')] });
  await using parts = await underPolicy(
    ({ resourceRef: ref }) => (ref === undefined ? onlyOwner : undefined),
    {},
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
