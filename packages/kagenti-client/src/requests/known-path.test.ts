import { expect, test } from 'vitest';
import { json } from '../../test/fixtures/scripted-server.fixture.ts';
import { rejection, weatherAgent } from '../../test/fixtures/test-client.fixture.ts';
import { RequestServer } from '../../test/requests/request-server.fixture.ts';
import type { AuditEvent } from '../access/audit.ts';
import type { AuthorizeRequest } from '../access/permission.ts';

const server = new RequestServer();

test('the table decides on a known path, whatever else is said [kagenti-api/Known path is that operation]', async () => {
  const asked: AuthorizeRequest[] = [];
  const events: AuditEvent[] = [];
  const api = server.api({
    authorize: request => asked.push(request) > 0,
    audit: event => void events.push(event),
  });

  await api.request('DELETE', '/api/v1/agents/team1/weather-agent', {
    permission: 'boost.access',
    namespace: 'team2',
  });
  await api.request('GET', '/health');

  expect(asked).toMatchObject([
    { operation: 'agents.delete', permission: 'boost.agent.delete', ...weatherAgent },
  ]);
  expect(asked[0]).not.toHaveProperty('path');
  expect(events.map(event => [event.operation, event.outcome])).toEqual([
    ['agents.delete', 'started'],
    ['agents.delete', 'succeeded'],
    ['health.live', 'succeeded'],
  ]);
  expect(server.requests[1]?.headers).not.toHaveProperty('authorization');
});

test('retries are those of the operation [kagenti-api/Known path is that operation]', async () => {
  const api = server.api();
  server.script = (response, _request, index) => {
    if (index % 2 === 0) json(response, {}, 503);
    else json(response, { detail: 'no such agent' }, 404);
  };

  // A POST that may be repeated, and a delete that was carried out before its answer was lost.
  await rejection(api.request('POST', '/api/v1/tools/team1/weather/connect'));
  expect(server.requests).toHaveLength(2);
  await expect(api.request('DELETE', '/api/v1/agents/team1/weather-agent')).resolves.toEqual({
    success: true,
    message: '',
  });
  await rejection(
    api.request('POST', '/api/v1/agents', { body: { namespace: 'team1', name: 'a' } }),
  );
  expect(server.requests).toHaveLength(5);
});

test('the answer is checked as the operation’s [kagenti-api/Known path is that operation]', async () => {
  const strict = server.api({ validation: 'strict' });
  server.script = (response, { path }) =>
    json(response, path.startsWith('/api/v1/agents') ? [] : { status: 7 });

  await expect(strict.request('GET', '/api/v1/agents')).resolves.toEqual({ items: [] });
  expect(await rejection(strict.request('GET', '/ready'))).toMatchObject({
    operation: 'health.ready',
    issues: [{ path: 'status', code: 'invalid_type' }],
  });
});

test.each([
  ['path', 'GET', '/api/v1/agents/team3/x', {}],
  ['query', 'GET', '/api/v1/agents', { query: { namespace: 'team3' } }],
  ['query in the path', 'GET', '/api/v1/agents?namespace=team3', {}],
  ['encoded query', 'GET', '/api/v1/agents?%6eamespace=team%33', {}],
  ['default', 'GET', '/api/v1/agents', {}],
  ['body', 'POST', '/api/v1/agents', { body: { namespace: 'team3', name: 'x' } }],
  ['list of all', 'GET', '/api/v1/shipwright/builds?allNamespaces=true', {}],
  [
    'list of all in another word',
    'GET',
    '/api/v1/shipwright/builds?allNamespaces=1&namespace=team1',
    {},
  ],
  ['every namespace', 'DELETE', '/api/v1/skills/autosync', {}],
] as const)(
  'a namespace in the %s is held to the list [kagenti-api/Known path is that operation]',
  async (_where, method, path, options) => {
    const error = await rejection(
      server.api({ namespaces: ['team1'] }).request(method, path, options),
    );

    expect(error).toMatchObject({ code: 'namespace_refused' });
    expect(server.requests).toEqual([]);
  },
);

test.each([
  ['a list', { namespace: ['team1'], name: 'x' }, 'the parameter namespace is not text'],
  ['nothing', { name: 'x' }, 'the parameter namespace is missing'],
  ['no object', ['team1'], 'its body is not an object'],
])(
  '%s for a namespace is refused, since no rule can read it [kagenti-api/Known path is that operation]',
  async (_what, body, problem) => {
    const error = await rejection(
      server.api({ namespaces: ['team1'] }).request('POST', '/api/v1/agents', { body }),
    );

    expect(error).toMatchObject({ code: 'invalid_parameter', operation: 'agents.create' });
    expect(String(error)).toContain(problem);
    expect(server.requests).toEqual([]);
  },
);

test('what is newer in a known operation goes along [kagenti-api/Known path is that operation]', async () => {
  const api = server.api({ namespaces: ['team1'] });

  await api.request('GET', '/api/v1/agents', { query: { namespace: 'team1', limit: 10 } });
  await api.request('POST', '/api/v1/agents', { body: { namespace: 'team1', name: 'a', gpus: 2 } });

  expect(server.requests).toMatchObject([
    { path: '/api/v1/agents?namespace=team1&limit=10' },
    { body: '{"namespace":"team1","name":"a","gpus":2}' },
  ]);
});

test('sessions are bound on the way out and on the way in [kagenti-api/Known path is that operation]', async () => {
  const path = '/api/v1/chat/team1/weather-agent/send';
  const api = server.api();

  const first = Object(await api.request('POST', path, { body: { message: 'hi' } }));
  await api.request('POST', path, { body: { message: 'again', session_id: first.session_id } });
  const stolen = await rejection(
    api.request('POST', path, { body: { message: 'x', session_id: 'ctx-1' } }),
  );

  expect(first.session_id).toMatch(/^ctx-1\.[\w-]{43}$/);
  expect(JSON.parse(server.requests[1]?.body ?? '')).toEqual({
    message: 'again',
    session_id: 'ctx-1',
  });
  expect(stolen).toMatchObject({ code: 'session_refused', operation: 'chat.send' });
  expect(server.requests).toHaveLength(2);
});

test('a stream has a method of its own [kagenti-api/Known path is that operation]', async () => {
  const events: AuditEvent[] = [];
  const api = server.api({ audit: event => void events.push(event) });

  const error = await rejection(
    api.request('POST', '/api/v1/chat/team1/weather-agent/stream', { body: { message: 'hi' } }),
  );

  expect(error).toMatchObject({
    code: 'invalid_parameter',
    message: 'Kagenti chat.stream refused: its answer is a stream: call chat.stream().',
  });
  expect(events).toMatchObject([{ operation: 'chat.stream', ...weatherAgent, outcome: 'denied' }]);
  expect(server.requests).toEqual([]);
});

test('an empty namespace is none, and not all of them [kagenti-api/Invalid parameter is refused]', async () => {
  const error = await rejection(server.api().request('GET', '/api/v1/agents?namespace='));

  expect(error).toMatchObject({ code: 'invalid_parameter', operation: 'agents.list' });
  expect(server.requests).toEqual([]);
});
