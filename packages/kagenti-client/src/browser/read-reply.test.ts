import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { ChatRoute } from '../../test/fixtures/chat-route.fixture.ts';
import { startKagentiServer } from '../../test/fixtures/kagenti-server.fixture.ts';
import {
  eventStream,
  frames,
  json,
  reset,
  type Script,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import { streaming } from '../../test/fixtures/streaming-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { pipeToResponse } from '../chat/pipe-to-response.ts';
import { KagentiClient } from '../kagenti-client.ts';
import { type ReplyError, readReply, type SseEvent } from './index.ts';

/** Everything that a page gets of a reply, the error last. */
async function readAll(response: Parameters<typeof readReply>[0]): Promise<unknown[]> {
  const seen: unknown[] = [];
  try {
    for await (const event of readReply(response)) seen.push(event);
  } catch (error) {
    seen.push(error);
  }
  return seen;
}

/** The facts of an error, as a page decides by them. */
const failure = (facts: Partial<ReplyError>): unknown =>
  expect.objectContaining({ name: 'ReplyError', ...facts });

async function withRoute(script: Script, body: (url: string) => Promise<void>): Promise<void> {
  await using server = await ScriptedServer.start(script);
  await body(`${server.origin}/chat`);
}

const text: SseEvent = { type: 'text', text: 'one ☀' };
const done: SseEvent = { type: 'done', sessionId: 's' };

test('C2: a page gets the events that the route sent [kagenti-chat-streaming/Page reads a reply to its end]', async () => {
  const server = await startKagentiServer();
  await using kagenti = new KagentiClient({
    baseUrl: server.backend.baseUrl,
    tokens: server.tokens,
  });
  const { chat } = kagenti.asUser(jane);
  const message = { ...weatherAgent, message: 'hi', sessionId: await session(kagenti) };
  await using route = await ChatRoute.start(response =>
    pipeToResponse(chat.stream(message), response),
  );

  const seen = await readAll(fetch(`${route.origin}/chat`));

  const sent: unknown[] = [];
  for await (const event of chat.stream(message)) sent.push(event);
  expect(seen).toEqual(sent);
  expect(seen.at(-1)).toMatchObject({ type: 'done', sessionId: message.sessionId });
  await server.stop();
});

/** A session of the agent, so that two replies have the same ids. */
async function session(kagenti: KagentiClient): Promise<string> {
  const { session_id } = await kagenti.asUser(jane).chat.send({ ...weatherAgent, message: 'hi' });
  return session_id;
}

test('C2: bytes are split anywhere, comments are skipped, the last blank line may be missing', async () => {
  const bytes = Buffer.from(`:\n\nretry: 1\n\n${frames(text)}${frames(done)}`.trimEnd());
  await using server = await streaming(Array.from(bytes, byte => Buffer.of(byte)));

  expect(await readAll(await fetch(server.origin))).toEqual([text, done]);
});

test('C2: a reply that is over frees its connection for the next one', async () => {
  const ports = new Set<number | undefined>();
  const script: Script = async response => {
    ports.add(response.socket?.remotePort);
    eventStream(response);
    response.write(frames(text, done));
    await sleep(20);
    response.end();
  };
  await withRoute(script, async url => {
    for (let count = 0; count < 3; count += 1) {
      expect(await readAll(fetch(url))).toEqual([text, done]);
      await sleep(50);
    }
  });

  expect(ports.size).toBe(1);
});

test.each<[string, Script, Partial<ReplyError>]>([
  ['ends early', response => void response.end(), { code: 'stream', reason: 'truncated' }],
  [
    'ends within an event',
    response => void response.end('data: {"type":"do'),
    { code: 'stream', reason: 'truncated' },
  ],
  ['is cut', response => response.socket?.destroySoon(), { code: 'connection' }],
  ['is reset', reset, { code: 'connection' }],
  [
    'has an event that is no JSON',
    response => void response.end('data: {\n\n'),
    { code: 'stream', reason: 'protocol' },
  ],
  [
    'has an event without a type',
    response => void response.end('data: null\n\n'),
    { code: 'stream', reason: 'protocol' },
  ],
])(
  'C2: a reply that %s fails after what arrived [kagenti-chat-streaming/Page notices a reply without its end]',
  async (_what, end, facts) => {
    const script: Script = async (response, request, index) => {
      eventStream(response);
      response.write(frames(text));
      await sleep(30);
      await end(response, request, index);
    };
    await withRoute(script, async url => {
      expect(await readAll(fetch(url))).toEqual([text, failure(facts)]);
    });
  },
);

test('C2: an error event is yielded and thrown [kagenti-chat-streaming/Page gets the failure of a reply]', async () => {
  const facts = { code: 'stream', reason: 'agent', requestId: 'r-1' } as const;
  const event: SseEvent = { type: 'error', message: 'It failed.', ...facts };
  await using server = await streaming([frames(text, event)]);

  expect(await readAll(fetch(server.origin))).toEqual([
    text,
    event,
    failure({ message: 'It failed.', ...facts, status: undefined }),
  ]);
});

const refusals: [string, Script, Partial<ReplyError>][] = [
  [
    'Backstage',
    response =>
      json(
        response,
        {
          error: { name: 'NotAllowedError', message: 'no', code: 'permission', requestId: 'r' },
          request: { method: 'POST', url: '/chat' },
          response: { statusCode: 403 },
        },
        403,
      ),
    { status: 403, code: 'permission', requestId: 'r', message: 'no' },
  ],
  [
    'a route',
    response => json(response, { code: 'timeout', requestId: 'r' }, 504),
    { status: 504, code: 'timeout', requestId: 'r' },
  ],
  [
    'a proxy',
    response => void response.writeHead(502, { 'content-type': 'text/html' }).end('<html>'),
    { status: 502, code: 'http', requestId: undefined },
  ],
  [
    'a gateway with a number as its code',
    response => json(response, { error: { code: 503, message: { text: 'no' } } }, 503),
    { status: 503, code: 'http', message: 'The server answered 503' },
  ],
  ['a route without a body', response => void response.writeHead(401).end(), { status: 401 }],
  ['JSON of another kind', response => json(response, ['no'], 500), { status: 500, code: 'http' }],
  [
    'a sign-in page',
    response => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    { code: 'stream', reason: 'protocol' },
  ],
  [
    'no content',
    response => void response.writeHead(204).end(),
    { code: 'stream', reason: 'protocol' },
  ],
];
for (const [what, script, facts] of refusals) {
  test(`C2: the refusal of ${what} is an error with its kind [kagenti-chat-streaming/Page gets the failure of a reply]`, async () => {
    await withRoute(script, async url => {
      expect(await readAll(fetch(url))).toEqual([failure(facts)]);
    });
  });
}

test('C2: a server that cannot be reached is a failed connection', async () => {
  const server = await ScriptedServer.start(() => undefined);
  const { origin } = server;
  await server.stop();

  expect(await readAll(fetch(origin))).toEqual([failure({ code: 'connection' })]);
});

test('C2: aborting the request throws the reason of its signal', async () => {
  await using server = await streaming([frames(text)], 'stay');
  const leaving = new AbortController();
  const events = readReply(fetch(server.origin, { signal: leaving.signal }));
  expect((await events.next()).value).toEqual(text);

  const next = events.next();
  leaving.abort();

  expect(await rejection(next)).toMatchObject({ name: 'AbortError' });
});

test('C2: aborting while a refusal arrives throws the reason, too', async () => {
  await using server = await ScriptedServer.start(response => {
    response.writeHead(500, { 'content-type': 'application/json' });
    response.write('{"error":');
  });
  const leaving = new AbortController();
  const answer = await fetch(server.origin, { signal: leaving.signal });
  const read = readAll(answer);

  leaving.abort('the user left');

  expect(await read).toEqual(['the user left']);
});

test('C2: leaving by break ends the call to Kagenti [kagenti-chat-streaming/Page leaves a reply]', async () => {
  await using server = await streaming([frames({ content: 'one' })], 'stay');
  await using kagenti = testClient(server.origin);
  await using route = await ChatRoute.start(response =>
    pipeToResponse(kagenti.asUser(jane).chat.stream({ ...weatherAgent, message: 'hi' }), response),
  );

  for await (const event of readReply(fetch(`${route.origin}/chat`))) {
    if (event.type === 'text') break;
  }

  expect(await server.connectionsClosed()).toBe(true);
});
