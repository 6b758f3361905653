import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { recorded } from '../../test/fixtures/recorded-streams.fixture.ts';
import { frames, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { streaming } from '../../test/fixtures/streaming-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { KagentiClientOptions } from '../options/client-options.ts';

const message = { ...weatherAgent, message: 'hi' };
const reason = new Error('the user left');
const never = <T>(): Promise<T> => new Promise<T>(() => undefined);
const mute = () => ScriptedServer.start(() => undefined);

/** What a stream waits for when the signal fires, and how many requests the server has by then. */
const phases: readonly [
  string,
  () => Promise<ScriptedServer>,
  Partial<KagentiClientOptions>,
  number,
][] = [
  ['the permission hook', mute, { authorize: never }, 0],
  [
    'the audit sink',
    mute,
    { audit: event => (event.outcome === 'started' ? never() : undefined) },
    0,
  ],
  ['a token', mute, { tokens: { getToken: never, invalidate: () => false } }, 0],
  ['the headers', mute, {}, 1],
  ['the first event', () => streaming([], 'stay'), {}, 1],
  ['the next event', () => streaming([frames({ content: 'one' })], 'stay'), {}, 1],
  ['the rest of an event', () => streaming(['data: {"content":"half of '], 'stay'), {}, 1],
  [
    'the end of a complete reply',
    () => streaming([recorded('final event without done')], 'stay'),
    {},
    1,
  ],
];

test.each(phases)(
  'while %s is awaited [kagenti-chat-streaming/Abort at any moment]',
  async (_what, start, options, requests) => {
    await using server = await start();
    await using kagenti = testClient(server.origin, options);
    const controller = new AbortController();
    const { signal } = controller;
    const failed = rejection(kagenti.asUser(jane).chat.stream(message, { signal }).text());
    await sleep(150);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    const startedAt = performance.now();

    controller.abort(reason);

    const error = await failed;
    expect(error).toMatchObject({ name: 'KagentiAbortError', operation: 'chat.stream' });
    expect(error).toHaveProperty('cause', reason);
    expect(performance.now() - startedAt).toBeLessThan(500);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(await server.connectionsClosed()).toBe(true);
    expect(server.requests).toHaveLength(requests);
  },
);

test('before the stream is read [kagenti-chat-streaming/Abort at any moment]', async () => {
  await using server = await mute();
  await using kagenti = testClient(server.origin);
  const controller = new AbortController();
  const { signal } = controller;
  const stream = kagenti.asUser(jane).chat.stream(message, { signal });
  controller.abort(reason);

  const error = await rejection(stream.text());

  expect(error).toMatchObject({ name: 'KagentiAbortError', cause: reason, attempts: [] });
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  expect(server.requests).toEqual([]);
});

test('while nobody reads: all is let go of at once, and the next read says why [kagenti-chat-streaming/Abort at any moment]', async () => {
  const outcomes: string[] = [];
  await using server = await streaming([frames({ content: 'one' }, { content: 'two' })], 'stay');
  await using kagenti = testClient(server.origin, {
    audit: ({ outcome }) => void outcomes.push(outcome),
  });
  const controller = new AbortController();
  const { signal } = controller;
  const iterator = kagenti.asUser(jane).chat.stream(message, { signal })[Symbol.asyncIterator]();
  await iterator.next();

  controller.abort(reason);

  expect(outcomes).toEqual(['started', 'failed']);
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  expect(await server.connectionsClosed()).toBe(true);
  await expect(iterator.next()).rejects.toMatchObject({ name: 'KagentiAbortError', cause: reason });
  await expect(iterator.next()).resolves.toEqual({ done: true, value: undefined });
  expect(outcomes).toHaveLength(2);
});

test('closing the client while nobody reads [kagenti-chat-streaming/Abort at any moment]', async () => {
  await using server = await streaming([frames({ content: 'one' }, { content: 'two' })], 'stay');
  const kagenti = testClient(server.origin);
  const iterator = kagenti.asUser(jane).chat.stream(message)[Symbol.asyncIterator]();
  await iterator.next();

  await kagenti.close();

  expect(await server.connectionsClosed()).toBe(true);
  await expect(iterator.next()).rejects.toMatchObject({
    name: 'KagentiAbortError',
    cause: { code: 'closed' },
  });
});

test('an abort after the end changes nothing', async () => {
  await using server = await streaming([recorded('working')]);
  await using kagenti = testClient(server.origin);
  const controller = new AbortController();
  const { signal } = controller;
  const iterator = kagenti.asUser(jane).chat.stream(message, { signal })[Symbol.asyncIterator]();
  let event = await iterator.next();
  while (event.value?.type !== 'done') event = await iterator.next();
  expect(getEventListeners(signal, 'abort')).toEqual([]);

  controller.abort(reason);

  await expect(iterator.next()).resolves.toEqual({ done: true, value: undefined });
});
