import { expect, test } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { callMethod } from '../../test/parity/call-method.fixture.ts';

test('another namespace is refused before anybody is asked [kagenti-api/Namespace outside the list is refused]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { items: [] });
  });
  const tokens = new NumberedTokens();
  let asked = 0;
  await using kagenti = testClient(server.origin, {
    tokens,
    namespaces: ['team1', 'team2'],
    authorize: () => {
      asked += 1;
      return true;
    },
  });
  const api = kagenti.asUser(jane);
  const foreign = { namespace: 'team3', name: 'x' };

  const errors = [
    await rejection(api.agents.list({ namespace: 'team3' })),
    await rejection(api.agents.list()),
    await rejection(api.tools.list()),
    await rejection(api.agents.get(foreign)),
    await rejection(api.agents.delete(foreign)),
    await rejection(api.chat.agentCard(foreign)),
    await rejection(api.chat.send({ ...foreign, message: 'hi' })),
    await rejection(api.chat.stream({ ...foreign, message: 'hi' }).text()),
  ];

  expect(errors).toHaveLength(8);
  for (const error of errors) {
    expect(error).toMatchObject({
      code: 'namespace_refused',
      message: expect.stringContaining(
        'this client may not use its namespace. Allowed are team1, team2. To allow another, add it to boost.providers.kagenti.namespaces. For a plugin with its own section, such as boost.entityProviders.kagenti, add it to namespaces of that section.',
      ),
    });
  }
  expect([asked, tokens.asked, server.requests.length]).toEqual([0, 0, 0]);
});

test('a namespace of the list, and what has no namespace, go through [kagenti-api/Namespace outside the list is refused]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { items: [], namespaces: [] });
  });
  await using kagenti = testClient(server.origin, { namespaces: ['default', 'team1'] });
  const api = kagenti.asUser(jane);

  await api.agents.list();
  await api.agents.list({ namespace: 'team1' });
  await api.namespaces.list({ enabledOnly: false });

  expect(server.requests.map(request => request.path)).toEqual([
    '/api/v1/agents',
    '/api/v1/agents?namespace=team1',
    '/api/v1/namespaces?enabled_only=false',
  ]);
});

test('the default agent answers [kagenti-api/Chat goes to the default agent]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { content: 'hi', session_id: 's', name: 'n', version: '1', url: 'u' });
  });
  await using kagenti = testClient(server.origin, { defaultAgent: 'team1/weather-agent' });
  const { chat } = kagenti.asUser(jane);

  const { session_id: sessionId } = await chat.send({ message: 'hi' });
  await chat.send({ ...weatherAgent, message: 'hi', sessionId });
  await chat.agentCard();

  expect(server.requests.map(request => request.path)).toEqual([
    '/api/v1/chat/team1/weather-agent/send',
    '/api/v1/chat/team1/weather-agent/send',
    '/api/v1/chat/team1/weather-agent/agent-card',
  ]);
});

test.each([
  ['no agent and no default', {}, {}],
  ['a name without a namespace', { name: 'x' }, { defaultAgent: 'team1/weather-agent' }],
  ['a namespace without a name', { namespace: 'team1' }, { defaultAgent: 'team1/weather-agent' }],
])('%s is refused [kagenti-api/Chat goes to the default agent]', async (_what, agent, options) => {
  const client = testClient('http://127.0.0.1:1', options);

  const error = await rejection(client.asUser(jane).chat.send({ ...agent, message: 'hi' }));

  expect(error).toMatchObject({
    code: 'invalid_parameter',
    message: expect.stringContaining('boost.providers.kagenti.defaultAgent'),
  });
});

test('what reaches every namespace is refused where some are allowed [kagenti-api/All namespaces together are refused]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { items: [] });
  });
  const tokens = new NumberedTokens();
  await using kagenti = testClient(server.origin, { tokens, namespaces: ['default', 'team1'] });
  const { builds, agents, tools, skills } = kagenti.asUser(jane);

  const errors = [
    await rejection(builds.list({ allNamespaces: true })),
    await rejection(agents.builds.list({ allNamespaces: true })),
    await rejection(tools.builds.list({ allNamespaces: true })),
    await rejection(skills.autosync.set({ registryUrl: 'https://skills.example' })),
    await rejection(skills.autosync.delete()),
  ];

  for (const error of errors) {
    expect(error).toMatchObject({
      code: 'namespace_refused',
      message: expect.stringContaining(
        'it reaches every namespace, and this client may use only some. Allowed are ',
      ),
    });
  }
  expect([tokens.asked, server.requests.length]).toEqual([0, 0]);
  await builds.list({ namespace: 'team1' });
  await skills.autosync.get();
  expect(server.requests).toHaveLength(2);
});

test('hook and audit log are told that every namespace is meant [kagenti-api/All namespaces together are refused]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { items: [] });
  });
  const seen: (string | undefined)[] = [];
  await using kagenti = testClient(server.origin, {
    authorize: ({ namespace }) => seen.push(namespace) > 0,
    audit: ({ namespace }) => void seen.push(namespace),
  });

  await kagenti.asUser(jane).builds.list({ allNamespaces: true });

  expect(seen).toEqual(['*', '*']);
});

test.each([
  ['agents.list', {}],
  ['tools.list', {}],
  ['agents.migration.migrateAll', {}],
  ['agents.list', { namespace: 'team3' }],
  ['agents.migration.migrateAll', { namespace: 'team3' }],
  ['builds.list', { namespace: 'team3' }],
  ['skills.list', { namespace: 'team3' }],
  ['agents.create', { namespace: 'team3', name: 'x' }],
  ['tools.create', { namespace: 'team3', name: 'x' }],
  ['skills.create', { namespace: 'team3', name: 'x' }],
  ['skills.addExternal', { namespace: 'team3', name: 'x' }],
  ['simulation.create', { namespace: 'team3' }],
  ['simulation.delete', { namespace: 'team3', name: 'x' }],
  ['agents.builds.finalize', { namespace: 'team3', name: 'x' }],
])(
  '%s with %j is held to the list [kagenti-api/Namespace outside the list is refused]',
  async (name, parameters) => {
    const api = testClient('http://127.0.0.1:1', { namespaces: ['team1'] }).asUser(jane);

    expect(await rejection(callMethod(api, name, parameters))).toMatchObject({
      code: 'namespace_refused',
      operation: name,
    });
  },
);
