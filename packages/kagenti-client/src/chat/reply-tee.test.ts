import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { recorded } from '../../test/fixtures/recorded-streams.fixture.ts';
import {
  eventStream,
  frames,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import { collect, streaming } from '../../test/fixtures/streaming-server.fixture.ts';
import {
  firstEvent,
  jane,
  NumberedTokens,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
const message = { ...weatherAgent, message: 'hi' };

test('C1: both streams have the whole reply of one call [kagenti-chat-streaming/Two streams of one reply]', async () => {
  await using server = await streaming([recorded('working')]);
  await using kagenti = testClient(server.origin);
  const { chat } = kagenti.asUser(jane);
  const { events } = await collect(chat.stream(message));
  const original = chat.stream(message);
  const [one, other] = original.tee();
  expect(server.requests).toHaveLength(1);

  // One after the other: the second one's events wait.
  const result = await one.result();
  const { events: copies } = await collect(other);

  expect(copies).toEqual(events);
  expect([result.sessionId, other.sessionId, original.sessionId]).toEqual(
    Array.from({ length: 3 }, () => one.sessionId),
  );
  expect(result.sessionId).toMatch(/^ctx-1\./);
  await expect(one.withResponse()).resolves.toMatchObject({ data: one, status: 200 });
  await expect(rejection(original.text())).resolves.toMatchObject({ code: 'stream_used' });
  expect(server.requests).toHaveLength(2);
});

test('C1: a failure reaches both, with what came before it [kagenti-chat-streaming/Two streams of one reply]', async () => {
  await using server = await streaming([frames({ content: 'one' })], 'cut');
  await using kagenti = testClient(server.origin);
  const streams = kagenti.asUser(jane).chat.stream(message).tee();

  const replies = await Promise.all(streams.map(collect));

  for (const { events, error } of replies) {
    expect(events).toEqual([{ type: 'text', text: 'one' }]);
    expect(error).toMatchObject({ reason: 'truncated', text: 'one' });
  }
});

test('C1: when one stream is left the other continues, and when both are the call ends [kagenti-chat-streaming/Two streams of one reply]', async () => {
  const outcomes: string[] = [];
  let goOn: (() => unknown) | undefined;
  await using server = await ScriptedServer.start(response => {
    eventStream(response);
    response.write(frames({ content: 'one' }));
    goOn = () => response.write(frames({ content: 'two' }));
  });
  await using kagenti = testClient(server.origin, {
    audit: ({ outcome }) => void outcomes.push(outcome),
  });
  const [one, other] = kagenti.asUser(jane).chat.stream(message).tee();

  await firstEvent(one);
  const iterator = other[Symbol.asyncIterator]();
  await iterator.next();
  goOn?.();

  await expect(iterator.next()).resolves.toMatchObject({ value: { text: 'two' } });
  expect([server.openConnections, outcomes]).toEqual([1, ['started']]);
  const awaited = iterator.next();
  await iterator.return();
  await expect(awaited).resolves.toEqual({ done: true, value: undefined });
  expect(await server.connectionsClosed(700)).toBe(true);
  expect(outcomes).toEqual(['started', 'succeeded']);
});

test('C1: a stream that is left while the other waits lets its reader go', async () => {
  await using server = await streaming([frames({ content: 'one' })], 'stay');
  await using kagenti = testClient(server.origin);
  const [one, other] = kagenti.asUser(jane).chat.stream(message).tee();
  const [reader, waiting] = [one[Symbol.asyncIterator](), other[Symbol.asyncIterator]()];
  await reader.next();
  await waiting.next();
  const awaited = reader.next();
  const still = waiting.next();

  await reader.return();

  await expect(awaited).resolves.toEqual({ done: true, value: undefined });
  expect(server.openConnections).toBe(1);
  await waiting.return();
  await expect(still).resolves.toEqual({ done: true, value: undefined });
});

test('C1: a long reply leaves nothing in memory once both have read it', async () => {
  const pieces = 60_000;
  await using server = await streaming([frames({ content: 'a' }).repeat(pieces)], 'stay');
  await using kagenti = testClient(server.origin);
  const [one, other] = kagenti.asUser(jane).chat.stream(message).tee();
  const readers = [one[Symbol.asyncIterator](), other[Symbol.asyncIterator]()];
  const heapAfter = async (events: number) => {
    for (let count = 0; count < events; count += 1) {
      for (const reader of readers) await reader.next();
    }
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };

  const before = await heapAfter(1_000);
  const after = await heapAfter(pieces - 1_000);

  expect(after - before).toBeLessThan(6_000_000);
  for (const reader of readers) await reader.return();
});

test('C1: both are left before they were read: nothing is sent', async () => {
  const tokens = new NumberedTokens();
  await using kagenti = testClient('http://127.0.0.1:1', { tokens });
  const streams = kagenti.asUser(jane).chat.stream(message).tee();

  for (const stream of streams) await stream[Symbol.asyncIterator]().return();

  expect(tokens.asked).toBe(0);
});

test('C1: aborting one ends both [kagenti-chat-streaming/Two streams of one reply]', async () => {
  await using server = await streaming([frames({ content: 'one' })], 'stay');
  await using kagenti = testClient(server.origin);
  const [one, other] = kagenti.asUser(jane).chat.stream(message).tee();
  const failures = Promise.all([rejection(one.text()), rejection(other.text())]);
  await expect.poll(() => server.requests.length).toBe(1);

  one.abort('stopped');

  await expect(failures).resolves.toEqual(
    Array.from({ length: 2 }, () => expect.objectContaining({ code: 'abort', cause: 'stopped' })),
  );
});
