import { setTimeout as sleep } from 'node:timers/promises';
import { createParser } from 'eventsource-parser';
import { expect, test } from 'vitest';
import { recordedDone as done, recorded } from '../../test/fixtures/recorded-streams.fixture.ts';
import {
  eventStream,
  frames,
  json,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import { collect, streaming } from '../../test/fixtures/streaming-server.fixture.ts';
import { jane, testClient, weatherAgent } from '../../test/fixtures/test-client.fixture.ts';
import type { KagentiClientOptions } from '../options/client-options.ts';
import type { ChatEvent } from './chat-event.ts';
import { sseResponse } from './sse-response.ts';

const message = { ...weatherAgent, message: 'hi' };

/** What a browser makes of the text. */
function parse(text: string): unknown[] {
  const events: unknown[] = [];
  const parser = createParser({
    onEvent: ({ event, data }) => events.push(event === undefined ? JSON.parse(data) : event),
  });
  parser.feed(text);
  return events;
}

/** Reads a response behind its opening. */
async function readerOf({ body }: Response): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const reader = (body ?? new ReadableStream()).getReader();
  await reader.read();
  return reader;
}

/** One piece as text. */
async function readText(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<string> {
  return Buffer.from((await reader.read()).value ?? []).toString();
}

/** Passes a reply on, and gives what the browser and what the log get. */
async function passOn(
  server: ScriptedServer,
  options: Partial<KagentiClientOptions> = {},
): Promise<{ text: string; events: unknown[]; logged: unknown[] }> {
  await using kagenti = testClient(server.origin, { retry: { maxRetries: 0 }, ...options });
  const logged: unknown[] = [];
  const stream = kagenti.asUser(jane).chat.stream(message);
  const text = await stream.toSSEResponse({ onError: error => void logged.push(error) }).text();
  return { text, events: parse(text), logged };
}

test('each event is one line of JSON, and done the last [kagenti-chat-streaming/Reply as server-sent events]', async () => {
  await using server = await streaming([recorded('data parts')]);
  await using kagenti = testClient(server.origin);
  const { chat } = kagenti.asUser(jane);
  const { events } = await collect(chat.stream(message));

  const response = chat.stream(message).toSSEResponse();
  const text = await response.text();

  expect([response.status, Object.fromEntries(response.headers)]).toEqual([
    200,
    {
      'cache-control': 'no-store, no-transform',
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    },
  ]);
  expect(text).toBe(
    `retry: 2147483647\n\n${events.map(event => `data: ${JSON.stringify(event)}\n\n`).join('')}`,
  );
  expect(text).toContain('\\n```json\\n');
  expect(parse(text).at(-1)).toEqual(done);
});

test('an event is asked for when one is read [kagenti-chat-streaming/Reply as server-sent events]', async () => {
  let asked = 0;
  const response = sseResponse(
    {
      next: async () => {
        asked += 1;
        return { done: false, value: { type: 'text', text: 'x' } };
      },
      return: async () => ({ done: true, value: undefined }),
    },
    {},
  );
  const reader = await readerOf(response);
  await sleep(5);
  expect(asked).toBe(0);
  await reader.read();
  await sleep(5);
  expect(asked).toBe(1);
});

const secret = 'Traceback: token eyJhbGciOi is not for 10.0.0.7';
const requestId = expect.stringMatching(/^[\w-]{36}$/);

test.each<[string, () => Promise<ScriptedServer>, object]>([
  [
    'an in-band error',
    () => streaming([frames({ content: 'so far', session_id: 's' }, { error: secret })]),
    { code: 'stream', reason: 'agent', requestId },
  ],
  [
    'a reply that is cut',
    () => streaming([frames({ content: 'so far' })], 'reset'),
    { code: 'stream', reason: 'truncated', requestId },
  ],
  [
    'an answer that is no stream',
    () =>
      ScriptedServer.start(response => {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.end(secret);
      }),
    { code: 'stream', reason: 'protocol', requestId },
  ],
  [
    'an error status',
    () =>
      ScriptedServer.start(response => {
        json(response, { detail: secret }, 503, { 'x-request-id': 'req-7' });
      }),
    { code: 'http', status: 503, requestId: 'req-7' },
  ],
])(
  '%s: its kind, without its words [kagenti-chat-streaming/Browser gets the kind of a failure]',
  async (_what, start, kind) => {
    await using server = await start();

    const { text, events, logged } = await passOn(server);

    const error = { type: 'error', message: 'The reply could not be completed.', ...kind };
    expect(events.at(-1)).toEqual(error);
    const session = { type: 'session', sessionId: expect.any(String) };
    const possible = [session, { type: 'text', text: 'so far' }];
    expect(possible).toEqual(expect.arrayContaining(events.slice(0, -1)));
    expect(text).not.toContain('Traceback');
    expect(logged).toEqual([expect.objectContaining({ operation: 'chat.stream' })]);
  },
);

test.each<[string, Partial<KagentiClientOptions>, string]>([
  ['the caller may not', { authorize: () => false }, 'permission'],
  [
    'there is no token',
    { tokens: { getToken: () => Promise.reject(new Error(secret)), invalidate: () => false } },
    'token',
  ],
])(
  '%s: no request, no id [kagenti-chat-streaming/Browser gets the kind of a failure]',
  async (_what, options, code) => {
    await using server = await streaming([]);

    const { events, logged } = await passOn(server, options);

    expect(events).toStrictEqual([
      { type: 'error', message: 'The reply could not be completed.', code },
    ]);
    expect(logged).toEqual([expect.objectContaining({ code })]);
  },
);

test('a failed task tells its state, without its words [kagenti-chat-streaming/Browser gets the kind of a failure]', async () => {
  await using server = await streaming([recorded('task fails')]);

  const { text, events, logged } = await passOn(server);

  expect(events.slice(-2)).toEqual([
    { type: 'status', state: 'failed', final: true, taskId: 't1' },
    expect.objectContaining({ type: 'error', code: 'stream', reason: 'agent' }),
  ]);
  expect(text).not.toContain('no such city');
  expect(logged).toEqual([expect.objectContaining({ agentMessage: 'no such city' })]);
});

test.each([
  ['an unknown kind that failed', { event: { type: 'plan', state: 'FAILED', detail: secret } }],
  ['an error that is no text', { error: { message: secret } }],
  [
    'a failed state with other content',
    { event: { type: 'status', state: 'FAILED' }, content: [secret] },
  ],
])(
  '%s tells no words either [kagenti-chat-streaming/Browser gets the kind of a failure]',
  async (_what, frame) => {
    await using server = await streaming([frames({ username: 'service-account-boost', ...frame })]);

    const { text, events } = await passOn(server);

    expect(text).not.toMatch(/Traceback|service-account/);
    expect(events.at(-1)).toMatchObject({ code: 'stream', reason: 'agent' });
    expect(events.every(event => !JSON.stringify(event).includes('unknown'))).toBe(true);
  },
);

test("what is unknown goes out without the service account's name [kagenti-chat-streaming/Browser does not get the service account]", async () => {
  const plans = [
    { type: 'plan', steps: 3 },
    { type: 'plan', state: 'working' },
  ];
  const sent = plans.map(event => ({ username: 'service-account-boost', event }));
  await using server = await streaming([frames(...sent, { done: true })]);

  const { events } = await passOn(server);

  expect(events.slice(0, 2)).toEqual(plans.map(event => ({ type: 'unknown', raw: { event } })));
});

test('an error of somebody else is told as such, and without a log nothing breaks [kagenti-chat-streaming/Browser gets the kind of a failure]', async () => {
  const response = sseResponse(
    {
      next: () => Promise.reject(new TypeError(secret)),
      return: async () => ({ done: true, value: undefined }),
    },
    {},
  );

  expect(parse(await response.text())).toEqual([
    { type: 'error', message: 'The reply could not be completed.', code: 'internal' },
  ]);
});

test('a log that fails', async () => {
  await using server = await streaming([]);
  await using kagenti = testClient(server.origin);
  const failure = new Error('the disk is full');
  const response = kagenti
    .asUser(jane)
    .chat.stream(message)
    .toSSEResponse({
      onError: () => {
        throw failure;
      },
    });
  const reader = await readerOf(response);

  expect(parse(await readText(reader))).toMatchObject([{ type: 'error' }]);
  await expect(reader.read()).rejects.toBe(failure);
});

test('comments while the agent thinks, then the event [kagenti-chat-streaming/Reply as server-sent events]', async () => {
  await using server = await ScriptedServer.start(async response => {
    eventStream(response);
    response.write(frames({ content: 'one' }));
    await sleep(250);
    response.end(frames({ content: 'two' }, { done: true }));
  });
  await using kagenti = testClient(server.origin);

  const text = await kagenti
    .asUser(jane)
    .chat.stream(message)
    .toSSEResponse({ heartbeatMs: 40 })
    .text();

  const comments = text.split('\n\n').filter(block => block === ':').length;
  expect(comments).toBeGreaterThanOrEqual(2);
  expect(comments).toBeLessThanOrEqual(7);
  expect(parse(text)).toEqual([
    { type: 'text', text: 'one' },
    { type: 'text', text: 'two' },
    { type: 'done' },
  ]);
});

test.each([
  [
    'an event',
    () => Promise.resolve({ done: false as const, value: { type: 'text' as const, text: 'x' } }),
    { type: 'text' },
  ],
  ['a failure', () => Promise.reject(new Error(secret)), { type: 'error' }],
])(
  '%s that comes behind a comment, before it is read [kagenti-chat-streaming/Reply as server-sent events]',
  async (_what, come, expected) => {
    const response = sseResponse(
      {
        next: async () => {
          await sleep(25);
          return await come();
        },
        return: async () => ({ done: true, value: undefined }),
      },
      { heartbeatMs: 5 },
    );
    const reader = await readerOf(response);
    expect(await readText(reader)).toBe(':\n\n');
    await sleep(60);

    expect(parse(await readText(reader))).toMatchObject([expected]);
  },
);

test('no comment while nobody reads [kagenti-chat-streaming/Reply as server-sent events]', async () => {
  const silent = new Promise<IteratorResult<ChatEvent, void>>(() => undefined);
  const reader = await readerOf(
    sseResponse(
      { next: () => silent, return: async () => ({ done: true, value: undefined }) },
      { heartbeatMs: 20 },
    ),
  );
  expect(await readText(reader)).toBe(':\n\n');
  await sleep(100);
  const startedAt = performance.now();

  expect(await readText(reader)).toBe(':\n\n');
  expect(performance.now() - startedAt).toBeGreaterThan(10);
});

test.each([0, -1, 1.5, Number.NaN, Infinity, 2 ** 31])(
  'heartbeatMs %s is refused [kagenti-chat-streaming/Parts that cannot be used are refused]',
  async heartbeatMs => {
    await using server = await streaming([recorded('working')]);
    await using kagenti = testClient(server.origin);
    const stream = kagenti.asUser(jane).chat.stream(message);

    expect(() => stream.toSSEResponse({ heartbeatMs: heartbeatMs })).toThrow(
      expect.objectContaining({
        code: 'invalid_parameter',
        message: expect.stringContaining('heartbeatMs is a whole number from 1'),
      }),
    );
    await expect(stream.text()).resolves.toContain('echo: hi');
  },
);

test.each([
  ['null', null, 'options'],
  ['a list', [], 'options'],
  ['onError in text', { onError: 'x' }, 'onError is a function'],
  ['onError null', { onError: null }, 'onError is a function'],
  ['a slip', { onerror: () => undefined }, 'onError may be meant'],
  ['another slip', { heartbeatMS: 5 }, 'heartbeatMs may be meant'],
])(
  '%s as options is refused at once [kagenti-chat-streaming/Parts that cannot be used are refused]',
  async (_what, options, named) => {
    await using server = await streaming([recorded('working')]);
    await using kagenti = testClient(server.origin);
    const stream = kagenti.asUser(jane).chat.stream(message);

    expect(() => Reflect.apply(Reflect.get(stream, 'toSSEResponse'), stream, [options])).toThrow(
      expect.objectContaining({
        code: 'invalid_parameter',
        message: expect.stringContaining(named),
      }),
    );
    await expect(stream.text()).resolves.toContain('echo: hi');
  },
);

test('a body that is cancelled ends the call [kagenti-chat-streaming/Browser that leaves ends the call]', async () => {
  await using server = await streaming([frames({ content: 'one' })], 'stay');
  await using kagenti = testClient(server.origin);
  const logged: unknown[] = [];
  const reader = await readerOf(
    kagenti
      .asUser(jane)
      .chat.stream(message)
      .toSSEResponse({ onError: error => void logged.push(error) }),
  );
  await reader.read();
  const awaited = reader.read();
  await sleep(20);

  await reader.cancel();

  await expect(awaited).resolves.toEqual({ done: true, value: undefined });
  expect(await server.connectionsClosed()).toBe(true);
  expect(logged).toEqual([]);
});
