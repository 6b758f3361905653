import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import {
  eventStream,
  frames,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { defaultTimeouts } from '../options/timeouts.ts';
import { callClocks } from './call-options.ts';

const message = { ...weatherAgent, message: 'hi' };

test('a server that takes no connection ends the connect clock [kagenti-api/Timeout says what took too long]', async () => {
  // A TLS server that never says a word: the handshake is part of connecting.
  const mute = createServer();
  await new Promise<void>(resolve => {
    mute.listen(0, '127.0.0.1', resolve);
  });
  const address = mute.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  await using kagenti = testClient(`https://127.0.0.1:${port}`, {
    timeouts: { connectMs: 100 },
    retry: { maxRetries: 1 },
  });

  const error = await rejection(kagenti.asUser(jane).chat.send(message));
  mute.close();

  expect(error).toMatchObject({
    name: 'KagentiTimeoutError',
    clock: 'connect',
    attempts: [{ failure: 'UND_ERR_CONNECT_TIMEOUT' }, {}],
  });
});

test('a server that is silent ends the headers clock, at once for good [kagenti-api/Timeout says what took too long]', async () => {
  await using server = await ScriptedServer.start(() => undefined);
  await using kagenti = testClient(server.origin, { timeouts: { headersMs: 100 } });

  const error = await rejection(kagenti.asUser(jane).agents.list());

  expect(error).toMatchObject({ name: 'KagentiTimeoutError', clock: 'headers', attempts: [{}] });
  expect(await server.connectionsClosed()).toBe(true);
});

test('a body that stops ends the idle clock [kagenti-api/Timeout says what took too long]', async () => {
  await using server = await ScriptedServer.start(response => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"items"');
  });
  await using kagenti = testClient(server.origin, { timeouts: { idleMs: 100 } });

  const error = await rejection(kagenti.asUser(jane).agents.list());

  expect(error).toMatchObject({
    name: 'KagentiTimeoutError',
    clock: 'idle',
    attempts: [{ status: 200 }],
  });
  expect(await server.connectionsClosed()).toBe(true);
});

test('a body that only drips ends the total clock [kagenti-api/Timeout says what took too long]', async () => {
  await using server = await ScriptedServer.start(async response => {
    response.writeHead(200, { 'content-type': 'application/json' });
    while (!response.destroyed) {
      response.write(' ');
      await sleep(20);
    }
  });
  await using kagenti = testClient(server.origin, { timeouts: { totalMs: 200 } });

  await expect(kagenti.asUser(jane).agents.list()).rejects.toMatchObject({ clock: 'total' });
});

test('an error whose body only drips is told by its status [kagenti-api/Timeout says what took too long]', async () => {
  await using server = await ScriptedServer.start(async response => {
    response.writeHead(500, { 'content-type': 'application/json' });
    while (!response.destroyed) {
      response.write(' ');
      await sleep(20);
    }
  });
  await using kagenti = testClient(server.origin, { timeouts: { totalMs: 200 } });
  const { agents, chat } = kagenti.asUser(jane);

  for (const call of [
    () => agents.list(),
    () => chat.stream({ ...weatherAgent, message: 'hi' }, { timeoutMs: 200 }).text(),
  ]) {
    expect(await rejection(call())).toMatchObject({
      name: 'KagentiHttpError',
      status: 500,
      attempts: [{ status: 500, failure: 'timeout' }],
    });
  }
});

test('an abort in the body of an error is an abort [kagenti-api/Abort ends a call in any phase]', async () => {
  const controller = new AbortController();
  await using server = await ScriptedServer.start(response => {
    response.writeHead(500).write('{');
    setTimeout(() => controller.abort(), 50);
  });
  await using kagenti = testClient(server.origin);

  const error = await rejection(
    kagenti.asUser(jane).agents.list({}, { signal: controller.signal }),
  );

  expect(error).toMatchObject({
    name: 'KagentiAbortError',
    attempts: [{ status: 500, failure: 'ended' }],
  });
});

test.each([
  ['the permission hook', { authorize: () => new Promise<boolean>(() => undefined) }],
  [
    'the token source',
    { tokens: { getToken: () => new Promise<string>(() => undefined), invalidate: () => false } },
  ],
])(
  'waiting for %s is part of the total [kagenti-api/Timeout says what took too long]',
  async (_what, options) => {
    await using kagenti = testClient('http://127.0.0.1:1', {
      ...options,
      timeouts: { totalMs: 50 },
    });

    await expect(kagenti.asUser(jane).agents.list()).rejects.toMatchObject({
      clock: 'total',
      attempts: [],
    });
  },
);

test('a call’s own limit is shorter [kagenti-api/Timeout says what took too long]', async () => {
  await using server = await ScriptedServer.start(() => undefined);
  await using kagenti = testClient(server.origin);

  const error = await rejection(kagenti.asUser(jane).agents.list({}, { timeoutMs: 60 }));

  expect(error).toMatchObject({ clock: 'total' });
});

test('a call’s own limit is longer [kagenti-api/Timeout says what took too long]', async () => {
  await using server = await ScriptedServer.start(async response => {
    await sleep(300);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"items"');
    await sleep(300);
    response.end(':[]}');
  });
  const timeouts = { headersMs: 100, idleMs: 100, totalMs: 100 };
  await using kagenti = testClient(server.origin, { timeouts });

  await expect(kagenti.asUser(jane).agents.list({}, { timeoutMs: 5_000 })).resolves.toEqual({
    items: [],
  });
});

test('the clocks give way to the caller’s limit [kagenti-api/Timeout says what took too long]', () => {
  expect(callClocks(defaultTimeouts, false, 90_000)).toEqual({
    headersMs: 90_000,
    idleMs: 90_000,
    totalMs: 90_000,
    startMs: undefined,
  });
  expect(callClocks(defaultTimeouts, false, undefined)).toEqual({
    headersMs: 30_000,
    idleMs: 30_000,
    totalMs: 60_000,
    startMs: undefined,
  });
});

test.each([
  { timeoutMs: 0 },
  { timeoutMs: Number.NaN },
  { timeoutMs: 1.5 },
  { maxRetries: -1 },
  { maxRetries: 101 },
])('%j is refused [kagenti-api/Invalid option is refused]', async options => {
  await using kagenti = testClient('http://127.0.0.1:1');

  const error = await rejection(kagenti.asUser(jane).agents.list({}, options));

  expect(error).toMatchObject({
    code: 'invalid_parameter',
    message: expect.stringContaining('whole number'),
  });
});

test('a stream outlives its limit once it has begun [kagenti-chat-streaming/Late or silent stream ends]', async () => {
  await using server = await ScriptedServer.start(async response => {
    eventStream(response);
    await sleep(300);
    response.end(frames({ content: 'late', session_id: 's' }, { done: true, session_id: 's' }));
  });
  await using kagenti = testClient(server.origin, { timeouts: { totalMs: 100, idleMs: 100 } });

  const text = kagenti.asUser(jane).chat.stream(message, { timeoutMs: 200 }).text();

  await expect(text).resolves.toBe('late');
});

test('a stream that does not begin in time ends [kagenti-chat-streaming/Late or silent stream ends]', async () => {
  await using server = await ScriptedServer.start(() => undefined);
  const tokens = new NumberedTokens();
  await using kagenti = testClient(server.origin, { tokens });

  const error = await rejection(
    kagenti.asUser(jane).chat.stream(message, { timeoutMs: 100 }).text(),
  );

  expect(error).toMatchObject({ name: 'KagentiTimeoutError', clock: 'headers' });
  expect(await server.connectionsClosed()).toBe(true);
});

test.each([
  ['the permission hook', { authorize: () => new Promise<boolean>(() => undefined) }],
  [
    'the token source',
    { tokens: { getToken: () => new Promise<string>(() => undefined), invalidate: () => false } },
  ],
])(
  'a stream waits for %s no longer than other calls [kagenti-chat-streaming/Late or silent stream ends]',
  async (_what, options) => {
    const timeouts = { totalMs: 60, headersMs: 30 };
    await using kagenti = testClient('http://127.0.0.1:1', { ...options, timeouts });

    const error = await rejection(kagenti.asUser(jane).chat.stream(message).text());

    expect(error).toMatchObject({ name: 'KagentiTimeoutError', clock: 'headers', attempts: [] });
  },
);

test('the start of a stream has at least the time of its headers [kagenti-chat-streaming/Late or silent stream ends]', () => {
  expect(callClocks(defaultTimeouts, true, undefined)).toMatchObject({ startMs: 60_000 });
  expect(callClocks({ ...defaultTimeouts, headersMs: 90_000 }, true, undefined)).toMatchObject({
    headersMs: 90_000,
    startMs: 90_000,
  });
  expect(callClocks(defaultTimeouts, true, 7)).toMatchObject({ startMs: 7, totalMs: undefined });
});

test('a stream that falls silent ends [kagenti-chat-streaming/Late or silent stream ends]', async () => {
  await using server = await ScriptedServer.start(response => {
    eventStream(response);
    response.write(frames({ content: 'one' }));
  });
  await using kagenti = testClient(server.origin, { timeouts: { streamIdleMs: 100 } });

  const error = await rejection(kagenti.asUser(jane).chat.stream(message).text());

  expect(error).toMatchObject({
    name: 'KagentiTimeoutError',
    clock: 'idle',
    operation: 'chat.stream',
  });
  expect(await server.connectionsClosed()).toBe(true);
});
