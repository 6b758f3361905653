import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { EndlessEvents } from '../../test/fixtures/endless-events.fixture.ts';
import {
  recordedDone as done,
  partsText,
  recorded,
  recordedSession as session,
} from '../../test/fixtures/recorded-streams.fixture.ts';
import {
  eventStream,
  frames,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import { collect, streaming } from '../../test/fixtures/streaming-server.fixture.ts';
import {
  firstEvent,
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { ChatStream } from './chat-stream.ts';

const message = { ...weatherAgent, message: 'hi' };

const working = {
  type: 'status',
  state: 'working',
  final: false,
  message: 'thinking',
  taskId: 't1',
};
const parts = [0, 1, 2].flatMap(index => [
  { type: 'artifact', name: 'answer', index, taskId: 't1' },
  { type: 'text', text: `part ${index} ☀ `, ofArtifact: true },
]);

test.each<[string, readonly unknown[]]>([
  [
    'working',
    [
      session,
      working,
      ...parts,
      { type: 'status', state: 'completed', final: true, taskId: 't1' },
      { type: 'text', text: 'echo: hi' },
      done,
    ],
  ],
  [
    'message without a task',
    [
      session,
      { type: 'status', state: 'working', final: false, taskId: 'm1' },
      { type: 'text', text: 'echo: direct' },
      done,
    ],
  ],
])(
  'a recorded reply: %s [kagenti-chat-streaming/Reply arrives as events]',
  async (name, expected) => {
    await using server = await streaming([recorded(name)]);
    await using kagenti = testClient(server.origin);

    const { events, error } = await collect(kagenti.asUser(jane).chat.stream(message));

    expect(error).toBeUndefined();
    expect(events).toEqual(expected);
    expect(server.requests[0]).toMatchObject({
      method: 'POST',
      path: '/api/v1/chat/team1/weather-agent/stream',
      headers: { accept: 'text/event-stream' },
      body: '{"message":"hi"}',
    });
  },
);

test('the first event is there before the second is sent [kagenti-chat-streaming/Reply arrives as events]', async () => {
  let goOn: (() => void) | undefined;
  await using server = await ScriptedServer.start(response => {
    eventStream(response);
    response.write(frames({ content: 'one' }));
    goOn = () => response.end(frames({ content: 'two' }, { done: true, session_id: 's' }));
  });
  await using kagenti = testClient(server.origin);
  const texts: string[] = [];

  for await (const event of kagenti.asUser(jane).chat.stream(message)) {
    if (event.type === 'text') texts.push(event.text);
    goOn?.();
    goOn = undefined;
  }

  expect(texts).toEqual(['one', 'two']);
});

test('a connection whose stream was done is used again [kagenti-chat-streaming/Reply arrives as events]', async () => {
  const ports = new Set<number | undefined>();
  await using server = await ScriptedServer.start(response => {
    ports.add(response.socket?.remotePort);
    eventStream(response);
    response.end(recorded('working'));
  });
  await using kagenti = testClient(server.origin);

  for (let round = 0; round < 3; round += 1) {
    await kagenti.asUser(jane).chat.stream(message).text();
    await sleep(20);
  }

  expect(ports.size).toBe(1);
});

test.each(['asks for input', 'asks for input in lower case'])(
  '%s [kagenti-chat-streaming/Agent asks for input]',
  async name => {
    await using server = await streaming([recorded(name)]);
    await using kagenti = testClient(server.origin);

    const { events, error } = await collect(kagenti.asUser(jane).chat.stream(message));

    expect(error).toBeUndefined();
    expect(events.slice(-2)).toEqual([
      { type: 'inputRequired', message: 'Which city?', taskId: 't1' },
      done,
    ]);
  },
);

test('the agent asks for a sign-in [kagenti-chat-streaming/Agent asks for input]', async () => {
  await using server = await streaming([recorded('asks for a sign-in')]);
  await using kagenti = testClient(server.origin);

  const result = await kagenti.asUser(jane).chat.stream(message).result();

  expect(result).toMatchObject({
    state: 'auth-required',
    authRequired: { message: 'Sign in to the calendar' },
  });
});

test('the text is the content of all events [kagenti-chat-streaming/Result of a reply]', async () => {
  await using server = await streaming([recorded('working')]);
  await using kagenti = testClient(server.origin);

  await expect(kagenti.asUser(jane).chat.stream(message).text()).resolves.toBe(
    `${partsText}echo: hi`,
  );
});

test('A17: the result has all that matters, artifacts with their content [kagenti-chat-streaming/Result of a reply]', async () => {
  await using server = await streaming([recorded('asks for input')]);
  await using kagenti = testClient(server.origin);

  await expect(kagenti.asUser(jane).chat.stream(message).result()).resolves.toEqual({
    text: partsText,
    state: 'input-required',
    artifacts: [{ name: 'answer', text: 'part 0 ☀ part 1 ☀ part 2 ☀ ', taskId: 't1' }],
    inputRequired: { message: 'Which city?', taskId: 't1' },
    sessionId: done.sessionId,
  });
});

test('a reply of which nothing is known but its end [kagenti-chat-streaming/Result of a reply]', async () => {
  await using server = await streaming([frames({ done: true })]);
  await using kagenti = testClient(server.origin);

  await expect(kagenti.asUser(jane).chat.stream(message).result()).resolves.toStrictEqual({
    text: '',
    artifacts: [],
  });
});

test('a second reading fails, and sends nothing [kagenti-chat-streaming/Stream is read once]', async () => {
  await using server = await streaming([recorded('working')]);
  await using kagenti = testClient(server.origin);
  const stream = kagenti.asUser(jane).chat.stream(message);
  await stream.text();

  const error = await rejection(stream.text());

  expect(error).toMatchObject({
    name: 'KagentiError',
    code: 'stream_used',
    operation: 'chat.stream',
    message: expect.stringContaining('a reply can be read once'),
  });
  expect(server.requests).toHaveLength(1);
});

test('breaking out is quiet [kagenti-chat-streaming/Break is quiet and frees the socket]', async () => {
  await using server = await streaming([frames({ content: 'one' }, { content: 'two' })], 'stay');
  await using kagenti = testClient(server.origin);
  const first = await firstEvent(kagenti.asUser(jane).chat.stream(message));

  expect(first).toEqual({ type: 'text', text: 'one' });
  // At once: the server would go on.
  expect(await server.connectionsClosed(700)).toBe(true);
});

test.each<[string, (stream: ChatStream) => Promise<() => Promise<unknown>>]>([
  [
    'iterator',
    async stream => {
      const iterator = stream[Symbol.asyncIterator]();
      return () => iterator.next();
    },
  ],
  [
    'web stream',
    async stream => {
      const reader = stream.toReadableStream().getReader();
      return () => reader.read();
    },
  ],
])(
  'a slow reader of the %s holds the server back [kagenti-chat-streaming/Slow consumer holds the server back]',
  async (_what, open) => {
    await using endless = await EndlessEvents.start();
    const { server, sent } = endless;
    await using kagenti = testClient(server.origin);
    const read = await open(kagenti.asUser(jane).chat.stream(message));
    await read();
    await sleep(300);
    const afterAWhile = sent();
    await sleep(200);

    expect(sent()).toBe(afterAWhile);
    // The buffers of a pair of sockets, and what the client keeps.
    expect(afterAWhile).toBeLessThan(16 * 1024 * 1024);
    for (let count = 0; count < 2_000; count += 1) await read();
    expect(sent()).toBeGreaterThan(afterAWhile);
    expect(sent()).toBeLessThan(2_000 * 16 * 1024 + 16 * 1024 * 1024);
  },
);

test('the session of a reply continues [audit-identity/Callers see only bound session ids]', async () => {
  const strange = frames({ session_id: 'ctx-1', event: { type: 'plan', session_id: 'ctx-1' } });
  await using server = await streaming([strange + frames({ done: true, session_id: 'ctx-1' })]);
  await using kagenti = testClient(server.origin);
  const { chat } = kagenti.asUser(jane);

  const { events } = await collect(chat.stream(message));
  const last = events.at(-1);
  const sessionId = last?.type === 'done' ? last.sessionId : undefined;
  await chat.stream({ ...message, sessionId: sessionId ?? '' }).text();

  expect(JSON.stringify(events)).not.toContain('"ctx-1"');
  expect(events[0]).toEqual(session);
  expect(events[1]).toMatchObject({
    type: 'unknown',
    raw: { session_id: done.sessionId, event: { session_id: done.sessionId } },
  });
  expect(server.requests[1]?.body).toBe('{"message":"hi","session_id":"ctx-1"}');
});
