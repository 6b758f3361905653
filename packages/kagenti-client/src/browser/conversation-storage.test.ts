import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Conversation, type ConversationStorage, type SseEvent } from './index.ts';

const key = 'chat:jane:team1/weather-agent';

/** A storage in memory, with what was written. */
class MemoryStorage implements ConversationStorage {
  readonly entries = new Map<string, string>();
  writes = 0;
  /** How many characters there is room for. */
  room = Number.POSITIVE_INFINITY;

  getItem(name: string): string | null {
    return this.entries.get(name) ?? null;
  }

  setItem(name: string, text: string): void {
    this.writes += 1;
    if (text.length > this.room) throw new DOMException('full', 'QuotaExceededError');
    this.entries.set(name, text);
  }

  removeItem(name: string): void {
    this.entries.delete(name);
  }
}

/** A reply whose events the test sends. */
class DrivenReply {
  readonly #lines = new TransformStream<string, string>();
  readonly #writer = this.#lines.writable.getWriter();

  readonly response = async (): Promise<Response> =>
    new Response(this.#lines.readable.pipeThrough(new TextEncoderStream()), {
      headers: { 'content-type': 'text/event-stream' },
    });

  async send(...events: readonly SseEvent[]): Promise<void> {
    for (const event of events) await this.#writer.write(`data: ${JSON.stringify(event)}\n\n`);
    await settled();
  }
}

/** Lets what was sent arrive. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(resolve => setImmediate(resolve));
}

function conversationIn(storage: ConversationStorage, reply = new DrivenReply()): Conversation {
  return new Conversation({ send: reply.response, storage, key });
}

const session: SseEvent = { type: 'session', sessionId: 's-1' };
const text = (piece: string): SseEvent => ({ type: 'text', text: piece });
const question: SseEvent = { type: 'inputRequired', message: 'Which city?', requestId: 'r-1' };
const done: SseEvent = { type: 'done', state: 'completed' };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('Portal: a reload keeps session, messages and question [kagenti-chat-streaming/Conversation survives a reload]', async () => {
  const storage = new MemoryStorage();
  const reply = new DrivenReply();
  const conversation = conversationIn(storage, reply);
  const saying = conversation.say('hi');
  await reply.send(session, { type: 'artifact', name: 'a' }, text('one'), question, done);
  await saying;

  expect(conversationIn(storage).snapshot).toEqual(conversation.snapshot);
  expect(conversation.snapshot).toMatchObject({ sessionId: 's-1', question });
});

test('Portal: a reply that runs during a reload is shown as stopped [kagenti-chat-streaming/Conversation survives a reload]', async () => {
  const storage = new MemoryStorage();
  const reply = new DrivenReply();
  void conversationIn(storage, reply).say('hi');
  await reply.send(session);

  expect(conversationIn(storage).snapshot).toEqual({
    messages: [
      { from: 'user', parts: [{ type: 'text', text: 'hi' }], text: 'hi' },
      { from: 'agent', parts: [], text: '', ended: 'stopped' },
    ],
    isReplying: false,
    sessionId: 's-1',
  });
});

test('Portal: text that streams in is written a few times a second, and its end always', async () => {
  const storage = new MemoryStorage();
  const reply = new DrivenReply();
  const saying = conversationIn(storage, reply).say('hi');
  await reply.send(session);
  storage.writes = 0;

  for (let piece = 0; piece < 100; piece += 1) await reply.send(text('x'));
  expect(storage.writes).toBe(0);
  vi.advanceTimersByTime(300);
  expect(storage.writes).toBe(1);
  expect(conversationIn(storage).snapshot.messages[1]?.text).toHaveLength(100);
  await reply.send(text('y'), done);
  await saying;
  const { writes } = storage;
  vi.advanceTimersByTime(1_000);

  expect(storage.writes).toBe(writes);
  expect(conversationIn(storage).snapshot.messages[1]).toMatchObject({ ended: 'done' });
});

test('Portal: a page that is left stores what has arrived', async () => {
  const page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  const storage = new MemoryStorage();
  const reply = new DrivenReply();
  void conversationIn(storage, reply).say('hi');
  await reply.send(session, text('just now'));

  page.dispatchEvent(new Event('pagehide'));
  const { writes } = storage;
  page.dispatchEvent(new Event('pagehide'));
  vi.unstubAllGlobals();

  expect(conversationIn(storage).snapshot.messages[1]?.text).toBe('just now');
  expect(storage.writes).toBe(writes);
});

test('Portal: the end of a reply that is longer than what is stored is kept', async () => {
  const storage = new MemoryStorage();
  await afterReply(storage, `${'x'.repeat(600_000)}the end`);

  const { messages } = conversationIn(storage).snapshot;

  expect(messages[0]).toMatchObject({ text: 'hi' });
  expect(messages[1]?.text).toMatch(/^… x+the end$/);
});

test('Portal: clear forgets what is stored, also while a reply runs', async () => {
  const storage = new MemoryStorage();
  const reply = new DrivenReply();
  const conversation = conversationIn(storage, reply);
  const saying = conversation.say('hi');
  await reply.send(session, text('one'));

  conversation.clear();
  await saying;
  await reply.send(text('late')).catch(() => undefined);
  vi.advanceTimersByTime(1_000);

  expect(storage.entries.size).toBe(0);
  expect(conversationIn(storage).snapshot).toEqual({ messages: [], isReplying: false });
});

/** A conversation of one reply with this text. */
async function afterReply(storage: ConversationStorage, said: string): Promise<Conversation> {
  const reply = new DrivenReply();
  const conversation = conversationIn(storage, reply);
  const saying = conversation.say('hi');
  await reply.send(session, text(said), done);
  await saying;
  return conversation;
}

test('Portal: the newest messages are kept, up to 500,000 characters', async () => {
  const storage = new MemoryStorage();
  for (let count = 0; count < 4; count += 1) await afterReply(storage, 'x'.repeat(200_000));

  const { messages } = conversationIn(storage).snapshot;
  expect(messages.map(({ from }) => from)).toEqual(['user', 'agent', 'user', 'agent']);
  expect(storage.getItem(key)?.length).toBeLessThan(500_200);
});

test.each([
  [55_000, 2],
  [100, 0],
])(
  'Fault: a storage with room for %i characters keeps %i messages and the session',
  async (room, count) => {
    const storage = new MemoryStorage();
    await afterReply(storage, 'x'.repeat(60_000));
    storage.room = room;

    const conversation = await afterReply(storage, 'short');

    expect(conversation.snapshot.messages).toHaveLength(4);
    expect(conversationIn(storage).snapshot).toMatchObject({ sessionId: 's-1' });
    expect(conversationIn(storage).snapshot.messages).toHaveLength(count);
  },
);

function refuse(): never {
  throw new DOMException('blocked', 'SecurityError');
}

test('Fault: a storage that always throws does not stop the conversation', async () => {
  const storage = { getItem: refuse, setItem: refuse, removeItem: refuse };

  const conversation = await afterReply(storage, 'one');

  expect(conversation.snapshot.messages.at(-1)).toMatchObject({ text: 'one', ended: 'done' });
});

test('Fault: a full storage keeps no older state', async () => {
  const storage = new MemoryStorage();
  await afterReply(storage, 'one');
  storage.room = 0;

  await afterReply(storage, 'two');

  expect(storage.entries.size).toBe(0);
});

const hi = { type: 'text', text: 'hi' };
const user = { from: 'user', parts: [hi], text: 'hi' };
const agent = {
  from: 'agent',
  parts: [{ type: 'artifact', name: 'a', text: 'one' }],
  ended: 'done',
};

describe('content that the page did not store', () => {
  test.each([
    'no JSON',
    'null',
    '7',
    '[]',
    '{"messages":{}}',
    '{"messages":"<img onerror=alert(1)>"}',
    '{"sessionId":"s-1"}',
  ])('Fault: %j is an empty conversation', stored => {
    const storage = new MemoryStorage();
    storage.entries.set(key, stored);

    expect(conversationIn(storage).snapshot).toEqual({ messages: [], isReplying: false });
  });

  test('Fault: fields of a wrong type are left out', () => {
    const storage = new MemoryStorage();
    const stored = {
      isReplying: true,
      failure: { code: 'http' },
      sessionId: { toString: 'no' },
      question: { type: 'inputRequired', message: ['<b>'], requestId: 'r-1', more: 'no' },
      messages: [
        user,
        null,
        'text',
        { ...user, from: 'admin' },
        { ...user, parts: '<b>' },
        { from: 'user', text: 'hi' },
        { ...user, ended: 'done', more: 1 },
        {
          ...agent,
          parts: [
            null,
            7,
            { type: 'text', text: { __html: '<b>' } },
            { ...hi, type: 'script' },
            { ...hi, name: 7 },
          ],
        },
        { ...agent, ended: 'elsewhere' },
      ],
    };
    storage.entries.set(key, JSON.stringify(stored));

    expect(conversationIn(storage).snapshot).toEqual({
      isReplying: false,
      question: { type: 'inputRequired', requestId: 'r-1' },
      messages: [
        user,
        user,
        { ...agent, parts: [hi], text: 'hi' },
        { ...agent, text: 'one', ended: 'stopped' },
      ],
    });
  });

  test('Fault: a question of an unknown kind is left out', () => {
    const storage = new MemoryStorage();
    storage.entries.set(key, JSON.stringify({ messages: [user], question: { type: 'admin' } }));

    expect(conversationIn(storage).snapshot).toEqual({ messages: [user], isReplying: false });
  });
});
