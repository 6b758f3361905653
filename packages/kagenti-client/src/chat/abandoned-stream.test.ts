import { getEventListeners } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { EndlessEvents } from '../../test/fixtures/endless-events.fixture.ts';
import { recorded } from '../../test/fixtures/recorded-streams.fixture.ts';
import {
  eventStream,
  frames,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import { collect, streaming } from '../../test/fixtures/streaming-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { ChatStream } from './chat-stream.ts';

const message = { ...weatherAgent, message: 'hi' };
const streamIdleMs = 250;

const servers: readonly [string, () => Promise<ScriptedServer>][] = [
  ['a server that floods', () => EndlessEvents.start().then(({ server }) => server)],
  ['a server that is silent', () => streaming([frames({ content: 'one' })], 'stay')],
  ['a reply that came whole', () => streaming([recorded('working')])],
];

/** Ways to begin with a stream and to forget it. Each gives what the next read would be. */
const beginnings: readonly [string, (stream: ChatStream) => Promise<() => Promise<unknown>>][] = [
  [
    'an iterator',
    async stream => {
      const iterator = stream[Symbol.asyncIterator]();
      await iterator.next();
      return () => iterator.next();
    },
  ],
  [
    'a web stream',
    async stream => {
      const reader = stream.toReadableStream().getReader();
      await reader.read();
      return () => reader.read();
    },
  ],
  [
    'withResponse()',
    async stream => {
      await stream.withResponse();
      return () => stream.text();
    },
  ],
];

test.each(
  servers.flatMap(([server, start]) =>
    beginnings.map(([how, begin]) => [server, how, start, begin] as const),
  ),
)(
  '%s, and %s that is forgotten [kagenti-chat-streaming/Stream that nobody reads on ends]',
  async (_server, _how, start, begin) => {
    const outcomes: string[] = [];
    await using server = await start();
    await using kagenti = testClient(server.origin, {
      timeouts: { streamIdleMs },
      audit: ({ outcome }) => void outcomes.push(outcome),
    });
    const { signal } = new AbortController();
    const next = await begin(kagenti.asUser(jane).chat.stream(message, { signal }));
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    await sleep(2 * streamIdleMs + 100);

    expect(getEventListeners(signal, 'abort')).toEqual([]);
    expect(outcomes).toEqual(['started', 'failed']);
    await expect(rejection(next())).resolves.toMatchObject({
      name: 'KagentiTimeoutError',
      clock: 'idle',
      attempts: [{ status: 200 }],
    });
    expect(outcomes).toHaveLength(2);
  },
);

test.each(servers.slice(0, 2))(
  '%s has its connection closed [kagenti-chat-streaming/Stream that nobody reads on ends]',
  async (_what, start) => {
    await using server = await start();
    await using kagenti = testClient(server.origin, { timeouts: { streamIdleMs } });
    await kagenti.asUser(jane).chat.stream(message)[Symbol.asyncIterator]().next();
    expect(server.openConnections).toBe(1);

    expect(await server.connectionsClosed()).toBe(true);
  },
);

test('a reader who takes its time between events is no absent one [kagenti-chat-streaming/Stream that nobody reads on ends]', async () => {
  const contents = Array.from({ length: 8 }, (_, index) => ({ content: `${index}` }));
  await using server = await streaming([frames(...contents, { done: true })]);
  await using kagenti = testClient(server.origin, { timeouts: { streamIdleMs } });
  const types: string[] = [];

  for await (const event of kagenti.asUser(jane).chat.stream(message)) {
    types.push(event.type);
    await sleep(50);
  }

  expect(types).toEqual([...contents.map(() => 'text'), 'done']);
});

test('one who waits reads, however long the agent takes [kagenti-chat-streaming/Stream that nobody reads on ends]', async () => {
  await using server = await ScriptedServer.start(async response => {
    eventStream(response);
    // The server is not silent, so that its own clock does not run out.
    for (let round = 0; round < 22; round += 1) {
      response.write(':\n\n');
      await sleep(50);
    }
    response.end(frames({ content: 'late' }, { done: true }));
  });
  await using kagenti = testClient(server.origin, { timeouts: { streamIdleMs: 2 * streamIdleMs } });

  const { events, error } = await collect(kagenti.asUser(jane).chat.stream(message));

  expect(error).toBeUndefined();
  expect(events[0]).toEqual({ type: 'text', text: 'late' });
});
