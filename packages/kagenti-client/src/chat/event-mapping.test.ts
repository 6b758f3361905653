import { expect, test } from 'vitest';
import { mapFrame } from './event-mapping.ts';
import { taskState } from './task-state.ts';

const bind = (id: string): string => `${id}!`;
const map = (frame: Record<string, unknown>) => mapFrame(frame, bind);
const status = (state: unknown, more: Record<string, unknown> = {}) =>
  map({ session_id: 's', event: { type: 'status', state, final: false, ...more } });

const states = [
  'submitted',
  'working',
  'input-required',
  'auth-required',
  'completed',
  'canceled',
  'failed',
  'rejected',
  'unknown',
] as const;

test.each(states)(
  '%s is read in every spelling [kagenti-chat-streaming/Reply arrives as events]',
  state => {
    const upper = state.toUpperCase().replaceAll('-', '_');
    const spellings = [
      state,
      upper,
      `TASK_STATE_${upper}`,
      state.replaceAll('-', '_'),
      `task-state-${state}`,
    ];

    expect(spellings.map(taskState)).toStrictEqual(spellings.map(() => state));
  },
);

test('other words for a state, and what is none [kagenti-chat-streaming/Reply arrives as events]', () => {
  expect(
    ['CANCELLED', 'TASK_STATE_UNSPECIFIED', 'paused', 'my-task-state-working', '', 7, null].map(
      taskState,
    ),
  ).toStrictEqual(['canceled', 'unknown', undefined, undefined, undefined, undefined, undefined]);
});

test('a state comes with what the agent says [kagenti-chat-streaming/Reply arrives as events]', () => {
  expect(status('WORKING', { message: 'thinking', taskId: 't1' })).toStrictEqual({
    events: [{ type: 'status', state: 'working', final: false, message: 'thinking', taskId: 't1' }],
    reply: 'open',
    state: 'working',
    sessionId: 's',
    isOfAgent: true,
  });
  expect(status('working', { message: null, final: true })).toStrictEqual({
    events: [{ type: 'status', state: 'working', final: true }],
    reply: 'complete',
    state: 'working',
    sessionId: 's',
    isOfAgent: true,
  });
});

test.each(['completed', 'TASK_STATE_COMPLETED'])(
  '%s ends a reply without a final mark [kagenti-chat-streaming/End without a done mark]',
  state => {
    expect(status(state)).toMatchObject({ reply: 'complete' });
  },
);

test('content stands behind its event, once [kagenti-chat-streaming/Reply arrives as events]', () => {
  const artifact = { type: 'artifact', taskId: 't1', name: 'answer', index: 0, text: 'own' };

  expect(map({ event: artifact, content: 'part 0' }).events).toStrictEqual([
    { type: 'artifact', name: 'answer', index: 0, text: 'own', taskId: 't1' },
    { type: 'text', text: 'part 0', ofArtifact: true },
  ]);
  expect(
    map({ event: { type: 'artifact', name: null, index: null }, content: '' }).events,
  ).toStrictEqual([{ type: 'artifact' }]);
  expect(map({ content: 'alone' })).toMatchObject({
    events: [{ type: 'text', text: 'alone' }],
    reply: undefined,
  });
  expect(map({ content: 'last', done: true })).toMatchObject({
    events: [{ type: 'text', text: 'last' }],
    reply: 'done',
  });
});

test.each([
  ['hitl_request', 'INPUT_REQUIRED', true],
  ['hitl_request', undefined, false],
  ['status', 'input-required', true],
  ['status', 'TASK_STATE_INPUT_REQUIRED', false],
])('%s %s asks for input [kagenti-chat-streaming/Agent asks for input]', (type, state, final) => {
  expect(
    map({ event: { type, state, final, message: 'Which city?' }, content: 'Which city?' }),
  ).toMatchObject({
    events: [{ type: 'inputRequired', message: 'Which city?' }],
    reply: final ? 'complete' : 'asked',
    state: 'input-required',
  });
  expect(map({ event: { type, state, final } }).events[0]).toStrictEqual(
    type === 'hitl_request' || state !== undefined ? { type: 'inputRequired' } : undefined,
  );
});

test('what is asked may stand in the content alone [kagenti-chat-streaming/Agent asks for input]', () => {
  const asks = map({
    event: { type: 'status', state: 'auth-required', final: true },
    content: 'Sign in',
  });

  expect(asks).toMatchObject({
    events: [{ type: 'authRequired', message: 'Sign in' }],
    reply: 'asked',
    state: 'auth-required',
  });
});

test('a question may stand in the content alone [kagenti-chat-streaming/Agent asks for input]', () => {
  expect(map({ event: { type: 'hitl_request' }, content: 'Which city?' }).events).toStrictEqual([
    { type: 'inputRequired', message: 'Which city?' },
  ]);
});

test.each(['failed', 'REJECTED', 'TASK_STATE_CANCELLED'])(
  '%s is an error behind its state [kagenti-chat-streaming/Error of the agent in the stream]',
  state => {
    const said = status(state, { message: 'no such city' });
    const silent = status(state);

    expect(said.events.map(event => event.type)).toStrictEqual(['status', 'error']);
    expect(said).toMatchObject({ events: [{}, { message: 'no such city' }], reply: 'failed' });
    expect(silent).toMatchObject({
      events: [{}, { message: expect.stringMatching(/^The task ended \w+\.$/) }],
    });
  },
);

test.each([
  ['in the message', { message: 'no such city' }, undefined],
  ['in the content', {}, 'no such city'],
  ['in both', { message: 'no such city' }, 'no such city'],
])(
  'words %s of a failed task are the error alone [kagenti-chat-streaming/Error of the agent in the stream]',
  (_where, more, content) => {
    const { events } = map({ event: { type: 'status', state: 'FAILED', ...more }, content });

    expect(events.map(({ type }) => type)).toStrictEqual(['status', 'error']);
    expect(events.at(-1)).toStrictEqual({ type: 'error', message: 'no such city' });
  },
);

test('other content than the words on a failure is a part of the reply [kagenti-chat-streaming/Reply arrives as events]', () => {
  const event = { type: 'status', state: 'FAILED', message: 'no such city' };

  expect(map({ event, content: 'so far' }).events.slice(1)).toStrictEqual([
    { type: 'text', text: 'so far' },
    { type: 'error', message: 'no such city' },
  ]);
});

test.each([
  ['an artifact', { type: 'artifact', name: 'answer' }, ['artifact', 'text', 'error']],
  ['a request for input', { type: 'hitl_request' }, ['status', 'error']],
  ['another kind', { type: 'plan' }, ['unknown', 'error']],
])(
  'a failed state of %s fails, too [kagenti-chat-streaming/Error of the agent in the stream]',
  (_what, event, types) => {
    const frame = {
      event: { ...event, state: 'FAILED', final: true },
      content: 'half',
      done: true,
    };

    const { events, reply } = map(frame);

    expect([events.map(({ type }) => type), reply]).toStrictEqual([types, 'failed']);
  },
);

test.each([
  ['an object', { message: 'Agent error: 403', code: 7 }, 'Agent error: 403'],
  ['an object without words', { code: 7 }, 'Kagenti told of an error, without words.'],
  ['no words', '', 'Kagenti told of an error, without words.'],
  ['a number', 7, 'Kagenti told of an error, without words.'],
])(
  '%s as an in-band error is one, though it says done [kagenti-chat-streaming/Error of the agent in the stream]',
  (_what, error, message) => {
    const { events, reply } = map({ error, done: true });

    expect([events.at(-1), reply]).toStrictEqual([{ type: 'error', message }, 'failed']);
    // What is not understood of it is there, too.
    expect(events.slice(0, -1)).toStrictEqual(
      typeof error === 'string' ? [] : [{ type: 'unknown', raw: { error, done: true } }],
    );
  },
);

test('a null error is none [kagenti-chat-streaming/End without a done mark]', () => {
  expect(map({ error: null, done: true })).toMatchObject({ events: [], reply: 'done' });
});

test.each([
  [
    'content that is no text',
    { event: { type: 'artifact', name: 'a' }, content: [{ text: 'x' }] },
    { type: 'artifact', name: 'a' },
  ],
  ['an event that is no object', { event: 'plan', content: 'x' }, { type: 'text', text: 'x' }],
])(
  '%s comes whole beside the rest [kagenti-chat-streaming/Unknown event is passed on]',
  (_what, frame, known) => {
    const { events, reply } = map(frame);

    expect(events).toHaveLength(2);
    expect(events).toStrictEqual(expect.arrayContaining([known, { type: 'unknown', raw: frame }]));
    expect(reply).toBeUndefined();
  },
);

test('an in-band error ends the reply [kagenti-chat-streaming/Error of the agent in the stream]', () => {
  expect(map({ error: 'Agent error: 403', session_id: 's', content: 'so far' })).toStrictEqual({
    events: [
      { type: 'text', text: 'so far' },
      { type: 'error', message: 'Agent error: 403' },
    ],
    reply: 'failed',
    state: undefined,
    sessionId: 's',
    isOfAgent: true,
  });
});

test.each([
  ['another kind', { type: 'plan', steps: 3 }, undefined],
  ['another kind that is final', { type: 'plan', final: true }, 'complete'],
  ['another state', { type: 'status', state: 'PAUSED' }, 'open'],
  ['no state', { type: 'status' }, 'open'],
  ['no kind', { session_id: 'deep' }, undefined],
])(
  '%s is unknown, with its session ids bound [kagenti-chat-streaming/Unknown event is passed on]',
  (_what, event, reply) => {
    const frame = { session_id: 's', username: 'u', event };

    expect(map(frame)).toStrictEqual({
      events: [
        {
          type: 'unknown',
          raw: {
            ...frame,
            session_id: 's!',
            event: 'session_id' in event ? { session_id: 'deep!' } : event,
          },
        },
      ],
      reply,
      state: undefined,
      sessionId: 's',
      isOfAgent: true,
    });
  },
);

test('a frame without anything is unknown [kagenti-chat-streaming/Unknown event is passed on]', () => {
  expect(map({ session_id: 's' }).events).toStrictEqual([
    { type: 'unknown', raw: { session_id: 's!' } },
  ]);
  expect(map({ event: 'text' }).events).toStrictEqual([
    { type: 'unknown', raw: { event: 'text' } },
  ]);
});

test('an artifact has what was said of it, and no more', () => {
  const artifact = { type: 'artifact' };

  expect(map({ event: artifact }).events).toStrictEqual([artifact]);
  expect(map({ event: { ...artifact, name: 7, index: '1', text: null } }).events).toStrictEqual([
    artifact,
  ]);
});

test('a session that is named anew is bound in what is unknown, the one before as well [audit-identity/Callers see only bound session ids]', () => {
  const frame = { event: { type: 'plan', context: 'old', contextId: 'new' } };

  const [named] = mapFrame({ ...frame, session_id: 'new' }, bind, 'old').events;
  const [unnamed] = mapFrame(frame, bind, 'old').events;

  expect(named).toMatchObject({ raw: { event: { contextId: 'new!' } } });
  expect(unnamed).toMatchObject({ raw: { event: { context: 'old!', contextId: 'new' } } });
});
