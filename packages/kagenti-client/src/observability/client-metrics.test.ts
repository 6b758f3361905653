import { expect, test } from 'vitest';
import { setUpOpenTelemetry } from '../../test/fixtures/opentelemetry.fixture.ts';
import {
  eventStream,
  frames,
  json,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';

const message = { ...weatherAgent, message: 'hi' };

function own(server: ScriptedServer, operation: string): Record<string, unknown> {
  return {
    'server.address': '127.0.0.1',
    'server.port': server.port,
    'kagenti.operation': operation,
  };
}

test('calls are timed by operation, outcome, class of status and error [kagenti-observability/Calls timed]', async () => {
  const sdk = setUpOpenTelemetry();
  await using server = await ScriptedServer.start((response, { path }) => {
    json(response, { items: [] }, path.includes('gone') ? 404 : 200);
  });
  await using kagenti = testClient(server.origin);
  const { agents } = kagenti.asUser(jane);
  await agents.list();
  await agents.list();
  await rejection(agents.get({ namespace: 'team1', name: 'gone' }));
  await rejection(agents.list({}, { signal: AbortSignal.abort() }));

  const durations = await sdk.metric('kagenti.client.call.duration');

  expect(durations).toMatchObject([
    { value: { count: 2, sum: expect.any(Number) } },
    { value: { count: 1 } },
    { value: { count: 1 } },
  ]);
  expect(durations.map(({ attributes }) => attributes)).toEqual([
    {
      ...own(server, 'agents.list'),
      'kagenti.outcome': 'succeeded',
      'kagenti.status_class': '2xx',
    },
    {
      ...own(server, 'agents.get'),
      'kagenti.outcome': 'failed',
      'kagenti.status_class': '4xx',
      'error.type': 'http',
    },
    { ...own(server, 'agents.list'), 'kagenti.outcome': 'aborted', 'error.type': 'abort' },
  ]);
});

test('attempts are counted by what they were made for [kagenti-observability/Attempts, streams and refusals counted]', async () => {
  const sdk = setUpOpenTelemetry();
  await using server = await ScriptedServer.start((response, _request, index) => {
    json(response, { items: [] }, [503, 401, 200][index] ?? 200);
  });
  await using kagenti = testClient(server.origin, { tokens: new NumberedTokens() });
  await kagenti.asUser(jane).agents.list();
  await kagenti.asUser(jane).agents.list();

  const list = own(server, 'agents.list');
  const attempt = (reason: string, statusClass: string, value: number): unknown => ({
    attributes: { ...list, 'kagenti.attempt.reason': reason, 'kagenti.status_class': statusClass },
    value,
  });
  expect(await sdk.metric('kagenti.client.attempts')).toEqual([
    attempt('call', '5xx', 1),
    attempt('retry', '4xx', 1),
    attempt('new_token', '2xx', 1),
    attempt('call', '2xx', 1),
  ]);
});

test('streams are counted while they are open, however they end [kagenti-observability/Attempts, streams and refusals counted]', async () => {
  const sdk = setUpOpenTelemetry();
  await using server = await ScriptedServer.start((response, _request, index) => {
    if (index === 3) return json(response, { detail: 'no' }, 404);
    eventStream(response);
    response.write(frames({ content: 'a' }));
  });
  const kagenti = testClient(server.origin);
  const { chat } = kagenti.asUser(jane);
  const attributes = own(server, 'chat.stream');
  const controller = new AbortController();
  const streams = [{}, {}, { signal: controller.signal }].map(options =>
    chat.stream(message, options)[Symbol.asyncIterator](),
  );
  for (const stream of streams) await stream.next();
  await rejection(chat.stream(message).text());
  const open = (): Promise<unknown> => sdk.metric('kagenti.client.open_streams');

  expect(await open()).toEqual([{ attributes, value: 3 }]);
  await streams[0]?.return();
  expect(await open()).toEqual([{ attributes, value: 2 }]);
  controller.abort();
  expect(await open()).toEqual([{ attributes, value: 1 }]);
  await kagenti.close();
  expect(await open()).toEqual([{ attributes, value: 0 }]);
});

test('refusals are counted by what refused [kagenti-observability/Attempts, streams and refusals counted]', async () => {
  const sdk = setUpOpenTelemetry();
  await using kagenti = testClient('http://127.0.0.1:1', {
    namespaces: ['team1'],
    authorize: ({ operation }) => {
      if (operation === 'tools.list') throw new Error('down');
      return false;
    },
  });
  const { agents, chat, tools } = kagenti.asUser(jane);
  await rejection(agents.list({ namespace: 'team1' }));
  await rejection(tools.list({ namespace: 'team1' }));
  await rejection(agents.list({ namespace: 'team2' }));
  await rejection(chat.send({ ...message, sessionId: 'stolen' }));
  await rejection(agents.get({ namespace: 'team1', name: '..' }));

  const refused = await sdk.metric('kagenti.client.refused_calls');

  expect(refused.map(({ attributes: { 'error.type': type }, value }) => [type, value])).toEqual([
    ['permission', 1],
    ['permission_undecided', 1],
    ['namespace_refused', 1],
    ['session_refused', 1],
    ['invalid_parameter', 1],
  ]);
  expect(await sdk.metric('kagenti.client.attempts')).toEqual([]);
});

test('callers, names, paths and failures make no series of their own [kagenti-observability/Few series]', async () => {
  const sdk = setUpOpenTelemetry();
  await using server = await ScriptedServer.start((response, _request, index) => {
    json(response, { items: [] }, 400 + (index % 50));
  });
  await using kagenti = testClient(server.origin, { retry: { maxRetries: 0 } });
  for (let index = 0; index < 60; index += 1) {
    const api = kagenti.asUser(`user:default/jane-${index}`);
    await rejection(api.agents.get({ namespace: `team-${index}`, name: `agent-${index}` }));
    await rejection(api.request('GET', `/api/v9/things-${index}`));
  }

  const series = await Promise.all(
    ['call.duration', 'attempts'].map(name => sdk.metric(`kagenti.client.${name}`)),
  );

  expect(series[0]).toHaveLength(2);
  // A 401 is answered with another token, where there is one.
  expect(series[1]?.length).toBeLessThanOrEqual(4);
});
