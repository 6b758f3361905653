import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { expect, test } from 'vitest';
import {
  eventStream,
  frames,
  json,
  ScriptedServer,
} from '../test/fixtures/scripted-server.fixture.ts';
import { jane, rejection, testClient, weatherAgent } from '../test/fixtures/test-client.fixture.ts';
import { callMethod } from '../test/parity/call-method.fixture.ts';

const agent = {
  name: 'weather-agent',
  namespace: 'team1',
  description: 'Tells the weather',
  status: 'Ready',
  labels: { protocol: ['a2a'], framework: null, type: 'agent' },
  createdAt: '2026-11-24T15:04:48Z',
};

test('the data comes in the contract’s spelling [kagenti-api/Call returns the data]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { items: [agent] });
  });
  await using kagenti = testClient(server.origin);

  const { items } = await kagenti.asUser(jane).agents.list({ namespace: 'team1' });

  expect(items).toEqual([agent]);
  expect(server.requests[0]).toMatchObject({
    method: 'GET',
    path: '/api/v1/agents?namespace=team1',
    headers: {
      accept: 'application/json',
      'accept-encoding': 'identity',
      authorization: 'Bearer token-1',
    },
  });
});

test('status, headers, id and attempts come along [kagenti-api/Call returns the data]', async () => {
  await using server = await ScriptedServer.start(response => {
    response.setHeader('x-many', ['a', 'b']);
    json(response, { items: [] }, 200, { 'x-request-id': 'from-the-server' });
  });
  await using kagenti = testClient(server.origin);

  const response = await kagenti.asUser(jane).tools.list({ namespace: 'team1' }).withResponse();

  expect(response).toMatchObject({
    data: { items: [] },
    status: 200,
    headers: { 'content-type': 'application/json', 'x-many': 'a, b' },
    requestId: 'from-the-server',
    attempts: [{ status: 200, requestId: 'from-the-server', delayMs: 0 }],
  });
});

test('a bare array is a list too [kagenti-api/Call returns the data]', async () => {
  await using server = await ScriptedServer.start((response, { path }) => {
    json(response, path.includes('namespaces') ? ['team1'] : [agent]);
  });
  const drifts: unknown[] = [];
  await using kagenti = testClient(server.origin, { onDrift: drift => void drifts.push(drift) });
  const api = kagenti.asUser(jane);

  expect((await api.agents.list()).items).toEqual([agent]);
  expect((await api.tools.list()).items).toEqual([agent]);
  expect((await api.namespaces.list()).namespaces).toEqual(['team1']);
  expect(drifts).toEqual([]);
});

test.each([
  ['builds.list', { namespace: 'team1' }, 'items'],
  ['agents.builds.list', { namespace: 'team1' }, 'items'],
  ['tools.builds.list', { namespace: 'team1' }, 'items'],
  ['skills.list', { namespace: 'team1' }, 'items'],
  ['agents.builds.strategies', {}, 'strategies'],
  ['contexts.list', { namespace: 'team1' }, 'items'],
  ['tools.connect', weatherAgent, 'tools'],
])(
  '%s with %j takes a bare array too [kagenti-api/Call returns the data]',
  async (name, given, key) => {
    const item = { name: 'a', namespace: 'team1' };
    await using server = await ScriptedServer.start(response => {
      json(response, [item]);
    });
    await using kagenti = testClient(server.origin);

    const answer = await callMethod(kagenti.asUser(jane), name, given);

    expect(answer).toEqual({ [key]: [item] });
    // A plain object, which can be printed.
    expect(String(answer)).toBe('[object Object]');
  },
);

test('a redirect is not followed [kagenti-api/Redirect is an error]', async () => {
  await using other = await ScriptedServer.start(response => {
    json(response, { items: [] });
  });
  await using server = await ScriptedServer.start(response => {
    response.writeHead(307, { location: `${other.origin}/api/v1/agents` });
    response.end();
  });
  await using kagenti = testClient(server.origin);

  const error = await rejection(kagenti.asUser(jane).agents.list());

  expect(error).toMatchObject({ status: 307, message: expect.stringContaining('redirect') });
  expect(other.requests).toEqual([]);
});

test('closing ends calls and streams [kagenti-api/Close ends calls in flight]', async () => {
  await using server = await ScriptedServer.start((response, { path }) => {
    if (!path.endsWith('/stream')) return;
    eventStream(response);
    response.write(frames({ content: 'one' }));
  });
  const client = testClient(server.origin);
  const api = client.asUser(jane);
  const stream = api.chat.stream({ ...weatherAgent, message: 'hi' })[Symbol.asyncIterator]();
  await stream.next();
  const call = rejection(api.agents.list());
  const next = rejection(stream.next());
  while (server.requests.length < 2) await sleep(5);

  await client.close();

  const ended = { name: 'KagentiAbortError', cause: { code: 'closed' } };
  expect(await call).toMatchObject(ended);
  expect(await next).toMatchObject(ended);
  expect(await server.connectionsClosed()).toBe(true);
});

test('a closed client refuses calls and streams [kagenti-api/Close ends calls in flight]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, {});
  });
  const client = testClient(server.origin);
  const api = client.asUser(jane);
  await client.close();
  await client.close();

  expect(await rejection(api.agents.list())).toMatchObject({
    name: 'KagentiError',
    code: 'closed',
  });
  expect(await rejection(api.chat.stream({ ...weatherAgent, message: 'x' }).text())).toMatchObject({
    code: 'closed',
  });
  expect(server.requests).toEqual([]);
});

test('a dispatcher that was given goes on [kagenti-api/Close ends calls in flight]', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { items: [] });
  });
  const dispatcher = new Agent();
  const client = testClient(server.origin, { dispatcher });
  await client.asUser(jane).agents.list();
  await client.close();

  const { statusCode, body } = await request(server.origin, { dispatcher });
  await body.dump();

  expect(statusCode).toBe(200);
  await dispatcher.close();
});
