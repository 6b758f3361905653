import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Response } from 'express';
import { Agent, request } from 'undici';
import { expect, test } from 'vitest';
import { ChatRoute } from '../../test/fixtures/chat-route.fixture.ts';
import { EndlessEvents } from '../../test/fixtures/endless-events.fixture.ts';
import {
  eventStream,
  frames,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import { streaming } from '../../test/fixtures/streaming-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { KagentiClient } from '../kagenti-client.ts';
import { pipeToResponse } from './pipe-to-response.ts';
import type { SseOptions } from './sse-response.ts';

const message = { ...weatherAgent, message: 'hi' };

/** A route that passes the agent's reply on. */
function routeTo(kagenti: KagentiClient, options?: SseOptions): Promise<ChatRoute> {
  return ChatRoute.start(response =>
    pipeToResponse(kagenti.asUser(jane).chat.stream(message), response, options),
  );
}

/** How many listen on a response. */
function listeners(response: Response): number[] {
  return ['close', 'drain', 'error'].map(name => response.listenerCount(name));
}

/** Waits until a condition holds, and no longer than two seconds. */
async function until(holds: () => boolean): Promise<boolean> {
  for (let round = 0; round < 100 && !holds(); round += 1) await sleep(20);
  return holds();
}

test('B5: headers come immediately, each event before the next is sent [kagenti-chat-streaming/Express route passes a reply on]', async () => {
  let goOn: (() => unknown) | undefined;
  await using server = await ScriptedServer.start(response => {
    eventStream(response);
    goOn = () => {
      response.write(frames({ content: 'one' }));
      goOn = () => response.end(frames({ content: 'two' }, { done: true }));
    };
  });
  await using kagenti = testClient(server.origin);
  await using route = await routeTo(kagenti);

  const response = await fetch(`${route.origin}/chat`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  await until(() => server.requests.length === 1);
  expect((await reader?.read())?.value).toBe('retry: 2147483647\n\n');
  const seen: (string | undefined)[] = [];
  for (let count = 0; count < 2; count += 1) {
    goOn?.();
    seen.push((await reader?.read())?.value);
  }
  for (let next = await reader?.read(); next?.done === false; next = await reader?.read()) {
    seen.push(next.value);
  }

  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'text/event-stream; charset=utf-8',
  ]);
  expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
  expect(seen[0]).toBe('data: {"type":"text","text":"one"}\n\n');
  expect(seen.slice(1).join('')).toBe(
    'data: {"type":"text","text":"two"}\n\ndata: {"type":"done"}\n\n',
  );
  expect(route.settled).toEqual([{ ended: 'done' }]);
});

test('B5: a reply that fails resolves for the route [kagenti-chat-streaming/Express route passes a reply on]', async () => {
  await using server = await streaming([frames({ content: 'one' })]);
  await using kagenti = testClient(server.origin);
  await using route = await routeTo(kagenti);

  const text = await (await fetch(`${route.origin}/chat`)).text();

  expect(text).toMatch(
    /^retry: \d+\n\ndata: \{"type":"text".*\n\ndata: \{"type":"error".*"truncated".*\n\n$/,
  );
  expect(route.settled).toEqual([{ ended: 'failed' }]);
});

test('nothing of it stays on the response [kagenti-chat-streaming/Express route passes a reply on]', async () => {
  await using server = await streaming([frames({ content: 'one' }, { done: true })]);
  await using kagenti = testClient(server.origin);
  const counts: number[][] = [];
  await using route = await ChatRoute.start(async response => {
    counts.push(listeners(response));
    await pipeToResponse(kagenti.asUser(jane).chat.stream(message), response);
    counts.push(listeners(response));
  });
  await (await fetch(`${route.origin}/chat`)).text();
  await until(() => counts.length === 2);

  expect(counts[1]).toEqual(counts[0]);
});

test.each([
  ['while events come', () => EndlessEvents.start().then(({ server }) => server)],
  ['while the agent is silent', () => streaming([frames({ content: 'one' })], 'stay')],
  ['before the agent answers', () => ScriptedServer.start(() => undefined)],
])('%s [kagenti-chat-streaming/Browser that leaves ends the call]', async (_when, start) => {
  await using server = await start();
  await using kagenti = testClient(server.origin);
  const logged: unknown[] = [];
  await using route = await routeTo(kagenti, { onError: error => void logged.push(error) });
  const browser = new AbortController();
  const response = await fetch(`${route.origin}/chat`, { signal: browser.signal });
  await response.body?.getReader().read();
  await until(() => server.requests.length === 1);
  expect(server.openConnections).toBe(1);

  browser.abort();

  expect(await server.connectionsClosed()).toBe(true);
  expect(await until(() => route.settled.length === 1)).toBe(true);
  expect([route.settled, logged]).toEqual([[{ ended: 'left' }], []]);
});

test.each([
  ['leaves', 'before the stream is read'],
  ['has left', 'and that was told'],
])('%s %s [kagenti-chat-streaming/Browser that leaves ends the call]', async what => {
  const tokens = new NumberedTokens();
  await using kagenti = testClient('http://127.0.0.1:1', { tokens });
  await using route = await ChatRoute.start(async response => {
    response.destroy();
    if (what === 'has left') await once(response, 'close');
    return pipeToResponse(kagenti.asUser(jane).chat.stream(message), response);
  });

  await fetch(`${route.origin}/chat`).catch(() => undefined);

  expect(await until(() => route.settled.length === 1)).toBe(true);
  expect([route.settled, tokens.asked]).toEqual([[{ ended: 'left' }], 0]);
});

test('what is not read is not fetched [kagenti-chat-streaming/Slow consumer holds the server back]', async () => {
  await using endless = await EndlessEvents.start();
  const { server, sent } = endless;
  await using kagenti = testClient(server.origin);
  await using route = await routeTo(kagenti);
  const dispatcher = new Agent();
  const { body } = await request(`${route.origin}/chat`, { dispatcher });
  await until(() => body.readableLength > 0);
  await sleep(500);
  const before = sent();
  await sleep(300);

  expect(sent()).toBe(before);
  // The buffers of two pairs of sockets.
  expect(before).toBeLessThan(32 * 1024 * 1024);
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > 2 * before) break;
  }
  expect(sent()).toBeGreaterThan(before);
  expect(await server.connectionsClosed()).toBe(true);
  await dispatcher.close();
});

test('the browser has the event, and the route the failure', async () => {
  await using server = await streaming([]);
  await using kagenti = testClient(server.origin);
  const failure = new Error('the disk is full');
  await using route = await routeTo(kagenti, { onError: () => Promise.reject(failure) });

  const response = await fetch(`${route.origin}/chat`);

  await expect(response.text()).resolves.toMatch(/\n\ndata: \{"type":"error".*\n\n$/);
  expect(await until(() => route.settled.length === 1)).toBe(true);
  expect(route.settled).toEqual([failure]);
});

test('a stream that was read already [kagenti-chat-streaming/Stream is read once]', async () => {
  const tokens = new NumberedTokens();
  await using kagenti = testClient('http://127.0.0.1:1', { tokens });
  const { chat } = kagenti.asUser(jane);
  await using route = await ChatRoute.start(async response => {
    const stream = chat.stream(message);
    stream.toReadableStream();
    await pipeToResponse(stream, response).finally(() => response.end('no'));
  });

  await expect(fetch(`${route.origin}/chat`).then(answer => answer.text())).resolves.toBe('no');

  expect(route.settled).toEqual([expect.objectContaining({ code: 'stream_used' })]);
  expect(tokens.asked).toBe(0);
});

test('a response that was begun is refused, and the stream can still be read [kagenti-chat-streaming/Parts that cannot be used are refused]', async () => {
  await using server = await streaming([frames({ content: 'one' }, { done: true })]);
  await using kagenti = testClient(server.origin);
  const stream = kagenti.asUser(jane).chat.stream(message);
  await using begun = await ChatRoute.start(async response => {
    response.write('begun');
    await pipeToResponse(stream, response).finally(() => response.end());
  });

  await expect(fetch(`${begun.origin}/chat`).then(answer => answer.text())).resolves.toBe('begun');

  expect(begun.settled).toEqual([
    expect.objectContaining({
      code: 'invalid_parameter',
      message: expect.stringContaining('headers of the response were sent already'),
    }),
  ]);
  expect(server.requests).toEqual([]);
  await expect(stream.text()).resolves.toBe('one');
});

test.each([
  ['nothing', [], 'stream, the first argument'],
  ['a promise of a stream', [Promise.resolve()], 'stream, the first argument'],
  ['no response', [{ toSSEResponse() {} }], 'response, the second argument'],
  ['a request', [{ toSSEResponse() {} }, { method: 'GET' }], 'response, the second argument'],
])(
  '%s is refused by its name [kagenti-chat-streaming/Parts that cannot be used are refused]',
  async (_what, given, named) => {
    await expect(Reflect.apply(pipeToResponse, undefined, given)).rejects.toMatchObject({
      name: 'KagentiError',
      code: 'invalid_parameter',
      message: expect.stringContaining(named),
    });
  },
);
