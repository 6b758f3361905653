import { inspect } from 'node:util';
import { operations } from '@rhdh-boost/kagenti-contract';
import { expect, onTestFinished, test } from 'vitest';
import { startKagentiServer } from '../../test/fixtures/kagenti-server.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { callMethod } from '../../test/parity/call-method.fixture.ts';
import { operationDescriptors } from '../api/generated/operation-descriptors.ts';

/** The message of the error that a call ends in when the server answers so. */
async function messageFor(
  name: string,
  given: unknown,
  status: number,
  detail: unknown,
): Promise<string> {
  await using server = await ScriptedServer.start(response => json(response, { detail }, status));
  await using kagenti = testClient(server.origin, { retry: { maxRetries: 0 } });
  const error = await rejection(callMethod(kagenti.asUser(jane), name, given));
  expect(`${inspect(error)} ${JSON.stringify(error)}`).toContain(
    Object(error).message.slice(0, 40),
  );
  return Object(error).message;
}

test('C8: the message says what a real backend was recorded to say [kagenti-api/Detail in the message]', async () => {
  const { backend, tokens, stop } = await startKagentiServer();
  onTestFinished(stop);
  await using kagenti = testClient(backend.baseUrl, { tokens });
  const { agents, skills, tools } = kagenti.asUser(jane);
  const skill = { name: 'Summarise', namespace: 'team1', files: { 'SKILL.md': '# x' } };
  await skills.create(skill);

  const messages = await Promise.all(
    [
      agents.get({ namespace: 'team1', name: 'nope' }),
      tools.builds.info({ namespace: 'team1', name: 'nope' }),
      skills.create({ ...skill, files: {} }),
      skills.create(skill),
    ].map(async call => Object(await rejection(call)).message),
  );

  expect(messages.map(message => / Kagenti says: "(.*)"\.$/.exec(message)?.[1])).toEqual([
    "Agent 'nope' not found in namespace 'team1'",
    "Shipwright Build 'nope' not found in namespace 'team1'",
    expect.stringContaining('SKILL.md'),
    "Skill 'Summarise' already exists in namespace 'team1'",
  ]);
});

test.each([400, 404, 409, 422])(
  'C8: at most 200 characters of a detail are quoted, whole characters, for %i',
  async status => {
    const message = await messageFor('agents.get', weatherAgent, status, '😀'.repeat(300));

    expect(message).toContain(` Kagenti says: "${'😀'.repeat(199)}…".`);
    const whole = await messageFor('agents.get', weatherAgent, status, 'x'.repeat(200));
    expect(whole).toContain(`"${'x'.repeat(200)}".`);
  },
);

test('C8: an echoed token is redacted in the quote [kagenti-api/Detail in the message]', async () => {
  const message = await messageFor(
    'agents.get',
    weatherAgent,
    404,
    'no token-1 or dG9rZW4tMQ== here',
  );

  expect(message).toContain('Kagenti says: "no [redacted] or [redacted] here".');
});

test('C8: a detail with a piece of the token is not quoted', async () => {
  await using server = await ScriptedServer.start(response =>
    json(response, { detail: 'not eyJhbGciOiJSUzI1... of yours' }, 404),
  );
  await using kagenti = testClient(server.origin, {
    tokens: { getToken: async () => 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln', invalidate: () => true },
  });
  const error = await rejection(kagenti.asUser(jane).agents.get(weatherAgent));

  expect(Object(error).message).not.toContain('eyJhbGci');
  expect(Object(error).status).toBe(404);
});

const agent = { ...weatherAgent, deploymentMethod: 'image', containerImage: 'i' };
test.each<[string, string, unknown, number, unknown]>([
  ...[401, 403, 405, 429, 500, 501, 502, 503].map<[string, string, unknown, number, unknown]>(
    status => [`status ${status}`, 'agents.get', weatherAgent, status, 'Reason: hunter2'],
  ),
  ['environment variables', 'agents.create', agent, 409, 'hunter2'],
  ['a file of variables', 'agents.parseEnv', { content: 'A=b' }, 400, 'hunter2'],
  ['an address', 'agents.fetchEnv', { url: 'https://x.example' }, 404, 'hunter2'],
  [
    'a configuration',
    'agents.identity.replaceConfig',
    { ...weatherAgent, config: 'mode: [' },
    400,
    'Invalid YAML: hunter2',
  ],
  ['a message', 'chat.send', { ...weatherAgent, message: 'hi' }, 400, 'hunter2'],
  ['a card', 'chat.agentCard', weatherAgent, 404, 'hunter2'],
  ['arguments', 'tools.invoke', { ...weatherAgent, toolName: 't' }, 404, 'hunter2'],
  ['several lines', 'agents.get', weatherAgent, 404, '(404)\nReason: hunter2'],
  ['a line separator', 'agents.get', weatherAgent, 404, 'hunter2\u2028'],
  ['a reversed line', 'agents.get', weatherAgent, 404, '\u202Ehunter2'],
  ['an escape of a terminal', 'agents.get', weatherAgent, 404, '\u001B[2Jhunter2'],
  ['a format of a logger', 'agents.get', weatherAgent, 409, '100%done by hunter2'],
  ['a list', 'agents.get', weatherAgent, 404, ['hunter2']],
  ['fields of a 422', 'agents.get', weatherAgent, 422, [{ loc: ['path'], msg: 'hunter2' }]],
  [
    'a value of the body in a 422',
    'contexts.create',
    { name: 'research', namespace: 'team1', type: 'memory', storage: { size: 'hunter2' } },
    422,
    'size "hunter2" is no quantity',
  ],
  [
    'a value of the query in a 422',
    'skills.list',
    { namespace: 'team1', q: 'hunter2' },
    422,
    'no hunter2 here',
  ],
])(
  'C8: nothing is quoted for %s [kagenti-api/Detail stays out of the message]',
  async (_what, name, given, status, detail) => {
    const message = await messageFor(name, given, status, detail);

    expect(message).toMatch(new RegExp(`^Kagenti ${name} failed with status ${status}`));
    expect(message).not.toMatch(/hunter2|Kagenti says/);
  },
);

test('C8: a 422 without a value of the request is quoted, and request() to an unknown path never is', async () => {
  const context = { name: 'research', namespace: 'team1', storage: { size: '1Gi' } };
  expect(await messageFor('contexts.create', context, 422, 'storage is full')).toContain(
    'Kagenti says: "storage is full".',
  );
  await using server = await ScriptedServer.start(response =>
    json(response, { detail: 'x y' }, 404),
  );
  await using kagenti = testClient(server.origin);
  const api = kagenti.asUser(jane);
  const known = await rejection(api.request('GET', '/api/v1/agents/team1/nope'));
  const unknown = await rejection(api.request('GET', '/api/v9/agents/team1/nope'));

  expect(Object(known).message).toContain('Kagenti says: "x y".');
  expect(Object(unknown)).toMatchObject({
    detail: 'x y',
    message: expect.not.stringContaining('x y'),
  });
});

test('C8: the column is set for every operation whose parameters may be secrets', () => {
  const expected = operations
    .map(({ operation }) => operation)
    .filter(
      name =>
        name.startsWith('chat.') ||
        Object.hasOwn(operationDescriptors[name].parameters, 'envVars') ||
        ['agents.fetchEnv', 'agents.parseEnv', 'agents.identity.replaceConfig'].includes(name),
    );
  const marked = operations
    .map(({ operation }) => operation)
    .filter(name => operationDescriptors[name].repeatsInput === true);

  expect(expected.filter(name => !marked.includes(name))).toEqual([]);
  // Data and arguments that a caller typed, which the backend quotes, too.
  expect(marked.filter(name => !expected.includes(name))).toEqual([
    'tools.invoke',
    'simulation.replaceDatabase',
  ]);
});
