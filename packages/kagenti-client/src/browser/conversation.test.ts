import { expect, onTestFinished, test, vi } from 'vitest';
import {
  eventStream,
  json,
  type Script,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import {
  type ChatMessage,
  Conversation,
  type ConversationOptions,
  type SendMessage,
  type SseEvent,
} from './index.ts';

const lines = (...events: readonly SseEvent[]): string =>
  events.map(event => `data: ${JSON.stringify(event)}\n\n`).join('');
const session: SseEvent = { type: 'session', sessionId: 's-1' };
const one: SseEvent = { type: 'text', text: 'one' };
const done: SseEvent = { type: 'done' };
const question: SseEvent = { type: 'inputRequired', message: 'Which city?', requestId: 'r-17' };

/** A reply that ends after these events. */
const reply =
  (...events: readonly SseEvent[]): Script =>
  response => {
    eventStream(response);
    response.end(lines(...events));
  };

/** A reply that stays open after these events. */
const openReply =
  (...events: readonly SseEvent[]): Script =>
  response => {
    eventStream(response);
    response.write(lines(...events));
  };

/** A conversation with a route that answers by these scripts, one after the other. */
async function startChat(scripts: readonly Script[], options: Partial<ConversationOptions> = {}) {
  const server = await ScriptedServer.start((response, request, index) =>
    scripts[index]?.(response, request, index),
  );
  onTestFinished(() => server.stop());
  const send: SendMessage = (message, signal) =>
    fetch(server.origin, { method: 'POST', body: JSON.stringify(message), signal });
  const conversation = new Conversation(Object.assign({ send }, options));
  const posted = (): ChatMessage[] => server.requests.map(({ body }) => JSON.parse(body));
  return { server, conversation, posted };
}

/** Waits until the conversation is as wanted. */
function until(conversation: Conversation, isWanted: () => boolean): Promise<void> {
  return new Promise(resolve => {
    const end = conversation.subscribe(check);
    function check(): void {
      if (!isWanted()) return;
      end();
      resolve();
    }
    check();
  });
}

const textOf = ({ snapshot }: Conversation): (string | undefined)[] =>
  snapshot.messages.map(({ text }) => text);

test('Portal: a page follows a reply from the message to its end [kagenti-chat-streaming/Page keeps a conversation]', async () => {
  const { conversation, posted } = await startChat([
    reply(session, one, { type: 'text', text: ' two' }, done),
    reply(one, done),
  ]);
  const seen = [conversation.snapshot];
  conversation.subscribe(() => void seen.push(conversation.snapshot));

  await conversation.say('hi');
  await conversation.say('and now?');

  expect(seen.map(({ isReplying }) => isReplying).slice(0, 3)).toEqual([false, true, true]);
  expect(new Set(seen).size).toBe(seen.length);
  expect(conversation.snapshot).toBe(seen.at(-1));
  expect(conversation.snapshot).toEqual({
    messages: [
      { from: 'user', parts: [{ type: 'text', text: 'hi' }], text: 'hi' },
      { from: 'agent', parts: [{ type: 'text', text: 'one two' }], text: 'one two', ended: 'done' },
      { from: 'user', parts: [{ type: 'text', text: 'and now?' }], text: 'and now?' },
      { from: 'agent', parts: [{ type: 'text', text: 'one' }], text: 'one', ended: 'done' },
    ],
    isReplying: false,
    sessionId: 's-1',
  });
  expect(posted()).toEqual([{ message: 'hi' }, { message: 'and now?', sessionId: 's-1' }]);
});

test('Portal: an event that changes nothing leaves the snapshot as it was', async () => {
  const { conversation } = await startChat(
    [
      openReply(
        session,
        session,
        { type: 'unknown', raw: 1 },
        { type: 'status', state: 'working', final: false },
      ),
    ],
    { onEvent: ({ type }) => void (type === 'status' && conversation.stop()) },
  );
  let changes = 0;
  conversation.subscribe(() => void (changes += 1));

  await conversation.say('hi');

  // The message, the session and the end.
  expect(changes).toBe(3);
});

/** A part of an artifact with its content. */
const part = (name: string, text: string): SseEvent[] => [
  { type: 'artifact', name, index: 0 },
  { type: 'text', text, ofArtifact: true },
];

test('Portal: a reply has text and artifacts in order, each artifact whole [kagenti-chat-streaming/Page shows text and artifacts in order]', async () => {
  const { conversation } = await startChat([
    reply(
      { type: 'text', text: 'Notes: ' },
      ...part('notes.md', '# No'),
      ...part('notes.md', 'tes'),
      { type: 'text', text: ' and ' },
      { type: 'artifact', text: 'beside' },
      ...part('data.json', '{}'),
      done,
    ),
  ]);

  await conversation.say('Write');

  expect(conversation.snapshot.messages[1]).toEqual({
    from: 'agent',
    text: 'Notes: # Notes and beside{}',
    parts: [
      { type: 'text', text: 'Notes: ' },
      { type: 'artifact', name: 'notes.md', text: '# Notes' },
      { type: 'text', text: ' and ' },
      { type: 'artifact', text: 'beside' },
      { type: 'artifact', name: 'data.json', text: '{}' },
    ],
    ended: 'done',
  });
});

test('Portal: the answer to a question quotes its id in the session [kagenti-chat-streaming/Page answers a question]', async () => {
  const { conversation, posted } = await startChat([
    reply(session, question, { type: 'done', state: 'input-required' }),
    reply(one, done),
  ]);

  await conversation.say('Will it rain?');
  expect(conversation.snapshot.question).toEqual(question);
  await conversation.say('Brno');

  expect(posted()[1]).toEqual({ message: 'Brno (request r-17)', sessionId: 's-1' });
  expect(conversation.snapshot.question).toBeUndefined();
  expect(textOf(conversation)).toEqual(['Will it rain?', '', 'Brno', 'one']);
});

test('Portal: the answer to a question without an id is sent as it is', async () => {
  const { conversation, posted } = await startChat([
    reply({ type: 'authRequired' }, done),
    reply(done),
  ]);

  await conversation.say('hi');
  await conversation.say('Signed in');

  expect(posted()[1]).toEqual({ message: 'Signed in' });
  expect(conversation.snapshot.question).toBeUndefined();
});

test('Portal: a question stays open when its answer fails [kagenti-chat-streaming/Page answers a question]', async () => {
  const { conversation, posted } = await startChat([
    reply(question, done),
    reply(session, { type: 'error', message: 'no', code: 'stream', reason: 'agent' }),
    reply(one, done),
  ]);
  await conversation.say('hi');

  await conversation.say('Brno');
  expect(conversation.snapshot).toMatchObject({ question, failure: { reason: 'agent' } });
  await conversation.say('Brno');

  expect(
    posted()
      .map(({ message }) => message)
      .slice(1),
  ).toEqual(['Brno (request r-17)', 'Brno (request r-17)']);
  expect(conversation.snapshot.question).toBeUndefined();
  expect(conversation.snapshot.failure).toBeUndefined();
});

test('Portal: an agent that continues by itself leaves no question, and text alone leaves it', async () => {
  const { conversation } = await startChat([
    reply({ type: 'authRequired' }, { type: 'status', state: 'working', final: false }, one, done),
    reply(question, one, done),
  ]);

  await conversation.say('hi');
  expect(conversation.snapshot.question).toBeUndefined();
  await conversation.say('hi');

  expect(conversation.snapshot.question).toEqual(question);
});

test('Portal: a second message while a reply runs is refused, and is not sent', async () => {
  const { conversation, posted } = await startChat([openReply(one)]);
  const first = conversation.say('hi');

  await expect(conversation.say('again')).rejects.toThrow('call stop() before say()');

  await until(conversation, () => conversation.snapshot.messages[1]?.text === 'one');
  expect(textOf(conversation)).toEqual(['hi', 'one']);
  conversation.stop();
  await first;
  expect(posted()).toHaveLength(1);
});

/** Where a reply is when the user stops it. */
const moments: readonly [string, Script, string][] = [
  ['the request is not answered', () => undefined, ''],
  ['no event has arrived', openReply(), ''],
  ['an event is awaited', openReply(session, one), 'one'],
];
for (const [what, script, text] of moments) {
  test(`Portal: a reply is stopped while ${what} [kagenti-chat-streaming/Page stops a reply]`, async () => {
    const { server, conversation, posted } = await startChat([script, reply(one, done)]);
    const saying = conversation.say('hi');
    await expect.poll(() => server.requests.length).toBe(1);
    await until(conversation, () => conversation.snapshot.messages[1]?.text === text);
    if (text === '') await new Promise(resolve => setTimeout(resolve, 30));

    conversation.stop();
    expect(conversation.snapshot).toMatchObject({
      isReplying: false,
      messages: [{ text: 'hi' }, { text, ended: 'stopped' }],
    });
    expect(conversation.snapshot.failure).toBeUndefined();
    await saying;
    expect(await server.connectionsClosed()).toBe(true);
    await conversation.say('again');

    expect(posted()[1]?.sessionId).toBe(text === '' ? undefined : 's-1');
    expect(textOf(conversation)).toEqual(['hi', text, 'again', 'one']);
  });
}

test('Portal: a reply that is stopped before send is called is not sent', async () => {
  const send = vi.fn<SendMessage>();
  const conversation = new Conversation({ send });
  const end = conversation.subscribe(() => {
    end();
    conversation.stop();
  });

  await conversation.say('hi');

  expect(send).not.toHaveBeenCalled();
  expect(conversation.snapshot.messages[1]?.ended).toBe('stopped');
});

test('Portal: events that arrive after stop or clear change nothing', async () => {
  let answer: ((response: Response) => void) | undefined;
  // A send that ignores the signal.
  const send = () => new Promise<Response>(resolve => (answer = resolve));
  const conversation = new Conversation({ send });
  const saying = conversation.say('hi');
  await expect.poll(() => answer).toBeDefined();

  conversation.clear();
  await saying;
  const { snapshot } = conversation;
  const cancelled = new Promise(resolve => {
    const late = new ReadableStream({
      start: controller => controller.enqueue(new TextEncoder().encode(lines(session, one))),
      cancel: resolve,
    });
    answer?.(new Response(late, { headers: { 'content-type': 'text/event-stream' } }));
  });
  await cancelled;
  await new Promise(resolve => setTimeout(resolve, 20));

  expect(conversation.snapshot).toBe(snapshot);
  expect(snapshot).toEqual({ messages: [], isReplying: false });
});

test('Portal: a stopped reply that continues to arrive is left', async () => {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const cancel = vi.fn<() => void>();
  const body = new ReadableStream<Uint8Array>({
    start: started => void (controller = started),
    cancel,
  });
  // A send that ignores the signal.
  const headers = { 'content-type': 'text/event-stream' };
  const conversation = new Conversation({ send: async () => new Response(body, { headers }) });
  const saying = conversation.say('hi');
  controller?.enqueue(encoder.encode(lines(session, one)));
  await until(conversation, () => conversation.snapshot.messages[1]?.text === 'one');

  conversation.stop();
  await saying;
  const { snapshot } = conversation;
  controller?.enqueue(encoder.encode(lines({ type: 'text', text: 'late' }, question)));
  await expect.poll(() => cancel.mock.calls.length).toBe(1);

  expect(conversation.snapshot).toBe(snapshot);
});

test.each<[string, SendMessage, object]>([
  [
    'throws',
    () => {
      throw new RangeError('of the page');
    },
    { code: 'internal', cause: { message: 'of the page' } },
  ],
  ['rejects', () => Promise.reject('no token'), { code: 'internal', cause: 'no token' }],
  ['cannot connect', () => fetch('http://127.0.0.1:1'), { code: 'connection' }],
  ['returns no response', async () => JSON.parse('{}'), { code: 'internal' }],
])('Portal: a send that %s is a failed reply', async (_what, send, failure) => {
  const conversation = new Conversation({ send });

  await conversation.say('hi');

  expect(conversation.snapshot).toMatchObject({
    isReplying: false,
    failure: { name: 'ReplyError', ...failure },
    messages: [{ text: 'hi' }, { ended: 'failed' }],
  });
});

test('Portal: a refusal and a cut reply are failures, and the session continues [kagenti-chat-streaming/Page shows why a reply failed]', async () => {
  const { conversation, posted } = await startChat([
    reply(session, one),
    response => json(response, { error: { code: 'permission', message: 'no' } }, 403),
    reply(done),
  ]);

  await conversation.say('hi');
  expect(conversation.snapshot).toMatchObject({
    failure: { code: 'stream', reason: 'truncated' },
    messages: [{}, { text: 'one', ended: 'failed' }],
  });
  await conversation.say('again');
  expect(conversation.snapshot).toMatchObject({ failure: { code: 'permission', status: 403 } });
  await conversation.say('once more');

  expect(conversation.snapshot.failure).toBeUndefined();
  expect(posted().map(({ sessionId }) => sessionId)).toEqual([undefined, 's-1', 's-1']);
});

function failing(): never {
  throw new Error('of the page');
}

test("Portal: code of the page that throws is reported, and the others' is called", async () => {
  const reported: unknown[] = [];
  vi.stubGlobal('reportError', (error: unknown) => void reported.push(error));
  onTestFinished(() => void vi.unstubAllGlobals());
  const { conversation } = await startChat([reply(one, done)], { onEvent: failing });
  let calls = 0;
  conversation.subscribe(failing);
  const count = (): void => void (calls += 1);
  const end = conversation.subscribe(count);
  conversation.subscribe(count);

  await conversation.say('hi');
  end();
  const before = calls;
  conversation.clear();

  expect(calls).toBe(before + 1);
  expect(before).toBeGreaterThan(3);
  expect(new Set(reported.map(String))).toEqual(new Set(['Error: of the page']));
});

test('Portal: a conversation posts JSON to an address, and repeats the last message [kagenti-chat-streaming/Page repeats a message]', async () => {
  const { server } = await startChat([
    reply(session, { type: 'error', message: 'no', code: 'stream', reason: 'agent' }),
    reply(one, done),
  ]);
  const conversation = new Conversation({ url: server.origin });
  await conversation.repeat();
  expect(server.requests).toHaveLength(0);

  await conversation.say('hi');
  await conversation.repeat();

  expect(server.requests.map(({ body }) => JSON.parse(body))).toEqual([
    { message: 'hi' },
    { message: 'hi', sessionId: 's-1' },
  ]);
  expect(server.requests[0]?.headers['content-type']).toBe('application/json');
  expect(conversation.snapshot.messages.at(-1)).toMatchObject({ text: 'one', ended: 'done' });
});

test('Portal: listeners are called about 30 times a second while small pieces stream in', async () => {
  const pieces = Array.from({ length: 500 }, () => one);
  const { conversation } = await startChat([reply(session, ...pieces, done)]);
  let calls = 0;
  conversation.subscribe(() => void (calls += 1));

  await conversation.say('hi');

  expect(conversation.snapshot.messages.at(-1)?.text).toHaveLength(1500);
  expect(calls).toBeLessThan(250);
});
