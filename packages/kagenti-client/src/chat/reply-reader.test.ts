import { setTimeout as sleep } from 'node:timers/promises';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  recordedDone as done,
  partsText,
  recorded,
} from '../../test/fixtures/recorded-streams.fixture.ts';
import {
  eventStream,
  frames,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import { collect, streaming } from '../../test/fixtures/streaming-server.fixture.ts';
import { jane, testClient, weatherAgent } from '../../test/fixtures/test-client.fixture.ts';

const message = { ...weatherAgent, message: 'hi' };

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

test.each(['text/event-stream', 'Text/Event-Stream; charset=utf-8', 'text/event-stream ;x=y'])(
  '%s is a stream [kagenti-chat-streaming/Reply arrives as events]',
  async type => {
    await using server = await ScriptedServer.start(response => {
      response.writeHead(200, { 'content-type': type }).end(recorded('working'));
    });
    await using kagenti = testClient(server.origin);

    await expect(kagenti.asUser(jane).chat.stream(message).text()).resolves.toContain('echo');
  },
);

test.each([
  ['a line', 1, 1],
  ['more than a connection is worth', 5_000, 2],
])('what follows the mark is %s', async (_what, lines, expected) => {
  const ports = new Set<number | undefined>();
  await using server = await ScriptedServer.start(async response => {
    ports.add(response.socket?.remotePort);
    eventStream(response);
    response.write(frames({ content: 'hi' }, { done: true }));
    await sleep(50);
    for (let line = 0; line < lines; line += 1) response.write(`: ${'x'.repeat(60)}\n`);
    await sleep(50);
    response.end();
  });
  await using kagenti = testClient(server.origin);
  const { chat } = kagenti.asUser(jane);

  expect(await chat.stream(message).text()).toBe('hi');
  await sleep(200);
  expect(await chat.stream(message).text()).toBe('hi');

  expect(ports.size).toBe(expected);
});

test('time that the reader takes for itself is none of the grace [kagenti-chat-streaming/End without a done mark]', async () => {
  const completed = { event: { type: 'status', state: 'completed' } };
  await using server = await ScriptedServer.start(async response => {
    eventStream(response);
    response.write(frames(completed));
    await sleep(30);
    response.write(frames({ content: 'a' }));
    await sleep(600);
    response.write(frames({ content: 'b' }));
    await sleep(900);
    response.end(frames({ content: 'c' }));
  });
  await using kagenti = testClient(server.origin);
  const texts: string[] = [];

  for await (const event of kagenti.asUser(jane).chat.stream(message)) {
    if (event.type !== 'text') continue;
    texts.push(event.text);
    if (event.text === 'a') await sleep(1_200);
  }

  expect(texts).toEqual(['a', 'b', 'c']);
});

test('A5: comments after a complete reply do not keep it open [kagenti-chat-streaming/End without a done mark]', async () => {
  const completed = { event: { type: 'status', state: 'completed', final: true } };
  await using server = await ScriptedServer.start(async response => {
    eventStream(response);
    response.write(frames(completed));
    for (let count = 0; count < 40 && !response.destroyed; count += 1) {
      await sleep(100);
      response.write(':\n\n');
    }
    response.end();
  });
  await using kagenti = testClient(server.origin);
  const startedAt = performance.now();

  const { events } = await collect(kagenti.asUser(jane).chat.stream(message));

  expect(events.at(-1)).toEqual({ type: 'done', state: 'completed' });
  expect(performance.now() - startedAt).toBeLessThan(2_500);
});

test('a server that stays is left [kagenti-chat-streaming/End without a done mark]', async () => {
  await using server = await streaming([recorded('final event without done')], 'stay');
  await using kagenti = testClient(server.origin);
  const startedAt = performance.now();

  const { events } = await collect(kagenti.asUser(jane).chat.stream(message));

  expect(events.at(-1)?.type).toBe('done');
  expect(performance.now() - startedAt).toBeLessThan(3_000);
  expect(await server.connectionsClosed()).toBe(true);
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
  'a %s is truncated, and not sent again [kagenti-chat-streaming/End of file before the end is truncation]',
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

test('cut at any byte it is whole, or says that it is not [kagenti-chat-streaming/End of file before the end is truncation]', async () => {
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

test('a failed task: state, error, failure [kagenti-chat-streaming/Error of the agent in the stream]', async () => {
  await using server = await streaming([recorded('task fails')]);
  await using kagenti = testClient(server.origin);

  const { events, error } = await collect(kagenti.asUser(jane).chat.stream(message));

  expect(events.slice(-2)).toEqual([
    { type: 'status', state: 'failed', final: true, taskId: 't1' },
    { type: 'error', message: 'no such city', taskId: 't1' },
  ]);
  expect(error).toMatchObject({ reason: 'agent', text: partsText, agentMessage: 'no such city' });
});

test.each([
  ['HTML', 'text/html', '<html>', 'protocol'],
  ['JSON', 'application/json', '{}', 'protocol'],
  ['no media type', undefined, frames({ done: true }), 'protocol'],
  ['a longer media type', 'text/event-streams', frames({ done: true }), 'protocol'],
  ['another media type', 'application/text/event-stream', frames({ done: true }), 'protocol'],
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

    expect(error).toMatchObject({
      name: 'KagentiStreamError',
      reason,
      message: expect.stringContaining('the answer is not the event stream that Kagenti sends'),
    });
    // At once: nothing of it is waited for.
    expect(await server.connectionsClosed(700)).toBe(true);
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
