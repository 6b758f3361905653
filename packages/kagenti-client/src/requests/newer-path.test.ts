import { expect, test } from 'vitest';
import { json, reset } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  rejection,
  testClient,
} from '../../test/fixtures/test-client.fixture.ts';
import { callMethod } from '../../test/parity/call-method.fixture.ts';
import { newerPath, RequestServer } from '../../test/requests/request-server.fixture.ts';
import type { AuditEvent } from '../access/audit.ts';
import type { AuthorizeRequest } from '../access/permission.ts';

const server = new RequestServer();

test('a newer path is sent as it was said [kagenti-api/Newer path is reached]', async () => {
  const api = server.api();

  const response = await api
    .request('PATCH', newerPath, {
      query: { tail: 10, since: 'a b', follow: false, none: undefined },
      body: { level: 'debug' },
    })
    .withResponse();

  expect(response).toMatchObject({ status: 200, data: { items: [] }, attempts: [{ status: 200 }] });
  expect(server.requests).toMatchObject([
    {
      method: 'PATCH',
      path: `${newerPath}?tail=10&since=a%20b&follow=false`,
      body: '{"level":"debug"}',
      headers: {
        authorization: 'Bearer token-1',
        'x-backstage-user': jane,
        'content-type': 'application/json',
      },
    },
  ]);
});

test('no content is undefined, any JSON is data, anything else is no answer [kagenti-api/Newer path is reached]', async () => {
  const api = server.api();
  const answers = ['', 'null', '[1]', '"text"', '<html>'];
  server.script = (response, _request, index) => void response.end(answers[index]);

  const data: unknown[] = [];
  for (let index = 0; index < 4; index += 1) data.push(await api.request('GET', newerPath));

  expect(data).toEqual([undefined, null, [1], 'text']);
  expect(await rejection(api.request('GET', newerPath))).toMatchObject({
    code: 'contract',
    operation: 'request',
  });
});

test('a base URL with a path stays in front', async () => {
  await using client = testClient(`${server.origin}/kagenti/`);

  await client.asUser(jane).request('GET', newerPath);
  await client.asUser(jane).request('GET', '/api/v1/agents');

  expect(server.requests.map(({ path }) => path)).toEqual([
    `/kagenti${newerPath}`,
    '/kagenti/api/v1/agents',
  ]);
});

test('only a GET is repeated [kagenti-api/Newer path is reached]', async () => {
  const api = server.api();
  server.script = response => json(response, {}, 503);

  await rejection(api.request('GET', newerPath));
  expect(server.requests).toHaveLength(3);
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
    server.requests.length = 0;
    expect(await rejection(api.request(method, newerPath))).toMatchObject({
      status: 503,
      operation: 'request',
    });
    expect(server.requests).toHaveLength(1);
  }
});

test('a reset is no sign that nothing was sent, a refused connection is [kagenti-api/Newer path is reached]', async () => {
  server.script = response => {
    reset(response);
  };
  await rejection(server.api().request('DELETE', newerPath));
  expect(server.requests).toHaveLength(1);

  await using client = testClient('http://127.0.0.1:1');
  const error = await rejection(client.asUser(jane).request('DELETE', newerPath));

  expect(error).toMatchObject({ code: 'connection', requestSent: false, attempts: { length: 3 } });
});

test('a refused token is replaced [kagenti-api/Refused token is replaced]', async () => {
  server.script = (response, _request, index) => json(response, {}, index === 0 ? 401 : 200);

  await server.api().request('POST', newerPath, { body: {} });

  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer token-1',
    'Bearer token-2',
  ]);
});

test('the token source is asked by the name request [kagenti-api/Token source by operation]', async () => {
  const names: string[] = [];
  const api = server.api({
    tokens: operation => {
      names.push(operation);
      return new NumberedTokens();
    },
  });

  await api.request('GET', newerPath);

  expect(names).toEqual(['request']);
});

test('a client of some namespaces wants to know the namespace [kagenti-api/Newer path on a client of some namespaces]', async () => {
  const api = server.api({ namespaces: ['team1'] });

  const errors = [
    await rejection(api.request('GET', newerPath)),
    await rejection(api.request('GET', newerPath, { namespace: 'team3' })),
  ];

  for (const error of errors)
    expect(error).toMatchObject({ code: 'namespace_refused', operation: 'request' });
  expect(server.requests).toEqual([]);
  await api.request('GET', newerPath, { namespace: 'team1' });
  await api.request('GET', newerPath, { namespace: null });
  expect(server.requests).toHaveLength(2);
});

test('the hook is asked for what the caller said', async () => {
  const asked: AuthorizeRequest[] = [];
  const api = server.api({ authorize: request => asked.push(request) > 1 });

  const denied = await rejection(api.request('GET', newerPath, { permission: 'boost.agent.list' }));
  await api.request('GET', `${newerPath}?tail=10`, {
    permission: 'boost.agent.list',
    namespace: 'team1',
  });

  expect(denied).toMatchObject({
    name: 'KagentiPermissionError',
    operation: 'request',
    permission: 'boost.agent.list',
  });
  expect(server.requests).toHaveLength(1);
  expect(asked[1]).toEqual({
    operation: 'request',
    permission: 'boost.agent.list',
    caller: { kind: 'user', ref: jane },
    method: 'GET',
    path: newerPath,
    namespace: 'team1',
  });
});

test.each([
  ['nothing', undefined],
  ['null, which would mean public', null],
  ['a number', 7],
])(
  '%s as a permission is denied where there is a hook [access-control/Newer path without a permission is denied]',
  async (_what, permission) => {
    let asked = 0;
    const tokens = new NumberedTokens();
    const api = server.api({
      tokens,
      authorize: () => {
        asked += 1;
        return true;
      },
    });

    const error = await rejection(callMethod(api, 'request', 'GET', newerPath, { permission }));

    expect(error).toMatchObject({
      name: 'KagentiPermissionError',
      code: 'permission',
      permission: undefined,
    });
    expect(String(error)).toContain('Say in permission which permission it needs');
    expect(JSON.stringify(error)).not.toContain('"permission":null');
    expect([asked, tokens.asked, server.requests.length]).toEqual([0, 0, 0]);
  },
);

test('without a hook nothing is asked, and a token goes along', async () => {
  await server.api().request('GET', newerPath);

  expect(server.requests[0]?.headers.authorization).toBe('Bearer token-1');
});

test('the audit log has method and path', async () => {
  const events: AuditEvent[] = [];
  const api = server.api({ audit: event => void events.push(event) });

  await api.request('POST', `${newerPath}?secret=hunter2`, {
    body: { text: 'hunter2' },
    namespace: 'team1',
  });
  await api.request('GET', newerPath);

  const request = { operation: 'request', caller: { kind: 'user', ref: jane }, path: newerPath };
  expect(events).toMatchObject([
    { ...request, method: 'POST', namespace: 'team1', outcome: 'started' },
    { ...request, method: 'POST', namespace: 'team1', outcome: 'succeeded', status: 200 },
    { ...request, method: 'GET', outcome: 'succeeded' },
  ]);
  expect(JSON.stringify(events)).not.toContain('hunter2');
});

test('a path that cannot be called is one event without it [audit-identity/Refusal is recorded]', async () => {
  const events: AuditEvent[] = [];
  const api = server.api({ audit: event => void events.push(event) });

  await rejection(api.request('GET', '/hunter2/../x'));

  expect(events).toMatchObject([{ operation: 'request', outcome: 'denied' }]);
  expect(events[0]).not.toHaveProperty('path');
});
