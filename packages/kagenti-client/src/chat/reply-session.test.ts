import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { recorded } from '../../test/fixtures/recorded-streams.fixture.ts';
import { frames, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { collect, streaming } from '../../test/fixtures/streaming-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import { KagentiError } from '../errors/kagenti-error.ts';
import type { KagentiClient } from '../kagenti-client.ts';
import type { ChatStream } from './chat-stream.ts';

const message = { ...weatherAgent, message: 'hi' };
const bound = (id: string) => expect.stringMatching(new RegExp(`^${id}\\.[\\w-]{43}$`));
const said = (session_id: string | undefined, content = 'x') => ({ session_id, content });
const status = (state: string) => ({ session_id: 's', event: { type: 'status', state } });

test('A6: the session comes before the first event of the agent, and again when its id changes [kagenti-chat-streaming/Session arrives with the first event]', async () => {
  await using server = await streaming([
    frames(said('own', 'a'), said('own', 'b'), said('agents', 'c'), {
      done: true,
      session_id: 'agents',
    }),
  ]);
  await using kagenti = testClient(server.origin);
  const stream = kagenti.asUser(jane).chat.stream(message);
  expect(stream.sessionId).toBeUndefined();

  const { events } = await collect(stream);

  expect(events).toEqual([
    { type: 'session', sessionId: bound('own') },
    { type: 'text', text: 'a' },
    { type: 'text', text: 'b' },
    { type: 'session', sessionId: bound('agents') },
    { type: 'text', text: 'c' },
    { type: 'done', sessionId: bound('agents') },
  ]);
  expect(stream.sessionId).toEqual(bound('agents'));
});

test('A6: a reply without an event of the agent names no session but in its end', async () => {
  await using server = await streaming([frames({ error: 'Agent error: 500', session_id: 's' })]);
  await using kagenti = testClient(server.origin);

  const { events, error } = await collect(kagenti.asUser(jane).chat.stream(message));

  expect(events).toEqual([{ type: 'error', message: 'Agent error: 500' }]);
  expect(error).toMatchObject({ sessionId: bound('s') });
});

test('A6: an id that changes with the failure is announced before it', async () => {
  await using server = await streaming([
    frames(said('own', 'a'), { error: 'Agent error: 500', session_id: 'agents' }),
  ]);
  await using kagenti = testClient(server.origin);

  const { events } = await collect(kagenti.asUser(jane).chat.stream(message));

  expect(events.slice(2)).toEqual([
    { type: 'session', sessionId: bound('agents') },
    { type: 'error', message: 'Agent error: 500' },
  ]);
});

/** Ends of a reply that lose what comes after its first text. */
const losses: readonly [
  string,
  string,
  (kagenti: KagentiClient, stop: AbortController) => unknown,
][] = [
  ['is cut', 'KagentiStreamError', () => undefined],
  ['is aborted', 'KagentiAbortError', (_kagenti, stop) => stop.abort()],
  ['falls silent', 'KagentiTimeoutError', () => undefined],
  ['ends with its client', 'KagentiAbortError', kagenti => kagenti.close()],
  ['is not what Kagenti sends', 'KagentiStreamError', () => undefined],
  ['fails', 'KagentiStreamError', () => undefined],
];

test.each(losses)(
  'A6: a reply that %s: its error has the session, and does not print it [kagenti-chat-streaming/Session outlives a failure]',
  async (what, name, end) => {
    const last: Record<string, string> = {
      'is not what Kagenti sends': 'data: 7\n\n',
      fails: frames({ ...status('FAILED') }),
    };
    const wire = frames(said('s')) + (last[what] ?? '');
    await using server = await streaming([wire], what === 'is cut' ? 'cut' : 'stay');
    await using kagenti = testClient(server.origin, { timeouts: { streamIdleMs: 200 } });
    const stop = new AbortController();
    const stream = kagenti.asUser(jane).chat.stream(message, { signal: stop.signal });

    const error = await rejection(
      (async () => {
        for await (const { type } of stream) if (type === 'text') await end(kagenti, stop);
      })(),
    );

    expect(error).toMatchObject({ name, sessionId: bound('s') });
    expect(stream.sessionId).toEqual(bound('s'));
    expect(inspect(error) + JSON.stringify(error)).not.toContain(stream.sessionId);
  },
);

test('A6: a conversation continues after its reply was stopped [kagenti-chat-streaming/Session outlives a failure]', async () => {
  await using server = await streaming([recorded('working')], 'stay');
  await using kagenti = testClient(server.origin);
  const { chat } = kagenti.asUser(jane);
  const stopped = chat.stream(message);
  for await (const { type } of stopped) if (type === 'text') break;

  await chat.stream({ ...message, sessionId: stopped.sessionId ?? '' }).text();

  expect(server.requests[1]?.body).toBe('{"message":"hi","session_id":"ctx-1"}');
});

test("A6: another user's session is refused [audit-identity/Callers see only bound session ids]", async () => {
  await using server = await streaming([recorded('working')]);
  await using kagenti = testClient(server.origin);
  const stream: ChatStream = kagenti.asUser(jane).chat.stream(message);
  await stream.text();
  const { chat } = kagenti.asUser('user:default/joe');

  const error = await rejection(
    chat.stream({ ...message, sessionId: stream.sessionId ?? '' }).text(),
  );

  expect(error).toMatchObject({ code: 'session_refused' });
  expect(KagentiError.isInstance(error) && error.sessionId).toBeUndefined();
});

test('A6: the browser gets it before the first text [kagenti-chat-streaming/Session arrives with the first event]', async () => {
  await using server = await streaming([recorded('working')], 'cut');
  await using kagenti = testClient(server.origin);

  const text = await kagenti.asUser(jane).chat.stream(message).toSSEResponse().text();

  const [, first] = text.split('\n\n');
  expect(JSON.parse(first?.slice('data: '.length) ?? '')).toEqual({
    type: 'session',
    sessionId: bound('ctx-1'),
  });
});

test('Bad input: frames without a session id, or with one that is no text [kagenti-chat-streaming/Session arrives with the first event]', async () => {
  await using server = await ScriptedServer.start(response => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(
      frames(said(undefined), { session_id: 7, content: 'y' }, said(''), { done: true }),
    );
  });
  await using kagenti = testClient(server.origin);
  const stream = kagenti.asUser(jane).chat.stream(message);

  const { events, error } = await collect(stream);

  expect(error).toBeUndefined();
  expect(events.map(({ type }) => type)).toEqual(['text', 'text', 'text', 'done']);
  expect([events.at(-1), stream.sessionId]).toEqual([{ type: 'done' }, undefined]);
});
