import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
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
import type { ChatEvent } from './chat-event.ts';
import { readableEvents } from './readable-events.ts';

const message = { ...weatherAgent, message: 'hi' };

test('the same events, then the end [kagenti-chat-streaming/Reply as a web stream]', async () => {
  await using server = await streaming([recorded('working')]);
  await using kagenti = testClient(server.origin);
  const { chat } = kagenti.asUser(jane);

  const { events } = await collect(chat.stream(message));
  const fromStream: ChatEvent[] = [];
  for await (const event of chat.stream(message).toReadableStream()) fromStream.push(event);

  expect(fromStream).toEqual(events);
});

test('a failure of the reply is one of the stream [kagenti-chat-streaming/Reply as a web stream]', async () => {
  await using server = await streaming([frames({ content: 'one' })]);
  await using kagenti = testClient(server.origin);
  const reader = kagenti.asUser(jane).chat.stream(message).toReadableStream().getReader();

  await expect(reader.read()).resolves.toMatchObject({ value: { text: 'one' } });
  await expect(reader.read()).rejects.toMatchObject({ reason: 'truncated', text: 'one' });
});

test('an event is asked for when one is read [kagenti-chat-streaming/Reply as a web stream]', async () => {
  let asked = 0;
  const stream = readableEvents({
    next: async () => {
      asked += 1;
      return { done: false, value: { type: 'text', text: String(asked) } };
    },
    return: async () => ({ done: true, value: undefined }),
  });
  const reader = stream.getReader();
  await sleep(5);
  expect(asked).toBe(0);
  await reader.read();
  await sleep(5);
  expect(asked).toBe(1);
  await reader.read();
  await sleep(5);
  expect(asked).toBe(2);
});

test('a stream that nobody reads is never sent [kagenti-chat-streaming/Stream is sent when it is read]', async () => {
  const tokens = new NumberedTokens();
  await using kagenti = testClient('http://127.0.0.1:1', { tokens });
  const { chat } = kagenti.asUser(jane);
  const left = chat.stream(message).toReadableStream();
  chat.stream(message).toReadableStream().getReader();
  chat.stream(message).toSSEResponse();
  await sleep(50);
  await left.cancel();

  expect(tokens.asked).toBe(0);
});

test('a web stream is the one reading [kagenti-chat-streaming/Stream is read once]', async () => {
  await using kagenti = testClient('http://127.0.0.1:1');
  const { chat } = kagenti.asUser(jane);
  const used = { code: 'stream_used' };

  const first = chat.stream(message);
  first.toReadableStream();
  const second = chat.stream(message);
  second.toSSEResponse();

  for (const stream of [first, second]) {
    expect(() => stream.toReadableStream()).toThrow(expect.objectContaining(used));
    expect(() => stream.toSSEResponse()).toThrow(expect.objectContaining(used));
    expect(() => stream[Symbol.asyncIterator]()).toThrow(expect.objectContaining(used));
    await expect(stream.text()).rejects.toMatchObject(used);
    await expect(stream.result()).rejects.toMatchObject(used);
  }
});

test.each([
  [
    'between two reads',
    [frames({ content: 'one' }, { content: 'two' })],
    { done: false, value: { type: 'text', text: 'two' } },
  ],
  ['while an event is awaited', [frames({ content: 'one' })], { done: true, value: undefined }],
])('%s [kagenti-chat-streaming/Reply as a web stream]', async (_when, pieces, second) => {
  await using server = await streaming(pieces, 'stay');
  await using kagenti = testClient(server.origin);
  const reader = kagenti.asUser(jane).chat.stream(message).toReadableStream().getReader();
  await reader.read();
  const awaited = reader.read();
  await sleep(20);

  await reader.cancel('no more');

  await expect(awaited).resolves.toEqual(second);
  await expect(reader.read()).resolves.toEqual({ done: true, value: undefined });
  expect(await server.connectionsClosed()).toBe(true);
});

test('while the headers are awaited [kagenti-chat-streaming/Reply as a web stream]', async () => {
  await using server = await ScriptedServer.start(() => undefined);
  await using kagenti = testClient(server.origin);
  const reader = kagenti.asUser(jane).chat.stream(message).toReadableStream().getReader();
  const awaited = reader.read();
  await sleep(50);

  await reader.cancel();

  await expect(awaited).resolves.toEqual({ done: true, value: undefined });
  expect(await server.connectionsClosed()).toBe(true);
});

test('a signal ends a web stream with an error [kagenti-chat-streaming/Abort at any moment]', async () => {
  await using server = await streaming([], 'stay');
  await using kagenti = testClient(server.origin);
  const signal = AbortSignal.timeout(50);
  const reader = kagenti
    .asUser(jane)
    .chat.stream(message, { signal })
    .toReadableStream()
    .getReader();

  const error = await rejection(reader.read());

  expect(error).toMatchObject({ name: 'KagentiAbortError', cause: signal.reason });
});
