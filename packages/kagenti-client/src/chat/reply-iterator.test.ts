import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { recorded } from '../../test/fixtures/recorded-streams.fixture.ts';
import { frames, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { streaming } from '../../test/fixtures/streaming-server.fixture.ts';
import {
  jane,
  NumberedTokens,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { AuditEvent } from '../access/audit.ts';
import type { ChatIterator } from './chat-iterator.ts';

const message = { ...weatherAgent, message: 'hi' };
const over = { done: true, value: undefined };
const reason = new Error('the consumer had enough');

/** Servers that keep the reader waiting, each in another phase. */
const waits: readonly [string, () => Promise<ScriptedServer>][] = [
  ['the headers', () => ScriptedServer.start(() => undefined)],
  ['the first event', () => streaming([], 'stay')],
  ['the next event', () => streaming([frames({ content: 'one' })], 'stay')],
  ['the rest of an event', () => streaming(['data: {"content":"half of '], 'stay')],
  ['the end of a complete reply', () => streaming([recorded('final event without done')], 'stay')],
];

/** Reads until an event is long in coming, and gives the promise of that one. */
async function untilSilence(iterator: ChatIterator): Promise<{
  readonly awaited: Promise<unknown>;
}> {
  for (;;) {
    const awaited = iterator.next();
    if ((await Promise.race([awaited, sleep(150, 'silence')])) === 'silence') return { awaited };
  }
}

test.each(waits)(
  'return() while %s is awaited [kagenti-chat-streaming/Break is quiet and frees the socket]',
  async (_what, start) => {
    await using server = await start();
    await using kagenti = testClient(server.origin);
    const iterator = kagenti.asUser(jane).chat.stream(message)[Symbol.asyncIterator]();
    const { awaited } = await untilSilence(iterator);
    const startedAt = performance.now();

    const left = iterator.return();

    await expect(awaited).resolves.toEqual(over);
    await expect(left).resolves.toEqual(over);
    expect(performance.now() - startedAt).toBeLessThan(500);
    expect(await server.connectionsClosed()).toBe(true);
    await expect(iterator.next()).resolves.toEqual(over);
    expect(server.requests).toHaveLength(1);
  },
);

test.each(waits)(
  'throw() while %s is awaited [kagenti-chat-streaming/Break is quiet and frees the socket]',
  async (_what, start) => {
    await using server = await start();
    await using kagenti = testClient(server.origin);
    const iterator = kagenti.asUser(jane).chat.stream(message)[Symbol.asyncIterator]();
    const { awaited } = await untilSilence(iterator);

    const thrown = rejection(iterator.throw(reason));

    await expect(awaited).resolves.toEqual(over);
    await expect(thrown).resolves.toBe(reason);
    expect(await server.connectionsClosed()).toBe(true);
    await expect(iterator.next()).resolves.toEqual(over);
  },
);

test.each([
  ['permission', { authorize: () => new Promise<boolean>(() => undefined) }],
  ['token', { tokens: { getToken: () => new Promise<string>(() => undefined), invalidate() {} } }],
])(
  'return() while the %s is awaited: nothing came of it [kagenti-chat-streaming/Break is quiet and frees the socket]',
  async (_what, options) => {
    const outcomes: string[] = [];
    await using kagenti = testClient('http://127.0.0.1:1', {
      ...options,
      audit: ({ outcome }) => void outcomes.push(outcome),
    });
    const iterator = kagenti.asUser(jane).chat.stream(message)[Symbol.asyncIterator]();
    const awaited = iterator.next();
    await sleep(20);

    await iterator.return();

    await expect(awaited).resolves.toEqual(over);
    expect(outcomes.at(-1)).toBe('failed');
  },
);

test('an event that is asked for after it is left is none [kagenti-chat-streaming/Break is quiet and frees the socket]', async () => {
  await using server = await streaming([frames({ content: 'one' }, { content: 'two' })], 'stay');
  await using kagenti = testClient(server.origin);
  const iterator = kagenti.asUser(jane).chat.stream(message)[Symbol.asyncIterator]();
  await iterator.next();

  const both = [iterator.return(), iterator.next()];

  await expect(Promise.all(both)).resolves.toEqual([over, over]);
  await expect(iterator.return()).resolves.toEqual(over);
});

test.each(['return', 'throw'] as const)(
  'a stream that is left by %s() before it was read is never sent [kagenti-chat-streaming/Stream is sent when it is read]',
  async method => {
    const tokens = new NumberedTokens();
    await using kagenti = testClient('http://127.0.0.1:1', { tokens });
    const iterator = kagenti.asUser(jane).chat.stream(message)[Symbol.asyncIterator]();

    const [left] = await Promise.allSettled([iterator[method](reason)]);

    expect(left).toEqual(
      method === 'return' ? { status: 'fulfilled', value: over } : { status: 'rejected', reason },
    );
    await expect(iterator.next()).resolves.toEqual(over);
    expect(tokens.asked).toBe(0);
  },
);

test('a stream that nobody reads is never sent [kagenti-chat-streaming/Stream is sent when it is read]', async () => {
  const tokens = new NumberedTokens();
  await using kagenti = testClient('http://127.0.0.1:1', { tokens });
  const stream = kagenti.asUser(jane).chat.stream(message);
  stream[Symbol.asyncIterator]();
  await sleep(50);

  expect(tokens.asked).toBe(0);
});

test('events that are asked for at once come in order', async () => {
  await using server = await streaming([
    frames({ content: 'one' }),
    frames({ content: 'two' }, { content: 'three' }),
    frames({ done: true }),
  ]);
  await using kagenti = testClient(server.origin);
  const iterator = kagenti.asUser(jane).chat.stream(message)[Symbol.asyncIterator]();

  const results = await Promise.all(Array.from({ length: 6 }, () => iterator.next()));

  expect(results.map(({ value }) => (value ? { ...value } : value))).toEqual([
    { type: 'text', text: 'one' },
    { type: 'text', text: 'two' },
    { type: 'text', text: 'three' },
    { type: 'done' },
    undefined,
    undefined,
  ]);
  expect(results.map(({ done }) => done)).toEqual([false, false, false, false, true, true]);
  expect(server.requests).toHaveLength(1);
});

test('one who waits does not overtake', async () => {
  await using server = await streaming([frames({ content: 'one' }, { content: 'two' })], 'stay');
  await using kagenti = testClient(server.origin);
  const iterator = kagenti.asUser(jane).chat.stream(message)[Symbol.asyncIterator]();
  const order: string[] = [];
  const ask = async (): Promise<void> => {
    const { value } = await iterator.next();
    order.push(value?.type === 'text' ? value.text : 'none');
  };

  await Promise.all([ask(), ask()]);
  await iterator.return();

  expect(order).toEqual(['one', 'two']);
});

test('of those who wait for a reply that fails one gets the error', async () => {
  await using server = await streaming([frames({ content: 'one' })]);
  await using kagenti = testClient(server.origin);
  const iterator = kagenti.asUser(jane).chat.stream(message)[Symbol.asyncIterator]();
  await iterator.next();

  const results = await Promise.allSettled([iterator.next(), iterator.next()]);

  expect(results).toEqual([
    { status: 'rejected', reason: expect.objectContaining({ reason: 'truncated' }) },
    { status: 'fulfilled', value: over },
  ]);
});

test('an iterator is iterable, and goes on where it is [kagenti-chat-streaming/Reply arrives as events]', async () => {
  await using server = await streaming([
    frames({ content: 'one' }, { content: 'two', done: true }),
  ]);
  await using kagenti = testClient(server.origin);
  const iterator = kagenti.asUser(jane).chat.stream(message)[Symbol.asyncIterator]();
  await iterator.next();
  const rest: string[] = [];
  for await (const event of iterator) rest.push(event.type);

  expect(rest).toEqual(['text', 'done']);
});

test.each(waits)(
  'B5: a reply left while %s is awaited counts as aborted before its first event only [audit-identity/Stream left without an event]',
  async (what, start) => {
    const ends: unknown[] = [];
    await using server = await start();
    await using kagenti = testClient(server.origin, {
      audit: ({ outcome, errorType }) => void ends.push([outcome, errorType]),
    });
    const iterator = kagenti.asUser(jane).chat.stream(message)[Symbol.asyncIterator]();
    await untilSilence(iterator);

    await iterator.return();

    const hasEvents = what === 'the next event' || what === 'the end of a complete reply';
    const end = hasEvents ? ['succeeded', undefined] : ['failed', 'abort'];
    expect(ends).toEqual([['started', undefined], end]);
  },
);

test('an abort at the same place is one [audit-identity/Every call ends in one event]', async () => {
  const outcomes: string[] = [];
  await using server = await ScriptedServer.start(() => undefined);
  await using kagenti = testClient(server.origin, {
    audit: ({ outcome }) => void outcomes.push(outcome),
  });
  const controller = new AbortController();
  const { signal } = controller;
  const failed = rejection(kagenti.asUser(jane).chat.stream(message, { signal }).text());
  await sleep(50);

  controller.abort(reason);

  await failed;
  expect(outcomes).toEqual(['started', 'failed']);
});

test('leaving a reply is no failure of the call [kagenti-chat-streaming/Break is quiet and frees the socket]', async () => {
  const events: AuditEvent[] = [];
  await using server = await streaming([frames({ content: 'one' })], 'stay');
  await using kagenti = testClient(server.origin, { audit: event => void events.push(event) });
  const iterator = kagenti.asUser(jane).chat.stream(message)[Symbol.asyncIterator]();
  await iterator.next();
  await iterator.return();
  await iterator.return();

  expect(events.map(({ outcome }) => outcome)).toEqual(['started', 'succeeded']);
});
