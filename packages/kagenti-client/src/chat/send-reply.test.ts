import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ChatRoute } from '../../test/fixtures/chat-route.fixture.ts';
import { recorded } from '../../test/fixtures/recorded-streams.fixture.ts';
import {
  eventStream,
  frames,
  json,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import { collect, streaming } from '../../test/fixtures/streaming-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { KagentiError } from '../errors/kagenti-error.ts';
import type { KagentiClient } from '../kagenti-client.ts';
import type { KagentiClientOptions } from '../options/client-options.ts';
import { sendReply } from './pipe-to-response.ts';
import type { SseOptions } from './sse-response.ts';

const message = { ...weatherAgent, message: 'hi' };
const never = new Promise<never>(() => undefined);

/** A route with an error handler, as a Backstage plugin has one. */
function routeTo(kagenti: KagentiClient, options?: SseOptions): Promise<ChatRoute> {
  return ChatRoute.start(async response => {
    try {
      return await sendReply(kagenti.asUser(jane).chat.stream(message), response, options);
    } catch (error) {
      response.status(KagentiError.isInstance(error) ? 418 : 500).json({ handled: true });
      throw error;
    }
  });
}

test.each<[string, Partial<KagentiClientOptions>, object]>([
  ['the permission hook', { authorize: () => false }, { code: 'permission' }],
  ['the namespace', { namespaces: ['other'] }, { code: 'namespace_refused' }],
  ['Kagenti', {}, { code: 'http', status: 404 }],
])(
  'B5: a call refused by %s is an HTTP status of the route [kagenti-chat-streaming/Refused reply keeps its HTTP status]',
  async (_what, options, error) => {
    await using server = await ScriptedServer.start(response => {
      json(response, { detail: 'no' }, 404);
    });
    await using kagenti = testClient(server.origin, options);
    await using route = await routeTo(kagenti);

    const response = await fetch(`${route.origin}/chat`);

    expect([response.status, await response.json()]).toEqual([418, { handled: true }]);
    expect(route.settled).toEqual([expect.objectContaining(error)]);
  },
);

test('B5: a reply is streamed as by pipeToResponse [kagenti-chat-streaming/Refused reply keeps its HTTP status]', async () => {
  await using server = await streaming([recorded('working')]);
  await using kagenti = testClient(server.origin);
  const kept: string[] = [];
  await using route = await routeTo(kagenti, { onEvent: ({ type }) => void kept.push(type) });
  const { chat } = kagenti.asUser(jane);

  const response = await fetch(`${route.origin}/chat`);

  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
  ]);
  expect(await response.text()).toBe(await chat.stream(message).toSSEResponse().text());
  expect(kept).toEqual((await collect(chat.stream(message))).events.map(({ type }) => type));
  expect(route.settled).toEqual([{ ended: 'done' }]);
});

test('B5: a failure after the status is an event [kagenti-chat-streaming/Refused reply keeps its HTTP status]', async () => {
  await using server = await streaming([frames({ error: 'Agent error: 500' })]);
  await using kagenti = testClient(server.origin);
  await using route = await routeTo(kagenti);

  const response = await fetch(`${route.origin}/chat`);

  expect(response.status).toBe(200);
  expect(await response.text()).toMatch(/"type":"error".*"reason":"agent"/);
  expect(route.settled).toEqual([{ ended: 'failed' }]);
});

/** Where a call is when its browser leaves, and how its audit trail ends. */
const phases: readonly [
  string,
  Partial<KagentiClientOptions>,
  () => Promise<ScriptedServer>,
  readonly [string, string | undefined],
][] = [
  [
    'the permission',
    { authorize: () => never },
    () => ScriptedServer.start(() => undefined),
    ['failed', 'abort'],
  ],
  [
    'the token',
    { tokens: { getToken: () => never, invalidate: () => false } },
    () => ScriptedServer.start(() => undefined),
    ['failed', 'abort'],
  ],
  ["Kagenti's status", {}, () => ScriptedServer.start(() => undefined), ['failed', 'abort']],
  ['the first event', {}, () => ScriptedServer.start(eventStream), ['failed', 'abort']],
  [
    'the next event',
    {},
    () => streaming([frames({ content: 'one' })], 'stay'),
    ['succeeded', undefined],
  ],
];

test.each(phases)(
  'Bad input: a browser that leaves while %s is awaited ends the call [kagenti-chat-streaming/Browser leaves before the first event]',
  async (phase, options, start, end) => {
    const ends: unknown[] = [];
    await using server = await start();
    await using kagenti = testClient(server.origin, {
      ...options,
      audit: ({ outcome, errorType }) => void ends.push([outcome, errorType]),
    });
    const logged: unknown[] = [];
    await using route = await routeTo(kagenti, { onError: error => void logged.push(error) });
    const browser = new AbortController();
    const visit = fetch(`${route.origin}/chat`, { signal: browser.signal });
    visit.then(answer => answer.text()).catch(() => undefined);
    await sleep(200);
    const isSent = phase !== 'the permission' && phase !== 'the token';
    expect(server.requests.length).toBe(isSent ? 1 : 0);

    browser.abort();

    await expect.poll(() => route.settled).toEqual([{ ended: 'left' }]);
    expect(await server.connectionsClosed(700)).toBe(true);
    await expect.poll(() => ends.at(-1)).toEqual(end);
    expect(logged).toEqual([]);
  },
);

test('B5: a browser that left before the route was asked: nothing is sent [kagenti-chat-streaming/Browser leaves before the first event]', async () => {
  const tokens = new NumberedTokens();
  await using kagenti = testClient('http://127.0.0.1:1', { tokens });
  await using route = await ChatRoute.start(async response => {
    response.destroy();
    await sleep(10);
    return sendReply(kagenti.asUser(jane).chat.stream(message), response);
  });

  await fetch(`${route.origin}/chat`).catch(() => undefined);

  await expect.poll(() => route.settled).toEqual([{ ended: 'left' }]);
  expect(tokens.asked).toBe(0);
});

test("B5: a browser that leaves its half of a reply leaves the other half's call alone", async () => {
  let goOn: (() => unknown) | undefined;
  await using server = await ScriptedServer.start(response => {
    goOn = () =>
      response.writeHead(200, { 'content-type': 'text/event-stream' }).end(recorded('working'));
  });
  await using kagenti = testClient(server.origin);
  const [shown, kept] = kagenti.asUser(jane).chat.stream(message).tee();
  const result = kept.result();
  await using route = await ChatRoute.start(response => sendReply(shown, response));
  const browser = new AbortController();
  const visit = fetch(`${route.origin}/chat`, { signal: browser.signal });
  await sleep(100);
  browser.abort();
  await visit.catch(() => undefined);
  await expect.poll(() => route.settled).toEqual([{ ended: 'left' }]);

  goOn?.();

  await expect(result).resolves.toMatchObject({ state: 'completed' });
});

test('B5: a route that answers by itself while the status is awaited ends the call', async () => {
  await using server = await ScriptedServer.start(async response => {
    await sleep(100);
    eventStream(response);
    response.write(frames({ content: 'one' }));
  });
  await using kagenti = testClient(server.origin);
  await using route = await ChatRoute.start(async response => {
    setTimeout(() => response.status(503).write('too '), 50);
    try {
      await sendReply(kagenti.asUser(jane).chat.stream(message), response);
    } finally {
      response.end('late');
    }
  });

  const response = await fetch(`${route.origin}/chat`);

  expect([response.status, await response.text()]).toEqual([503, 'too late']);
  expect(route.settled).toEqual([expect.objectContaining({ code: 'ERR_HTTP_HEADERS_SENT' })]);
  expect(await server.connectionsClosed(700)).toBe(true);
});

test('B5: a browser that leaves after the last event came did not end the reply', async () => {
  await using server = await streaming([frames({ content: 'one' }, { done: true })], 'stay');
  await using kagenti = testClient(server.origin);
  const browser = new AbortController();
  await using route = await ChatRoute.start(async response => {
    const closed = once(response, 'close');
    return sendReply(kagenti.asUser(jane).chat.stream(message), response, {
      async onResult() {
        browser.abort();
        await closed;
      },
    });
  });

  await fetch(`${route.origin}/chat`, { signal: browser.signal }).catch(() => undefined);

  await expect.poll(() => route.settled).toEqual([{ ended: 'done' }]);
});

test("B5: the route's own signal is a failure of the route", async () => {
  await using server = await ScriptedServer.start(() => undefined);
  await using kagenti = testClient(server.origin);
  const { signal } = { signal: AbortSignal.timeout(100) };
  await using route = await ChatRoute.start(response =>
    sendReply(kagenti.asUser(jane).chat.stream(message, { signal }), response).catch(error => {
      response.status(504).end();
      throw error;
    }),
  );

  expect((await fetch(`${route.origin}/chat`)).status).toBe(504);
  expect(route.settled).toEqual([expect.objectContaining({ code: 'abort' })]);
});

test.each([
  ['no stream', [undefined], 'stream, the first argument'],
  ['a stream without withResponse', [{ toSSEResponse() {} }], 'stream, the first argument'],
  ['no response', [{ toSSEResponse() {}, withResponse() {} }], 'response, the second argument'],
  [
    'a misspelt option',
    [{ toSSEResponse() {}, withResponse() {} }, { writeHead() {} }, { onevent() {} }],
    'onEvent',
  ],
])(
  'B5: %s is refused [kagenti-chat-streaming/Parts that cannot be used are refused]',
  async (_what, given, named) => {
    await expect(Reflect.apply(sendReply, undefined, given)).rejects.toMatchObject({
      code: 'invalid_parameter',
      message: expect.stringContaining(named),
    });
  },
);
