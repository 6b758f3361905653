import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  answerSkills,
  json,
  readsSkills,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import { jane, rejection, testClient } from '../../test/fixtures/test-client.fixture.ts';
import { callMethod } from '../../test/parity/call-method.fixture.ts';
import type { BoundKagentiClient, KagentiClient } from '../kagenti-client.ts';

let server: ScriptedServer;
let kagenti: KagentiClient;
let api: BoundKagentiClient;

beforeAll(async () => {
  server = await ScriptedServer.start((response, request) => {
    if (readsSkills(request)) return answerSkills(response, agent.name);
    json(response, {});
  });
  kagenti = testClient(server.origin);
  api = kagenti.asUser(jane);
});
afterAll(async () => {
  await kagenti.close();
  await server.stop();
});

/** What a call that is refused says, without its beginning; it must not reach the server. */
async function refusal(name: string, parameters: unknown): Promise<string> {
  const before = server.requests.length;
  const error = await rejection(callMethod(api, name, parameters));
  expect(error).toMatchObject({ name: 'KagentiError', code: 'invalid_parameter', operation: name });
  expect(server.requests).toHaveLength(before);
  const { message } = Object(error);
  expect(message).not.toContain('hunter2');
  return String(message).replace(`Kagenti ${name} refused: `, '');
}

const agent = { namespace: 'team1', name: 'a' };

test.each([
  [
    'namespaces.list',
    { enabled_only: 'hunter2' },
    'unknown parameter enabled_only; did you mean enabledOnly?',
  ],
  ['agents.list', { namespase: 'hunter2' }, 'unknown parameter namespase; did you mean namespace?'],
  ['agents.list', { limit: 10 }, 'unknown parameter limit.'],
  ['agents.get', { ...agent, 'hunter2 \n': 1 }, 'unknown parameter ?.'],
  ['health.live', { namespace: 'hunter2' }, 'unknown parameter namespace.'],
  [
    'tools.invoke',
    { ...agent, tool_name: 'hunter2' },
    'unknown parameter tool_name; did you mean toolName?',
  ],
  ['agents.create', { ...agent, nmae: 'hunter2' }, 'unknown parameter nmae; did you mean name?'],
  [
    'agents.create',
    { ...agent, envVars: [{ name: 'A', vlaue: 'hunter2' }] },
    'unknown parameter envVars.0.vlaue; did you mean value?',
  ],
  [
    'agents.create',
    { ...agent, outboundRoutes: [{ host: 'h', target_audience: 'hunter2' }] },
    'unknown parameter outboundRoutes.0.target_audience; did you mean targetAudience?',
  ],
])(
  '%s takes no %j [kagenti-api/Invalid parameter is refused]',
  async (name, parameters, message) => {
    expect(await refusal(name, parameters)).toBe(
      `${message} To send one that this client does not know yet, use request().`,
    );
  },
);

test.each([
  ['agents.get', { namespace: 'hunter2' }, 'the parameter name is missing.'],
  ['agents.get', { namespace: 'hunter2', name: undefined }, 'the parameter name is missing.'],
  ['agents.create', { namespace: 'hunter2', name: null }, 'the parameter name is missing.'],
  ['agents.delete', { namespace: 'hunter2', name: '' }, 'the parameter name is missing.'],
  ['agents.list', { namespace: '' }, 'the parameter namespace is missing.'],
  ['agents.create', { namespace: 'team1', name: '' }, 'the parameter name is missing.'],
  ['skills.list', {}, 'the parameter namespace is missing.'],
  ['skills.list', undefined, 'the parameter namespace is missing.'],
  ['tools.invoke', agent, 'the parameter toolName is missing.'],
  ['chat.send', agent, 'the parameter message is missing.'],
  [
    'tools.create',
    { ...agent, envVars: [{ value: 'hunter2' }] },
    'the parameter envVars.0.name is missing.',
  ],
])(
  '%s is not called with %j [kagenti-api/Invalid parameter is refused]',
  async (name, parameters, message) => {
    expect(await refusal(name, parameters)).toBe(message);
  },
);

test.each([
  ['agents.create', { ...agent, framework: 7 }, 'the parameter framework is not text.'],
  ['simulation.delete', { ...agent, name: 7n }, 'the parameter name is not text.'],
  [
    'agents.create',
    { ...agent, createHttpRoute: 'hunter2' },
    'the parameter createHttpRoute is neither true nor false.',
  ],
  ['agents.create', { ...agent, skills: 'hunter2' }, 'the parameter skills is not a list.'],
  ['agents.create', { ...agent, skills: ['hunter2', 7] }, 'the parameter skills.1 is not text.'],
  [
    'agents.create',
    { ...agent, servicePorts: [{ port: '80' }] },
    'the parameter servicePorts.0.port is not a whole number.',
  ],
  [
    'agents.create',
    { ...agent, servicePorts: [{ port: 80.5 }] },
    'the parameter servicePorts.0.port is not a whole number.',
  ],
  [
    'agents.create',
    { ...agent, persistentStorage: ['hunter2'] },
    'the parameter persistentStorage is not an object.',
  ],
  [
    'agents.create',
    { ...agent, mtlsMode: 'hunter2' },
    'the parameter mtlsMode is none of disabled, permissive, strict.',
  ],
  ['agents.create', { name: 'a', namespace: ['hunter2'] }, 'the parameter namespace is not text.'],
  [
    'agents.list',
    { namespace: { toString: (): string => 'hunter2' } },
    'the parameter namespace is not text.',
  ],
  [
    'tools.invoke',
    { ...agent, toolName: 't', arguments: ['hunter2'] },
    'the parameter arguments is not an object.',
  ],
  ['skills.create', { ...agent, files: { 'SKILL.md': 7 } }, 'the parameter files.? is not text.'],
  [
    'builds.list',
    { namespace: 'team1', for: 'hunter2' },
    'the parameter for is none of agents, tools, all.',
  ],
  ['agents.list', 'hunter2', 'parameters are given as an object.'],
  ['agents.list', null, 'parameters are given as an object.'],
  ['chat.send', ['hunter2'], 'parameters are given as an object.'],
])(
  '%s is not called with %o of another kind [kagenti-api/Invalid parameter is refused]',
  async (name, parameters, message) => {
    expect(await refusal(name, parameters)).toBe(message);
  },
);

test('what is null is not sent, in a query, a body or inside a parameter', async () => {
  const before = server.requests.length;

  await callMethod(api, 'agents.list', { namespace: null });
  await callMethod(api, 'skills.list', { namespace: 'team1', q: undefined });
  await callMethod(api, 'agents.create', {
    ...agent,
    framework: null,
    protocol: undefined,
    envVars: [{ name: 'A', value: null, valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }],
  });

  expect(server.requests.slice(before)).toMatchObject([
    { path: '/api/v1/agents' },
    { path: '/api/v1/skills?namespace=team1' },
    {
      body: JSON.stringify({
        name: 'a',
        namespace: 'team1',
        envVars: [{ name: 'A', valueFrom: { secretKeyRef: { name: 's', key: 'k' } } }],
      }),
    },
  ]);
});

test.each([
  ['SKILL.md', 'SKILL.md'],
  ['scripts/run.py', 'scripts/run.py'],
  ['a b/ü?#/50%.md', 'a%20b/%C3%BC%3F%23/50%25.md'],
])('%j goes segment by segment', async (filePath, sent) => {
  await api.skills.file({ ...agent, filePath });

  expect(server.requests.at(-1)?.path).toBe(`/api/v1/skills/team1/a/files/${sent}`);
});

test.each([
  ['', 'is missing'],
  ['/SKILL.md', 'has an empty part'],
  ['docs//a.md', 'has an empty part'],
  ['docs/', 'has an empty part'],
  ['..', 'is a step in the path'],
  ['docs/../../x', 'is a step in the path'],
  ['./a.md', 'is a step in the path'],
  ['docs\\a.md', 'holds a slash'],
  ['docs/a\n.md', 'holds a control character'],
])('%j is no path of a file', async (filePath, problem) => {
  expect(await refusal('skills.file', { ...agent, filePath })).toBe(
    `the parameter filePath ${problem}.`,
  );
});

test.each(['builds.list', 'agents.builds.list', 'tools.builds.list'])(
  '%s wants a namespace or all [kagenti-api/Invalid parameter is refused]',
  async name => {
    const rule = 'give either namespace, or allNamespaces: true.';

    expect(await refusal(name, {})).toBe(rule);
    expect(await refusal(name, { namespace: '' })).toBe(rule);
    expect(await refusal(name, { allNamespaces: false })).toBe(rule);
    expect(await refusal(name, { namespace: 'team1', allNamespaces: true })).toBe(rule);

    await callMethod(api, name, { allNamespaces: true });
    await callMethod(api, name, { namespace: 'team1', allNamespaces: false });
    expect(server.requests.slice(-2).map(({ path }) => path.replace(/^.*\?/, ''))).toEqual([
      'allNamespaces=true',
      'namespace=team1&allNamespaces=false',
    ]);
  },
);

test('a body that cannot be written is refused [kagenti-api/Invalid parameter is refused]', async () => {
  const round: Record<string, unknown> = { hunter2: 1 };
  round.self = round;

  expect(await refusal('tools.invoke', { ...agent, toolName: 't', arguments: round })).toBe(
    'its body cannot be written as JSON.',
  );
});

test('a parameter is read once, and its body at once [kagenti-api/Call starts immediately]', async () => {
  const names = ['first', 'second', 'third'];
  const changing = {
    namespace: 'team1',
    get name() {
      return names.shift();
    },
    toolName: 't',
    arguments: { city: 'Brno' },
  };

  const call = callMethod(api, 'tools.invoke', changing);
  changing.arguments.city = 'Praha';
  await call;

  expect(server.requests.at(-1)).toMatchObject({
    path: '/api/v1/tools/team1/first/invoke',
    body: '{"tool_name":"t","arguments":{"city":"Brno"}}',
  });
});

test('a parameter that throws rejects the call [kagenti-api/Refused call rejects]', async () => {
  const broken = {
    get namespace(): string {
      throw new RangeError('mine');
    },
  };

  const call = api.agents.list(broken);

  expect(await rejection(call)).toMatchObject({ message: 'mine' });
});

test('a body of text goes out as it was given [kagenti-api/Request goes out as the contract has it]', async () => {
  const config = 'mode: proxy-sidecar\n# "ü"\n';
  const path = '/api/v1/agents/team1/a/identity-config';

  await api.agents.identity.replaceConfig({ ...agent, config });
  await api.request('PUT', path, { body: config });

  const wanted = { path, body: config, headers: { 'content-type': 'text/plain; charset=utf-8' } };
  expect(server.requests.slice(-2)).toMatchObject([wanted, wanted]);
});

test.each([
  ['an object', { mode: 'hunter2' }],
  ['a number', 7],
])(
  '%s is no body of text [kagenti-api/Request goes out as the contract has it]',
  async (_what, config) => {
    expect(await refusal('agents.identity.replaceConfig', { ...agent, config })).toBe(
      'the parameter config is not text.',
    );
    const path = '/api/v1/agents/team1/a/identity-config';
    const error = await rejection(api.request('PUT', path, { body: config }));
    expect(error).toMatchObject({ code: 'invalid_parameter' });
    expect(String(error)).toContain('its body is not text');
  },
);
