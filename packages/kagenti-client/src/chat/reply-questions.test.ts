import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
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
import type { AuditEvent } from '../access/audit.ts';
import type { KagentiClientOptions } from '../options/client-options.ts';

const message = { ...weatherAgent, message: 'hi' };
const streamIdleMs = 250;

/** A question as Kagenti sends it (routers/chat.py), by the state that the reply is in after it. */
const questions = {
  'input-required': { type: 'hitl_request', taskId: 't1', state: 'INPUT_REQUIRED', final: false },
  'auth-required': { type: 'status', taskId: 't1', state: 'auth-required', final: false },
};
const asked = (state: keyof typeof questions): string =>
  frames({ session_id: 'ctx-1', event: { ...questions[state], message: 'Well?' } });
const working = { session_id: 'ctx-1', event: { type: 'status', state: 'WORKING', final: false } };
const completed = {
  event: { type: 'status', state: 'COMPLETED', final: true, message: 'It is sunny.' },
};
const lost = (why: string): string =>
  frames({ error: `Connection error: ${why}`, session_id: 'ctx-1' });

/** Everything that a reply yields, and how the audit log saw its end. */
async function read(server: ScriptedServer, options: Partial<KagentiClientOptions> = {}) {
  const ends: AuditEvent[] = [];
  await using kagenti = testClient(server.origin, {
    timeouts: { streamIdleMs },
    audit: event => void ends.push(event),
    ...options,
  });
  const reply = await collect(kagenti.asUser(jane).chat.stream(message));
  return { ...reply, outcome: ends.at(-1)?.outcome };
}

const endings: readonly [string, (question: string) => Promise<ScriptedServer>][] = [
  ['the end', question => streaming([question])],
  ['a mark', question => streaming([question + frames({ done: true })])],
  ['a connection that breaks', question => streaming([question], 'reset')],
  ['a connection that is cut', question => streaming([question], 'cut')],
  ['silence', question => streaming([question], 'stay')],
  ["Kagenti's error after 120 s of silence", question => streaming([question + lost('')])],
  [
    "Kagenti's error of an agent that broke off",
    question => streaming([question + lost('peer closed connection')]),
  ],
];

test.each(
  (['input-required', 'auth-required'] as const).flatMap(state =>
    endings.map(([ending, start]) => [state, ending, start] as const),
  ),
)(
  'A5: %s, then %s: the reply ended well [kagenti-chat-streaming/Reply ends in a question]',
  async (state, _ending, start) => {
    await using server = await start(asked(state));

    const { events, error, outcome } = await read(server);

    expect([error, outcome]).toEqual([undefined, 'succeeded']);
    expect(events.slice(1)).toEqual([
      {
        type: state === 'input-required' ? 'inputRequired' : 'authRequired',
        message: 'Well?',
        taskId: 't1',
      },
      { type: 'done', sessionId: expect.stringContaining('ctx-1.'), state },
    ]);
  },
);

test.each(['input-required', 'auth-required'] as const)(
  'A5: %s arrives while the agent is silent, and its answer after it [kagenti-chat-streaming/Agent continues after a question]',
  async state => {
    let goOn: (() => unknown) | undefined;
    await using server = await ScriptedServer.start(response => {
      eventStream(response);
      response.write(asked(state));
      goOn = async () => {
        // Longer than a server may stay after the end of a reply.
        await sleep(1_300);
        response.write(frames(working, { content: 'Signed in. ' }));
        response.end(frames({ ...completed, content: 'It is sunny.' }));
      };
    });
    await using kagenti = testClient(server.origin);
    const stream = kagenti.asUser(jane).chat.stream(message);
    const types: string[] = [];

    for await (const event of stream) {
      types.push(event.type);
      if (event.type.endsWith('Required')) goOn?.();
    }

    const question = state === 'input-required' ? 'inputRequired' : 'authRequired';
    const rest = ['status', 'text', 'status', 'text', 'done'];
    expect(types).toEqual(['session', question, ...rest]);
  },
);

test('Bad input: a reply that continued after a question is open again, and asks nothing [kagenti-chat-streaming/Agent continues after a question]', async () => {
  await using cut = await streaming([asked('input-required') + frames(working)]);
  await using whole = await streaming([
    asked('input-required') + frames(working, { ...completed, content: 'It is sunny.' }),
  ]);
  await using kagenti = testClient(whole.origin);

  const { error, outcome } = await read(cut);
  const result = await kagenti.asUser(jane).chat.stream(message).result();

  expect(error).toMatchObject({ name: 'KagentiStreamError', reason: 'truncated' });
  expect(outcome).toBe('failed');
  expect(result).toStrictEqual({
    text: 'It is sunny.',
    artifacts: [],
    state: 'completed',
    sessionId: expect.any(String),
  });
});

test.each([
  ['another error of Kagenti', asked('input-required') + frames({ error: 'Unexpected error: x' })],
  [
    'a task that failed',
    asked('input-required') + frames({ event: { type: 'status', state: 'FAILED' } }),
  ],
  ['an agent that broke off without a question', frames(working) + lost('')],
])(
  'A5: %s is a failure [kagenti-chat-streaming/Error of the agent in the stream]',
  async (_what, wire) => {
    await using server = await streaming([wire]);

    const { error } = await read(server);

    expect(error).toMatchObject({ name: 'KagentiStreamError', reason: 'agent' });
  },
);

test('A5: an agent that breaks off after its final event has replied', async () => {
  await using server = await streaming([frames({ ...completed, content: 'x' }) + lost('')]);

  const { events, error } = await read(server);

  expect(error).toBeUndefined();
  expect(events.at(-1)).toEqual({ type: 'done', sessionId: undefined, state: 'completed' });
});

test.each([
  ['a final question', { ...questions['input-required'], final: true }, 'input-required'],
  ['a question', questions['input-required'], 'input-required'],
  [
    'a sign-in that is called final',
    { ...questions['auth-required'], final: true },
    'auth-required',
  ],
])(
  'A5: a person who takes longer than the idle timeout over %s sees no failure [kagenti-chat-streaming/Reply ends in a question]',
  async (_what, event, state) => {
    const outcomes: string[] = [];
    await using server = await streaming([frames({ event })], 'stay');
    await using kagenti = testClient(server.origin, {
      timeouts: { streamIdleMs },
      audit: ({ outcome }) => void outcomes.push(outcome),
    });
    const ends: unknown[] = [];

    for await (const next of kagenti.asUser(jane).chat.stream(message)) {
      if (next.type.endsWith('Required')) {
        await sleep(3 * streamIdleMs);
        ends.push(...outcomes, server.openConnections);
      } else ends.push(next);
    }

    expect(ends).toEqual(['started', 'succeeded', 0, { type: 'done', state }]);
    expect(outcomes).toHaveLength(2);
  },
);

test('A5: what the agent sent while nobody read on is not lost without an error', async () => {
  await using server = await streaming([asked('auth-required'), frames(working)], 'stay');
  await using kagenti = testClient(server.origin, { timeouts: { streamIdleMs } });
  const iterator = kagenti.asUser(jane).chat.stream(message)[Symbol.asyncIterator]();
  await iterator.next();
  await iterator.next();
  await sleep(3 * streamIdleMs);

  await expect(rejection(iterator.next())).resolves.toMatchObject({ clock: 'idle' });
});

test('A5: break and abort leave a question earlier [kagenti-chat-streaming/Reply ends in a question]', async () => {
  const outcomes: string[] = [];
  await using server = await streaming([asked('input-required')], 'stay');
  await using kagenti = testClient(server.origin, {
    audit: ({ outcome }) => void outcomes.push(outcome),
  });
  const { chat } = kagenti.asUser(jane);
  const stream = chat.stream(message);
  const types: string[] = [];

  for await (const { type } of chat.stream(message)) if (type === 'inputRequired') break;
  for await (const { type } of stream) {
    types.push(type);
    if (type === 'inputRequired') stream.abort();
  }

  expect(types).toEqual(['session', 'inputRequired', 'done']);
  expect(outcomes).toEqual(['started', 'succeeded', 'started', 'succeeded']);
  expect(await server.connectionsClosed(700)).toBe(true);
});

test('Bad input: events out of order [kagenti-chat-streaming/Reply arrives as events]', async () => {
  const artifact = { event: { type: 'artifact', name: 'late' }, content: 'late' };
  await using server = await streaming([
    frames({ ...completed, content: 'done' }, artifact, working) +
      asked('input-required') +
      frames({ done: true }, { content: 'never' }),
  ]);

  const { events, error } = await read(server);

  expect(error).toBeUndefined();
  expect(events.map(({ type }) => type).join(' ')).toBe(
    'status text artifact text session status inputRequired done',
  );
  expect(events.at(-1)).toMatchObject({ state: 'input-required' });
});

test('Bad input: a status after the end does not open the reply again [kagenti-chat-streaming/End without a done mark]', async () => {
  await using server = await streaming([frames({ ...completed, content: 'x' }, working)], 'stay');

  const { events, error } = await read(server, {});

  expect(error).toBeUndefined();
  expect(events.at(-1)?.type).toBe('done');
});
