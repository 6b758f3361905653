import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { caFile } from '../../test/fixtures/authority-file.fixture.ts';
import { Http2Server, http2Json, http2Stream } from '../../test/fixtures/http2-server.fixture.ts';
import { frames } from '../../test/fixtures/scripted-server.fixture.ts';
import { collect } from '../../test/fixtures/streaming-server.fixture.ts';
import {
  firstEvent,
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { BoundKagentiClient, KagentiClient } from '../kagenti-client.ts';
import type { KagentiClientOptions } from '../options/client-options.ts';

const message = { ...weatherAgent, message: 'hi' };
/** Error codes of RFC 9113 section 7. */
const internalError = 2;
const refusedStream = 7;
const items = { items: [] };
const ending = frames({ content: 'two' }, { done: true, session_id: 's' });

function clientOf(
  server: Http2Server,
  options: Partial<KagentiClientOptions> = {},
): KagentiClient & { readonly api: BoundKagentiClient } {
  const client = testClient(server.origin, { tls: { caFile }, ...options });
  return Object.assign(client, { api: client.asUser(jane) });
}

test('calls, failures and replies share one connection [kagenti-api/Connections are used again]', async () => {
  await using server = await Http2Server.start((response, { path }) => {
    if (path.endsWith('/stream'))
      return void http2Stream(response).end(frames({ content: 'one' }) + ending);
    return http2Json(
      response,
      path.includes('gone') ? { detail: 'no' } : items,
      path.includes('gone') ? 404 : 200,
    );
  });
  await using kagenti = clientOf(server);
  const { agents, chat } = kagenti.api;

  const [lists, error, sent, reply] = await Promise.all([
    Promise.all(Array.from({ length: 20 }, () => agents.list({ namespace: 'team1' }))),
    rejection(agents.get({ namespace: 'team1', name: 'gone' })),
    chat.send(message).withResponse(),
    collect(chat.stream(message)),
  ]);

  expect(lists).toEqual(Array.from({ length: 20 }, () => items));
  expect(error).toMatchObject({ name: 'KagentiHttpError', status: 404, detail: 'no' });
  expect(sent).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
  expect(reply.events.map(event => event.type)).toEqual(['text', 'text', 'done']);
  expect(new Set(server.requests.map(({ version }) => version))).toEqual(new Set(['2.0']));
  expect(server.connections).toBe(1);
  expect(server.requests.find(({ method }) => method === 'POST')).toMatchObject({
    body: '{"message":"hi"}',
    headers: { authorization: 'Bearer token-1', 'x-backstage-user': jane },
  });
});

test('aborting one stream and leaving another lets the rest go on [kagenti-api/Connections are used again]', async () => {
  await using server = await Http2Server.start(response => {
    http2Stream(response).write(frames({ content: 'one' }));
  });
  await using kagenti = clientOf(server);
  const { chat } = kagenti.api;
  const controller = new AbortController();
  const [aborted, kept] = [{ signal: controller.signal }, {}].map(options =>
    chat.stream(message, options)[Symbol.asyncIterator](),
  );
  await aborted?.next();
  await kept?.next();
  await firstEvent(chat.stream(message));

  controller.abort(new Error('the user left'));
  const error = aborted && (await rejection(aborted.next()));

  expect(error).toMatchObject({ name: 'KagentiAbortError', cause: { message: 'the user left' } });
  expect(await server.openStreamsBecome(1)).toBe(true);
  for (const stream of server.streams) stream.end(ending);
  expect(await kept?.next()).toMatchObject({ value: { type: 'text', text: 'two' } });
  expect(await kept?.next()).toMatchObject({ value: { type: 'done' } });
  expect(server.connections).toBe(1);
});

test('a stream that nobody reads is held back, and calls beside it are not [kagenti-api/Connections are used again]', async () => {
  let sent = 0;
  await using server = await Http2Server.start((response, { path }) => {
    if (!path.endsWith('/stream')) return http2Json(response, { items: ['x'.repeat(512 * 1024)] });
    const stream = http2Stream(response);
    const frame = frames({ content: 'x'.repeat(16 * 1024) });
    const more = (): void => {
      while (!stream.destroyed && stream.write(frame)) sent += frame.length;
      stream.once('drain', more);
    };
    more();
  });
  await using kagenti = clientOf(server, { validation: 'off' });
  const iterators = [1, 2, 3, 4].map(() =>
    kagenti.api.chat.stream(message)[Symbol.asyncIterator](),
  );
  for (const iterator of iterators) await iterator.next();
  await sleep(300);
  const afterAWhile = sent;

  await kagenti.api.agents.list();
  await sleep(100);

  expect(sent).toBe(afterAWhile);
  expect(afterAWhile).toBeLessThan(8 * 1024 * 1024);
  expect(server.connections).toBe(1);
  for (let count = 0; count < 200; count += 1) await iterators[0]?.next();
  expect(sent).toBeGreaterThan(afterAWhile);
});

test('what the server still answers is taken, and calls meanwhile go elsewhere [kagenti-api/HTTP/2 connection is lost]', async () => {
  await using server = await Http2Server.start((response, { path }) => {
    if (path.endsWith('/stream')) http2Stream(response).write(frames({ content: 'one' }));
    else http2Json(response, items);
  });
  await using kagenti = clientOf(server);
  const { agents, chat } = kagenti.api;
  const stream = chat.stream(message)[Symbol.asyncIterator]();
  await stream.next();

  for (const session of server.sessions) session.goaway();
  // What crosses it on the way would wait for the stream; undici (8.13) has it so.
  await sleep(50);
  const { attempts } = await agents.list().withResponse();
  for (const open of server.streams) open.end(ending);

  expect(attempts).toMatchObject([{ status: 200 }]);
  expect(await stream.next()).toMatchObject({ value: { text: 'two' } });
  expect(await stream.next()).toMatchObject({ value: { type: 'done' } });
  expect([server.requests.length, server.connections]).toEqual([2, 2]);
});

test('what the server did not take is sent once more, a change too [kagenti-api/HTTP/2 connection is lost]', async () => {
  let answerFirst: (() => void) | undefined;
  await using server = await Http2Server.start((response, _request, index) => {
    if (index === 0) answerFirst = () => http2Json(response, items);
    // Takes the first stream, and nothing above it: RFC 9113 section 6.8.
    else if (index === 1) for (const session of server.sessions) session.goaway(0, 1);
    else http2Json(response, items);
  });
  await using kagenti = clientOf(server);
  const { agents, chat } = kagenti.api;
  const first = agents.list();
  while (server.requests.length < 1) await sleep(5);

  const second = chat.send(message).withResponse();
  while (server.requests.length < 2) await sleep(5);
  // undici (8.13) sends what was refused when the old connection has answered the rest, not before.
  answerFirst?.();

  expect(await first).toEqual(items);
  expect(await second).toMatchObject({ data: items, attempts: [{ status: 200 }] });
  expect([server.requests.length, server.connections]).toEqual([3, 2]);
});

test.each<[string, (server: Http2Server) => void]>([
  ['is cut', server => server.cut()],
  ['is ended by the server', server => server.endSessions()],
])('a connection that %s [kagenti-api/HTTP/2 connection is lost]', async (_how, lose) => {
  let isLost = false;
  await using server = await Http2Server.start((response, { path }) => {
    if (path.endsWith('/stream')) http2Stream(response).write(frames({ content: 'one' }));
    else if (isLost) http2Json(response, items);
  });
  await using kagenti = clientOf(server);
  const { agents, chat } = kagenti.api;
  const stream = chat.stream(message)[Symbol.asyncIterator]();
  await stream.next();
  const list = agents.list().withResponse();
  const send = rejection(chat.send(message));
  while (server.requests.length < 3) await sleep(5);

  isLost = true;
  lose(server);

  expect((await list).attempts).toHaveLength(2);
  expect(await send).toMatchObject({ name: 'KagentiConnectionError', requestSent: true });
  expect(await rejection(stream.next())).toMatchObject({ reason: 'truncated', text: 'one' });
  expect(await chat.send(message)).toEqual(items);
  expect(server.connections).toBe(2);
});

test('a request that the server resets breaks no other [kagenti-api/HTTP/2 connection is lost]', async () => {
  await using server = await Http2Server.start((response, { method }, index) => {
    if (method === 'POST' || index === 0) response.stream.close(internalError);
    else http2Json(response, items);
  });
  await using kagenti = clientOf(server);

  const { attempts } = await kagenti.api.agents.list().withResponse();
  const error = await rejection(kagenti.api.chat.send(message));

  expect(attempts).toMatchObject([{ failure: 'ERR_HTTP2_STREAM_ERROR' }, { status: 200 }]);
  expect(error).toMatchObject({ name: 'KagentiConnectionError', requestSent: true });
  expect(server.connections).toBe(1);
});

test('is tried again as what was never sent, and told as such [kagenti-api/HTTP/2 connection is lost]', async () => {
  let refusals = 3;
  await using server = await Http2Server.start(response => {
    refusals -= 1;
    if (refusals >= 0) response.stream.close(refusedStream);
    else http2Json(response, items);
  });
  await using kagenti = clientOf(server);

  const { attempts } = await kagenti.api.chat.send(message).withResponse();
  refusals = Infinity;
  const error = await rejection(kagenti.api.chat.send(message));

  // undici sends a refused request once more by itself, as RFC 9113 section 8.7 has it.
  expect(attempts).toMatchObject([{ failure: 'ERR_HTTP2_STREAM_ERROR' }, { status: 200 }]);
  expect(error).toMatchObject({ requestSent: false, attempts: [{}, {}, {}] });
});
