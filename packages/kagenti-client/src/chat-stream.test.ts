import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ChatEvent } from './chat-event.ts';
import type { ChatStream } from './chat-stream.ts';
import { recorded } from './recorded-streams.fixture.ts';
import { eventStream, frames, reset, ScriptedServer } from './scripted-server.fixture.ts';
import { firstEvent, jane, rejection, testClient, weatherAgent } from './test-client.fixture.ts';

const message = { ...weatherAgent, message: 'hi' };

/** A server that sends these pieces, then ends, or does what it is told. */
function streaming(
  pieces: readonly (string | Uint8Array)[],
  ending: 'end' | 'stay' | 'reset' | 'cut' = 'end',
): Promise<ScriptedServer> {
  return ScriptedServer.start(async response => {
    eventStream(response);
    for (const piece of pieces) {
      response.write(piece);
      if (pieces.length > 1) await sleep(1);
    }
    if (ending === 'stay') return;
    if (ending === 'end') response.end();
    else {
      await sleep(30);
      if (ending === 'reset') reset(response);
      else response.socket?.destroySoon();
    }
  });
}

/** Everything that a stream yields, and the error that it ends in. */
async function collect(stream: ChatStream): Promise<{ events: ChatEvent[]; error: unknown }> {
  const events: ChatEvent[] = [];
  try {
    for await (const event of stream) events.push(event);
    return { events, error: undefined };
  } catch (error) {
    return { events, error };
  }
}

const boundSession = expect.stringMatching(/^(?:ctx-1|s-9)\.[\w-]{43}$/);
const working = {
  type: 'status',
  state: 'working',
  final: false,
  message: 'thinking',
  taskId: 't1',
};
const parts = [0, 1, 2].flatMap(index => [
  { type: 'artifact', name: 'answer', index },
  { type: 'text', text: `part ${index} ☀ ` },
]);
const partsText = 'part 0 ☀ part 1 ☀ part 2 ☀ ';
const done = { type: 'done', sessionId: boundSession };

test.each<[string, readonly unknown[]]>([
  [
    'working',
    [
      working,
      ...parts,
      { type: 'status', state: 'completed', final: true, message: 'echo: hi', taskId: 't1' },
      { type: 'text', text: 'echo: hi' },
      done,
    ],
  ],
  [
    'message without a task',
    [
      { ...working, message: 'echo: direct', taskId: 'm1' },
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

test.each(['final event without done', 'lower-case states without done'])(
  '%s [kagenti-chat-streaming/End without a done mark]',
  async name => {
    await using server = await streaming([recorded(name)]);
    await using kagenti = testClient(server.origin);

    const { events, error } = await collect(kagenti.asUser(jane).chat.stream(message));

    expect(error).toBeUndefined();
    expect(events.filter(event => event.type === 'done')).toEqual([done]);
    expect(events.at(-1)?.type).toBe('done');
  },
);

test('what follows a state that ends a task still arrives [kagenti-chat-streaming/End without a done mark]', async () => {
  const completed = {
    session_id: 'ctx-1',
    event: { type: 'status', state: 'TASK_STATE_COMPLETED' },
  };
  await using server = await streaming([frames(completed), frames({ content: 'late' })]);
  await using kagenti = testClient(server.origin);

  await expect(kagenti.asUser(jane).chat.stream(message).text()).resolves.toBe('late');
});

test('a break after the end loses nothing [kagenti-chat-streaming/End without a done mark]', async () => {
  await using server = await streaming([recorded('final event without done')], 'reset');
  await using kagenti = testClient(server.origin);

  const { events, error } = await collect(kagenti.asUser(jane).chat.stream(message));

  expect(error).toBeUndefined();
  expect(events.at(-1)?.type).toBe('done');
});

test('a server that stays is left [kagenti-chat-streaming/Server holds the stream open after the end]', async () => {
  await using server = await streaming([recorded('final event without done')], 'stay');
  await using kagenti = testClient(server.origin);
  const startedAt = performance.now();

  const { events } = await collect(kagenti.asUser(jane).chat.stream(message));

  expect(events.at(-1)?.type).toBe('done');
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  expect(await server.connectionsClosed()).toBe(true);
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

test.each([
  ['no final event', partsText],
  ['silent', ''],
])(
  '%s is truncated [kagenti-chat-streaming/End of file before the end is truncation]',
  async (name, text) => {
    await using server = await streaming([recorded(name)]);
    await using kagenti = testClient(server.origin);

    const { events, error } = await collect(kagenti.asUser(jane).chat.stream(message));

    expect(error).toMatchObject({ name: 'KagentiStreamError', reason: 'truncated', text });
    expect(events.some(event => event.type === 'done')).toBe(false);
  },
);

test('half an event at the end is truncation [kagenti-chat-streaming/End of file before the end is truncation]', async () => {
  await using server = await streaming([`${frames({ content: 'one' })}data: {"done": tr`]);
  await using kagenti = testClient(server.origin);

  await expect(kagenti.asUser(jane).chat.stream(message).text()).rejects.toMatchObject({
    reason: 'truncated',
    text: 'one',
  });
});

test.each(['reset', 'cut'] as const)(
  'a %s is truncated, and not sent again [kagenti-chat-streaming/Connection cut in mid-stream is truncation]',
  async ending => {
    await using server = await streaming([recorded('no final event')], ending);
    await using kagenti = testClient(server.origin);

    const { error } = await collect(kagenti.asUser(jane).chat.stream(message));

    expect(error).toMatchObject({
      name: 'KagentiStreamError',
      reason: 'truncated',
      text: partsText,
      message: expect.stringMatching(/the reply was cut \((?:ECONNRESET|UND_ERR_SOCKET)\)/),
    });
    expect(server.requests).toHaveLength(1);
  },
);

test('cut at any byte it is whole, or says that it is not [kagenti-chat-streaming/Connection cut in mid-stream is truncation]', async () => {
  const bytes = Buffer.from(recorded('working'));
  const mark = bytes.indexOf('data: {"done"');
  let length = 0;
  await using server = await ScriptedServer.start(response => {
    eventStream(response);
    response.write(bytes.subarray(0, length), () => response.socket?.destroySoon());
  });
  await using kagenti = testClient(server.origin);

  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: bytes.length }), async cut => {
      length = cut;
      const { events, error } = await collect(kagenti.asUser(jane).chat.stream(message));
      const isWhole = events.at(-1)?.type === 'done';
      expect(isWhole).toBe(error === undefined);
      // The frame before the mark is final, and whole without the two line ends behind it.
      expect(isWhole).toBe(cut >= mark - 2);
    }),
    { numRuns: 60 },
  );
});

test.each([
  [
    'agent drops the connection',
    partsText,
    'Connection error: peer closed connection without sending complete message body (incomplete chunked read)',
  ],
  ['agent answers 403', '', 'Agent error: 403'],
])(
  '%s: error, then a failure [kagenti-chat-streaming/Error of the agent in the stream]',
  async (name, text, said) => {
    await using server = await streaming([recorded(name)]);
    await using kagenti = testClient(server.origin);
    const { chat } = kagenti.asUser(jane);

    const { events, error } = await collect(chat.stream(message));

    expect(events.at(-1)).toEqual({ type: 'error', message: said });
    expect(error).toMatchObject({
      name: 'KagentiStreamError',
      reason: 'agent',
      text,
      agentMessage: said,
    });
    await expect(chat.stream(message).result()).rejects.toMatchObject({ reason: 'agent', text });
  },
);

test('a failed task: state, error, failure [kagenti-chat-streaming/Task that did not succeed]', async () => {
  await using server = await streaming([recorded('task fails')]);
  await using kagenti = testClient(server.origin);

  const { events, error } = await collect(kagenti.asUser(jane).chat.stream(message));

  expect(events.slice(-3)).toEqual([
    { type: 'status', state: 'failed', final: true, message: 'no such city', taskId: 't1' },
    { type: 'text', text: 'no such city' },
    { type: 'error', message: 'no such city' },
  ]);
  expect(error).toMatchObject({
    reason: 'agent',
    text: `${partsText}no such city`,
    agentMessage: 'no such city',
  });
});

test.each(['asks for input', 'asks for input in lower case'])(
  '%s [kagenti-chat-streaming/Agent asks for input]',
  async name => {
    await using server = await streaming([recorded(name)]);
    await using kagenti = testClient(server.origin);

    const { events, error } = await collect(kagenti.asUser(jane).chat.stream(message));

    expect(error).toBeUndefined();
    expect(events.slice(-3)).toEqual([
      { type: 'inputRequired', message: 'Which city?' },
      { type: 'text', text: 'Which city?' },
      done,
    ]);
  },
);

test('the agent asks for a sign-in [kagenti-chat-streaming/Agent asks for a sign-in]', async () => {
  await using server = await streaming([recorded('asks for a sign-in')]);
  await using kagenti = testClient(server.origin);

  const result = await kagenti.asUser(jane).chat.stream(message).result();

  expect(result).toMatchObject({
    state: 'auth-required',
    authRequired: { message: 'Sign in to the calendar' },
  });
});

test.each([
  ['HTML', 'text/html', '<html>', 'protocol'],
  ['JSON', 'application/json', '{}', 'protocol'],
  ['no media type', undefined, 'data: {}\n\n', 'protocol'],
  ['an event that is no JSON', 'text/event-stream', 'data: hello\n\n', 'protocol'],
  ['an event that is no object', 'TEXT/EVENT-STREAM ;charset=utf-8', 'data: [1]\n\n', 'protocol'],
])(
  '%s is not what Kagenti sends [kagenti-chat-streaming/Stream that is not what it should be]',
  async (_what, type, body, reason) => {
    await using server = await ScriptedServer.start(response => {
      response.writeHead(200, type === undefined ? {} : { 'content-type': type });
      response.write(body);
    });
    await using kagenti = testClient(server.origin);

    const { error } = await collect(kagenti.asUser(jane).chat.stream(message));

    expect(error).toMatchObject({ name: 'KagentiStreamError', reason });
    expect(await server.connectionsClosed()).toBe(true);
  },
);

test('an event above the limit ends the stream [kagenti-chat-streaming/Stream that is not what it should be]', async () => {
  await using server = await ScriptedServer.start(response => {
    eventStream(response);
    response.write('data: "');
    const more = (): void => {
      if (!response.destroyed) response.write('x'.repeat(1024 * 1024), more);
    };
    more();
  });
  await using kagenti = testClient(server.origin);

  const { error } = await collect(kagenti.asUser(jane).chat.stream(message));

  expect(error).toMatchObject({ reason: 'protocol' });
  expect(await server.connectionsClosed()).toBe(true);
});

test('the text is the content of all events [kagenti-chat-streaming/Text of a reply]', async () => {
  await using server = await streaming([recorded('working')]);
  await using kagenti = testClient(server.origin);

  await expect(kagenti.asUser(jane).chat.stream(message).text()).resolves.toBe(
    `${partsText}echo: hi`,
  );
});

test('the result has all that matters [kagenti-chat-streaming/Result of a reply]', async () => {
  await using server = await streaming([recorded('asks for input')]);
  await using kagenti = testClient(server.origin);

  await expect(kagenti.asUser(jane).chat.stream(message).result()).resolves.toEqual({
    text: `${partsText}Which city?`,
    state: 'input-required',
    artifacts: [0, 1, 2].map(index => ({ name: 'answer', index })),
    inputRequired: { message: 'Which city?' },
    sessionId: boundSession,
  });
});

test('a reply of which nothing is known but its end [kagenti-chat-streaming/Result of a reply]', async () => {
  await using server = await streaming([frames({ done: true })]);
  await using kagenti = testClient(server.origin);

  await expect(kagenti.asUser(jane).chat.stream(message).result()).resolves.toEqual({
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

  expect(error).toMatchObject({ name: 'KagentiError', code: 'stream_used' });
  expect(server.requests).toHaveLength(1);
});

test('breaking out is quiet [kagenti-chat-streaming/Break is quiet and frees the socket]', async () => {
  await using server = await streaming([frames({ content: 'one' }, { content: 'two' })], 'stay');
  await using kagenti = testClient(server.origin);
  const first = await firstEvent(kagenti.asUser(jane).chat.stream(message));

  expect(first).toEqual({ type: 'text', text: 'one' });
  expect(await server.connectionsClosed()).toBe(true);
});

test('a slow reader holds the server back [kagenti-chat-streaming/Slow consumer holds the server back]', async () => {
  let written = 0;
  const frame = frames({ content: 'x'.repeat(16 * 1024) });
  await using server = await ScriptedServer.start(response => {
    eventStream(response);
    const more = (): void => {
      while (!response.destroyed) {
        written += frame.length;
        if (!response.write(frame)) {
          response.once('drain', more);
          return;
        }
      }
    };
    more();
  });
  await using kagenti = testClient(server.origin);
  const stream = kagenti.asUser(jane).chat.stream(message)[Symbol.asyncIterator]();
  await stream.next();
  await sleep(300);
  const afterAWhile = written;
  await sleep(200);

  expect(written).toBe(afterAWhile);
  for (let count = 0; count < 2_000; count += 1) await stream.next();
  expect(written).toBeGreaterThan(afterAWhile);
  await stream.return?.();
});

test('the session of a reply goes on [audit-identity/No bare session id comes out]', async () => {
  const strange = frames({ session_id: 'ctx-1', event: { type: 'plan', session_id: 'ctx-1' } });
  await using server = await streaming([strange + frames({ done: true, session_id: 'ctx-1' })]);
  await using kagenti = testClient(server.origin);
  const { chat } = kagenti.asUser(jane);

  const { events } = await collect(chat.stream(message));
  const last = events.at(-1);
  const sessionId = last?.type === 'done' ? last.sessionId : undefined;
  await chat.stream({ ...message, sessionId: sessionId ?? '' }).text();

  expect(JSON.stringify(events)).not.toContain('"ctx-1"');
  expect(events[0]).toMatchObject({
    type: 'unknown',
    raw: { session_id: boundSession, event: { session_id: boundSession } },
  });
  expect(server.requests[1]?.body).toBe('{"message":"hi","session_id":"ctx-1"}');
});
