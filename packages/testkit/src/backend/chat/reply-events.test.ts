import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventsOf, send } from '../../../test/backend/call.fixture.ts';
import { type Issuer, startIssuer } from '../../../test/backend/issuer.fixture.ts';
import { type KagentiBackend, startKagentiBackend } from '../kagenti-backend.ts';
import type { ReplyEvent } from './reply-events.ts';

let issuer: Issuer;
let backend: KagentiBackend;
let token: string;

beforeEach(async () => {
  issuer = await startIssuer();
  backend = await startKagentiBackend({ identityProvider: issuer, chat: { chunkDelayMs: 1 } });
  token = await issuer.token();
});

afterEach(async () => {
  await backend.stop();
  await issuer.stop();
});

const stream = (message = 'hello', session_id = 's-1') =>
  send(backend.baseUrl, 'POST', '/api/v1/chat/team1/weather-agent/stream', {
    token,
    body: { message, session_id },
  });

/** The recorded agent counts its artifacts; a reply of events counts its events. */
const withoutIndex = (text: string) => text.replaceAll(/"index": \d+/g, '"index": 0');

const working: ReplyEvent = { type: 'status', state: 'working', message: 'thinking' };
const parts = [0, 1, 2].map((index): ReplyEvent => ({ type: 'text', text: `part ${index} ☀ ` }));
const failed: ReplyEvent = { type: 'status', state: 'failed', message: 'no such city' };

test.each<[string, readonly ReplyEvent[]]>([
  ['hitl', [working, ...parts, { type: 'inputRequired', message: 'Which city?' }]],
  ['failed', [working, ...parts, failed]],
  ['status:500', [{ type: 'error', message: 'Agent error: 500' }]],
])(
  'C5: %s, written as events, is sent as it was recorded [developer-tooling/Reply of events is sent as Kagenti sends it]',
  async (word, events) => {
    backend.chat.reply(events);

    const written = await (await stream()).text();

    const recorded = await (await stream(word)).text();
    expect(withoutIndex(written)).toBe(withoutIndex(recorded));
  },
);

describe('C5: the end of a reply of events', () => {
  test('is added where no event is the end, in the session of the caller [developer-tooling/Reply of events is sent as Kagenti sends it]', async () => {
    backend.chat.reply([{ type: 'text', text: 'one' }], { times: 2 });

    for (const session of ['s-1', 's-2']) {
      const frames = eventsOf(await (await stream('hello', session)).text());
      expect(frames.map(({ session_id }) => session_id)).toEqual([session, session, session]);
      expect(frames).toMatchObject([
        { content: 'one', event: { type: 'artifact', name: 'answer' } },
        { event: { state: 'COMPLETED', final: true } },
        { done: true, username: 'service-account-operator' },
      ]);
    }
    expect(eventsOf(await (await stream('hello')).text()).length).toBeGreaterThan(3);
  });

  test('is missing where the test wants it so [developer-tooling/Reply of events can break off]', async () => {
    backend.chat.reply([{ type: 'text', text: 'one' }], { ending: 'end' });
    expect(eventsOf(await (await stream()).text())).toMatchObject([{ content: 'one' }]);

    backend.chat.reply([{ type: 'text', text: 'one' }], { ending: 'cut' });
    await expect((await stream()).text()).rejects.toThrow('terminated');
  });

  test('a question is final only where nothing follows it', async () => {
    backend.chat.reply([{ type: 'inputRequired', message: 'Which?' }, working]);

    expect(eventsOf(await (await stream()).text())).toMatchObject([
      { event: { type: 'hitl_request', state: 'INPUT_REQUIRED', final: false, message: 'Which?' } },
      { event: { state: 'WORKING' } },
      { event: { state: 'COMPLETED' } },
      { done: true },
    ]);
  });

  test('ids that are given are sent', async () => {
    backend.chat.reply([
      { type: 'authRequired', taskId: 't9', contextId: 'c9', requestId: 'r9' },
      { delayMs: 1 },
    ]);

    expect(eventsOf(await (await stream()).text())[0]).toMatchObject({
      event: {
        state: 'AUTH_REQUIRED',
        final: true,
        taskId: 't9',
        contextId: 'c9',
        requestId: 'r9',
      },
    });
  });
});

test.each<[string, unknown, string]>([
  ['no array', 'hi', 'array of events'],
  ['an unknown type', [{ type: 'done' }], 'one of status, text, inputRequired'],
  ['a missing text', [{ type: 'text' }], 'must have text, a string'],
  ['a misspelt field', [{ type: 'status', state: 'working', mesage: 'x' }], 'no "mesage"'],
  ['a final that is text', [{ type: 'status', state: 'failed', final: 'yes' }], 'a boolean'],
  ['a negative pause', [{ delayMs: -1 }], '{ delayMs }'],
  ['events after an error', [{ type: 'error', message: 'x' }, working], 'Nothing follows'],
])('C5: %s is refused', (_what, events, message) => {
  // As JavaScript passes it, past the types.
  expect(() => Reflect.apply(Reflect.get(backend.chat, 'reply'), backend.chat, [events])).toThrow(
    expect.objectContaining({ name: 'TypeError', message: expect.stringContaining(message) }),
  );
});

test('C5: an unknown ending is refused', () => {
  expect(() =>
    Reflect.apply(Reflect.get(backend.chat, 'reply'), backend.chat, [[], { ending: 'rest' }]),
  ).toThrow('done, end, cut, reset, stall');
});
