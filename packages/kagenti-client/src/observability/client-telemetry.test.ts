import { context, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { expect, test } from 'vitest';
import { setUpOpenTelemetry } from '../../test/fixtures/opentelemetry.fixture.ts';
import {
  eventStream,
  frames,
  json,
  reset,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import {
  firstEvent,
  jane,
  NumberedTokens,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';

const message = { ...weatherAgent, message: 'hi' };
const items = { items: [] };
const reply = frames({ content: 'a' }, { content: 'b' }, { done: true, session_id: 's' });
const start = (status = 200): Promise<ScriptedServer> =>
  ScriptedServer.start(response => {
    json(response, status === 200 ? items : { detail: 'no' }, status);
  });

test("a call is a span below the caller's, and active where hooks and tokens are asked [kagenti-observability/Call in a span]", async () => {
  const sdk = setUpOpenTelemetry();
  await using server = await start();
  const active: (string | undefined)[] = [];
  const note = (): void => void active.push(trace.getActiveSpan()?.spanContext().spanId);
  const tokens = {
    getToken: async () => {
      note();
      return 'a-token';
    },
    invalidate: () => true,
  };
  const authorize = async (): Promise<boolean> => {
    await Promise.resolve();
    note();
    return true;
  };
  const audit = (event: { outcome: string }): void => {
    if (event.outcome === 'started') note();
  };
  await using kagenti = testClient(server.origin, { tokens, authorize, audit });

  const caller = trace.getTracer('test').startSpan('caller');
  await context
    .with(trace.setSpan(context.active(), caller), () =>
      kagenti.asUser(jane).agents.parseEnv({ content: '' }),
    )
    .catch(() => undefined);
  await context.with(trace.setSpan(context.active(), caller), () =>
    kagenti.asUser(jane).chat.send(message),
  );
  caller.end();

  const [call] = sdk.named('kagenti chat.send');
  expect(call).toMatchObject({
    kind: SpanKind.INTERNAL,
    status: { code: SpanStatusCode.UNSET },
    parentSpanContext: { spanId: caller.spanContext().spanId },
    instrumentationScope: { name: '@rhdh-boost/kagenti-client' },
  });
  expect(call?.attributes).toEqual({
    'kagenti.operation': 'chat.send',
    'kagenti.namespace': 'team1',
    'gen_ai.agent.name': 'weather-agent',
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.provider.name': 'kagenti',
    'kagenti.outcome': 'succeeded',
    'kagenti.attempts': 1,
    'server.address': '127.0.0.1',
    'server.port': server.port,
  });
  expect(active.slice(-3)).toEqual(Array.from({ length: 3 }, () => call?.spanContext().spanId));
});

test('a request is a client span below the call [kagenti-observability/Attempt in a span]', async () => {
  const sdk = setUpOpenTelemetry();
  await using server = await start();
  await using kagenti = testClient(`${server.origin}/gateway`);

  await kagenti.asUser(jane).agents.get({ namespace: 'team1', name: 'weather-agent' });

  const [attempt] = sdk.named('GET agents.get');
  const [call] = sdk.named('kagenti agents.get');
  expect(attempt).toMatchObject({
    kind: SpanKind.CLIENT,
    status: { code: SpanStatusCode.UNSET },
    parentSpanContext: { spanId: call?.spanContext().spanId },
  });
  expect(attempt?.attributes).toEqual({
    'http.request.method': 'GET',
    'http.response.status_code': 200,
    'url.template': '/gateway/api/v1/agents/{namespace}/{name}',
    'server.address': '127.0.0.1',
    'server.port': server.port,
  });
});

test('concurrent calls keep their own spans apart [kagenti-observability/Attempt in a span]', async () => {
  const sdk = setUpOpenTelemetry();
  await using server = await start();
  await using kagenti = testClient(server.origin);
  const { agents } = kagenti.asUser(jane);

  await Promise.all(Array.from({ length: 20 }, () => agents.list()));

  const parents = sdk.named('GET agents.list').map(span => span.parentSpanContext?.spanId);
  const calls = sdk.named('kagenti agents.list').map(span => span.spanContext().spanId);
  expect(new Set(parents)).toEqual(new Set(calls));
  expect(new Set(calls).size).toBe(20);
});

test('each attempt has its span, after a failure and after a token that was refused [kagenti-observability/Attempt in a span]', async () => {
  const sdk = setUpOpenTelemetry();
  await using server = await ScriptedServer.start((response, _request, index) => {
    if (index === 2) reset(response);
    else json(response, items, [503, 401, 0, 200][index]);
  });
  await using kagenti = testClient(server.origin, { tokens: new NumberedTokens() });

  await kagenti.asUser(jane).agents.list();

  const attempts = sdk.named('GET agents.list');
  const error = SpanStatusCode.ERROR;
  expect(attempts.map(({ attributes, status }) => [status.code, attributes])).toMatchObject([
    [error, { 'http.response.status_code': 503, 'error.type': '503' }],
    [error, { 'http.response.status_code': 401, 'http.request.resend_count': 1 }],
    [error, { 'error.type': expect.stringMatching(/^\w+$/), 'http.request.resend_count': 2 }],
    [SpanStatusCode.UNSET, { 'http.response.status_code': 200, 'http.request.resend_count': 3 }],
  ]);
  expect(attempts[0]?.attributes).not.toHaveProperty('http.request.resend_count');
  expect(sdk.named('kagenti agents.list')).toMatchObject([
    { attributes: { 'kagenti.attempts': 4, 'kagenti.outcome': 'succeeded' } },
  ]);
});

test('a call that fails, is denied or is aborted says so [kagenti-observability/Failed call in a span]', async () => {
  const sdk = setUpOpenTelemetry();
  await using server = await start(404);
  await using kagenti = testClient(server.origin, {
    authorize: ({ operation }) => operation !== 'agents.delete',
  });
  const { agents } = kagenti.asUser(jane);
  const controller = new AbortController();

  await rejection(agents.get(weatherAgent));
  await rejection(agents.delete(weatherAgent));
  const call = rejection(agents.list({}, { signal: controller.signal }));
  controller.abort();
  await call;

  expect(
    sdk
      .spans()
      .filter(({ kind }) => kind === SpanKind.INTERNAL)
      .map(({ attributes, status }) => [
        attributes['kagenti.outcome'],
        attributes['error.type'],
        status.code,
      ]),
  ).toEqual([
    ['failed', 'http', SpanStatusCode.ERROR],
    ['denied', 'permission', SpanStatusCode.ERROR],
    ['aborted', 'abort', SpanStatusCode.UNSET],
  ]);
});

test('an answer that cannot be used is a failure of the call, not of its attempt [kagenti-observability/Failed call in a span]', async () => {
  const sdk = setUpOpenTelemetry();
  await using server = await ScriptedServer.start(response => {
    response.end('<html>');
  });
  await using kagenti = testClient(server.origin);

  await rejection(kagenti.asUser(jane).agents.list());

  expect(sdk.spans()).toMatchObject([
    { name: 'GET agents.list', status: { code: SpanStatusCode.UNSET } },
    { attributes: { 'kagenti.outcome': 'failed', 'error.type': 'contract' } },
  ]);
});

test('the span of a stream lasts as long as the stream [kagenti-observability/Stream in a span]', async () => {
  const sdk = setUpOpenTelemetry();
  let goOn: (() => void) | undefined;
  await using server = await ScriptedServer.start(response => {
    eventStream(response);
    response.write(frames({ content: 'a' }));
    goOn = () => response.end(frames({ done: true, session_id: 's' }));
  });
  await using kagenti = testClient(server.origin);
  const stream = kagenti.asUser(jane).chat.stream(message)[Symbol.asyncIterator]();
  await stream.next();
  const whileOpen = sdk.spans().map(({ name }) => name);

  goOn?.();
  while ((await stream.next()).done !== true);

  expect(whileOpen).toEqual(['POST chat.stream']);
  expect(sdk.named('kagenti chat.stream')).toMatchObject([
    {
      attributes: { 'kagenti.outcome': 'succeeded', 'kagenti.stream.events': 2 },
      status: { code: SpanStatusCode.UNSET },
    },
  ]);
});

test.each<[string, string, number, string | undefined]>([
  ['is cut', 'failed', 1, 'stream'],
  ['is aborted', 'aborted', 1, 'abort'],
  ['is left', 'left', 1, undefined],
])(
  'a stream that %s [kagenti-observability/Stream in a span]',
  async (how, outcome, events, errorType) => {
    const sdk = setUpOpenTelemetry();
    await using server = await ScriptedServer.start(response => {
      eventStream(response);
      if (how === 'is cut') response.end(frames({ content: 'a' }));
      else response.write(frames({ content: 'a' }));
    });
    await using kagenti = testClient(server.origin);
    const controller = new AbortController();
    const stream = kagenti.asUser(jane).chat.stream(message, { signal: controller.signal });

    if (how === 'is left') await firstEvent(stream);
    else {
      const iterator = stream[Symbol.asyncIterator]();
      await iterator.next();
      if (how === 'is aborted') controller.abort();
      await rejection(iterator.next());
    }

    const [call] = sdk.named('kagenti chat.stream');
    expect(call?.attributes).toMatchObject({
      'kagenti.outcome': outcome,
      'kagenti.stream.events': events,
    });
    expect(call?.attributes['error.type']).toBe(errorType);
    expect(sdk.named('kagenti chat.stream')).toHaveLength(1);
  },
);

test("a stream's span is below that of whoever reads it first [kagenti-observability/Stream in a span]", async () => {
  const sdk = setUpOpenTelemetry();
  await using server = await ScriptedServer.start(response => {
    eventStream(response);
    response.end(reply);
  });
  await using kagenti = testClient(server.origin);
  const stream = kagenti.asUser(jane).chat.stream(message);

  const reader = trace.getTracer('test').startSpan('reader');
  await context.with(trace.setSpan(context.active(), reader), () => stream.text());

  expect(sdk.named('kagenti chat.stream')).toMatchObject([
    { parentSpanContext: { spanId: reader.spanContext().spanId } },
  ]);
});

test('a path of nobody’s has no template, one of the contract has', async () => {
  const sdk = setUpOpenTelemetry();
  await using server = await start();
  await using kagenti = testClient(server.origin);
  const api = kagenti.asUser(jane);

  await api.request('GET', '/api/v9/things/of-jane?q=wish');
  await api.request('GET', '/api/v1/agents/team1/weather-agent');

  expect(sdk.spans().map(({ name }) => name)).toEqual([
    'GET request',
    'kagenti request',
    'GET agents.get',
    'kagenti agents.get',
  ]);
  expect(sdk.spans().map(({ attributes }) => attributes['url.template'])).toEqual([
    undefined,
    undefined,
    '/api/v1/agents/{namespace}/{name}',
    undefined,
  ]);
  expect(await sdk.everything()).not.toMatch(/of-jane|wish/);
});

test('an SDK that is set up later is told from then on [kagenti-observability/SDK set up later]', async () => {
  await using server = await start();
  await using kagenti = testClient(server.origin);
  await kagenti.asUser(jane).agents.list();
  const sdk = setUpOpenTelemetry();

  await kagenti.asUser(jane).agents.list();

  expect(sdk.spans()).toHaveLength(2);
  expect(await sdk.metric('kagenti.client.call.duration')).toMatchObject([{ value: { count: 1 } }]);
});
