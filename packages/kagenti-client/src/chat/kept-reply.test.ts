import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ChatRoute } from '../../test/fixtures/chat-route.fixture.ts';
import { EndlessEvents } from '../../test/fixtures/endless-events.fixture.ts';
import { recorded } from '../../test/fixtures/recorded-streams.fixture.ts';
import { frames, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { collect, streaming } from '../../test/fixtures/streaming-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { KagentiClient } from '../kagenti-client.ts';
import type { ChatEvent } from './chat-event.ts';
import type { ChatResult } from './chat-result.ts';
import type { ChatStream } from './chat-stream.ts';
import { pipeToResponse } from './pipe-to-response.ts';
import { encodeSseEvent, sseErrorEvent, sseEvent } from './sse-event.ts';
import type { SseOptions } from './sse-response.ts';

const message = { ...weatherAgent, message: 'hi' };

function routeTo(kagenti: KagentiClient, options: SseOptions): Promise<ChatRoute> {
  return ChatRoute.start(response =>
    pipeToResponse(kagenti.asUser(jane).chat.stream(message), response, options),
  );
}

test('C1: a route keeps the reply while it passes it on [kagenti-chat-streaming/Route keeps the reply]', async () => {
  await using server = await streaming([recorded('working')]);
  await using kagenti = testClient(server.origin);
  const { chat } = kagenti.asUser(jane);
  const { events } = await collect(chat.stream(message));
  const result = await chat.stream(message).result();
  const kept: (ChatEvent | ChatResult)[] = [];
  await using route = await routeTo(kagenti, {
    onEvent: event => void kept.push(event),
    onResult: whole => void kept.push(whole),
  });

  const text = await (await fetch(`${route.origin}/chat`)).text();

  expect(kept).toEqual([...events, result]);
  expect(text).toContain('"type":"done"');
});

test('C1: the result is kept before the browser gets done [kagenti-chat-streaming/Route keeps the reply]', async () => {
  await using server = await streaming([frames({ content: 'one' }, { done: true })]);
  await using kagenti = testClient(server.origin);
  let store: (() => void) | undefined;
  await using route = await routeTo(kagenti, {
    onResult: () =>
      new Promise<void>(resolve => {
        store = resolve;
      }),
    heartbeatMs: 20,
  });
  const { body } = await fetch(`${route.origin}/chat`);
  let seen = '';

  for await (const piece of body?.pipeThrough(new TextDecoderStream()) ?? []) {
    seen += piece;
    // While it is stored, comments keep the connection.
    if (!seen.includes('one') || !seen.endsWith(':\n\n')) continue;
    expect(seen).not.toContain('done');
    store?.();
  }

  expect(seen).toMatch(/"one".*\n\n(?::\n\n)+data: \{"type":"done"\}\n\n$/s);
});

test.each(['onEvent', 'onResult'] as const)(
  'C1: an %s that fails ends the call, and the route [kagenti-chat-streaming/Reply that cannot be kept]',
  async name => {
    const failure = new Error('the disk is full');
    const logged: unknown[] = [];
    const wire = frames({ content: 'one' }, ...(name === 'onResult' ? [{ done: true }] : []));
    await using server = await streaming([wire], 'stay');
    await using kagenti = testClient(server.origin);
    await using route = await routeTo(kagenti, {
      onError: error => void logged.push(error),
      [name]: () => Promise.reject(failure),
    });

    const text = await (await fetch(`${route.origin}/chat`)).text();

    expect(text).toMatch(/data: \{"type":"error",[^\n]*"code":"internal"\}\n\n$/);
    expect(text).not.toContain('disk');
    await expect.poll(() => route.settled).toEqual([failure]);
    expect(logged).toEqual([failure]);
    expect(await server.connectionsClosed(700)).toBe(true);
  },
);

test.each(['is cut', 'is left by the browser'])(
  'C1: a reply that %s has events and no result [kagenti-chat-streaming/Route keeps the reply]',
  async how => {
    const kept: string[] = [];
    await using server = await streaming(
      [frames({ content: 'one' })],
      how === 'is cut' ? 'cut' : 'stay',
    );
    await using kagenti = testClient(server.origin);
    await using route = await routeTo(kagenti, {
      onEvent: ({ type }) => void kept.push(type),
      onResult: () => void kept.push('result'),
    });
    const browser = new AbortController();

    const reading = fetch(`${route.origin}/chat`, { signal: browser.signal }).then(answer =>
      answer.text(),
    );
    await expect.poll(() => kept.length).toBe(1);
    if (how !== 'is cut') browser.abort();
    await reading.catch(() => undefined);

    const ended = how === 'is cut' ? 'failed' : 'left';
    await expect.poll(() => route.settled).toEqual([{ ended }]);
    expect(kept).toEqual(['text']);
  },
);

test('C1: a slow onEvent holds the server back [kagenti-chat-streaming/Slow consumer holds the server back]', async () => {
  await using endless = await EndlessEvents.start();
  await using kagenti = testClient(endless.server.origin);
  await using route = await routeTo(kagenti, {
    onEvent: () => sleep(60_000, undefined, { ref: false }),
  });
  const browser = new AbortController();
  // The browser itself reads all that it gets.
  fetch(`${route.origin}/chat`, { signal: browser.signal })
    .then(answer => answer.text())
    .catch(() => undefined);
  await expect.poll(() => endless.server.requests.length).toBe(1);
  await sleep(300);
  const before = endless.sent();
  await sleep(200);

  expect(endless.sent()).toBe(before);
  browser.abort();
  expect(await endless.server.connectionsClosed()).toBe(true);
});

test.each([
  ['onEvent', { onEvent: 'log' }],
  ['onResult', { onResult: {} }],
])(
  'C1: an %s that is no function is refused [kagenti-chat-streaming/Parts that cannot be used are refused]',
  async (name, options) => {
    const tokens = new NumberedTokens();
    await using kagenti = testClient('http://127.0.0.1:1', { tokens });
    const stream = kagenti.asUser(jane).chat.stream(message);

    expect(() => Reflect.apply(Reflect.get(stream, 'toSSEResponse'), stream, [options])).toThrow(
      `${name} is a function`,
    );
    expect(tokens.asked).toBe(0);
  },
);

test('C1: events of a route that writes them itself [kagenti-chat-streaming/Events encoded one by one]', async () => {
  const cut = [recorded('working').slice(0, -80)];
  await using server = await streaming(cut);
  await using kagenti = testClient(server.origin);
  const { chat } = kagenti.asUser(jane);
  const passedOn = await chat.stream(message).toSSEResponse().text();
  await using failing = await streaming([recorded('task fails')]);
  await using other = testClient(failing.origin);
  const { events, error } = await collect(other.asUser(jane).chat.stream(message));
  const whole = await collect(chat.stream(message));

  const written = whole.events.flatMap(event => sseEvent(event) ?? []).map(encodeSseEvent);
  const ofFailure = [...events.flatMap(event => sseEvent(event) ?? []), sseErrorEvent(error)];

  expect(passedOn).toBe(`retry: 2147483647\n\n${written.join('')}`);
  expect(ofFailure.map(encodeSseEvent).join('')).not.toContain('no such city');
  expect(ofFailure.at(-1)).toMatchObject({ type: 'error', code: 'stream', reason: 'agent' });
});

const aborted = { name: 'KagentiAbortError', cause: 'stopped' };

test.each<[string, (stream: ChatStream) => Promise<unknown>, unknown]>([
  ['a stream', async stream => (await collect(stream)).error, expect.objectContaining(aborted)],
  ['text()', stream => rejection(stream.text()), expect.objectContaining(aborted)],
  [
    'a browser',
    stream => stream.toSSEResponse().text(),
    expect.stringMatching(/"type":"error".*"code":"abort"/),
  ],
])(
  'C1: abort() ends %s with an error [kagenti-chat-streaming/Abort without a signal]',
  async (_what, read, expected) => {
    const ends: unknown[] = [];
    await using server = await streaming([frames({ content: 'one' })], 'stay');
    await using kagenti = testClient(server.origin, {
      audit: ({ outcome, errorType }) => void ends.push([outcome, errorType]),
    });
    const stream = kagenti.asUser(jane).chat.stream(message);
    const reading = read(stream);
    await expect.poll(() => server.requests.length).toBe(1);
    await sleep(50);

    stream.abort('stopped');

    await expect(reading).resolves.toEqual(expected);
    expect(await server.connectionsClosed(700)).toBe(true);
    expect(ends.at(-1)).toEqual(['failed', 'abort']);
  },
);

test('C1: abort() before the first read sends nothing [kagenti-chat-streaming/Abort without a signal]', async () => {
  const tokens = new NumberedTokens();
  await using kagenti = testClient('http://127.0.0.1:1', { tokens });
  const stream = kagenti.asUser(jane).chat.stream(message);

  stream.abort('changed my mind');

  await expect(rejection(stream.text())).resolves.toMatchObject({
    code: 'abort',
    cause: 'changed my mind',
  });
  expect(tokens.asked).toBe(0);
});

test('C1: abort() while the headers are awaited [kagenti-chat-streaming/Abort without a signal]', async () => {
  await using server = await ScriptedServer.start(() => undefined);
  await using kagenti = testClient(server.origin);
  const stream = kagenti.asUser(jane).chat.stream(message);
  const failed = rejection(stream.text());
  await expect.poll(() => server.requests.length).toBe(1);

  stream.abort();

  await expect(failed).resolves.toMatchObject({ name: 'KagentiAbortError' });
  expect(await server.connectionsClosed(700)).toBe(true);
});

test('C1: abort() after the agent finished ends the reply well [kagenti-chat-streaming/Abort without a signal]', async () => {
  const ends: unknown[] = [];
  const completed = { event: { type: 'status', state: 'completed', final: true } };
  await using server = await streaming([frames(completed, { done: true })]);
  await using kagenti = testClient(server.origin, {
    audit: ({ outcome }) => void ends.push(outcome),
  });
  const stream = kagenti.asUser(jane).chat.stream(message);
  const types: string[] = [];

  for await (const { type } of stream) {
    types.push(type);
    if (type === 'status') stream.abort();
  }

  expect(types).toEqual(['status', 'done']);
  expect(ends.at(-1)).toBe('succeeded');
});

test('C1: abort() after the end does nothing', async () => {
  await using server = await streaming([recorded('working')]);
  await using kagenti = testClient(server.origin);
  const stream = kagenti.asUser(jane).chat.stream(message);
  const types: string[] = [];

  for await (const { type } of stream) {
    types.push(type);
    if (type === 'done') stream.abort();
  }
  stream.abort();

  expect(types.at(-1)).toBe('done');
});
