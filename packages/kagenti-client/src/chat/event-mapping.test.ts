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
  '%s is read in every spelling [kagenti-chat-streaming/One spelling of each state]',
  state => {
    const upper = state.toUpperCase().replaceAll('-', '_');
    const spellings = [
      state,
      upper,
      `TASK_STATE_${upper}`,
      state.replaceAll('-', '_'),
      `task-state-${state}`,
    ];

    expect(spellings.map(taskState)).toEqual(spellings.map(() => state));
  },
);

test('other words for a state, and what is none [kagenti-chat-streaming/One spelling of each state]', () => {
  expect(
    ['CANCELLED', 'TASK_STATE_UNSPECIFIED', 'paused', '', 7, null, undefined].map(taskState),
  ).toEqual(['canceled', 'unknown', undefined, undefined, undefined, undefined, undefined]);
});

test('a state comes with what the agent says [kagenti-chat-streaming/One spelling of each state]', () => {
  expect(status('WORKING', { message: 'thinking', taskId: 't1' })).toEqual({
    events: [{ type: 'status', state: 'working', final: false, message: 'thinking', taskId: 't1' }],
    reply: 'open',
    sessionId: 's',
  });
  expect(status('working', { message: null, final: true })).toMatchObject({
    events: [{ type: 'status', state: 'working', final: true }],
    reply: 'complete',
  });
});

test.each(['completed', 'TASK_STATE_COMPLETED'])(
  '%s ends a reply without a final mark [kagenti-chat-streaming/End without a done mark]',
  state => {
    expect(status(state)).toMatchObject({ reply: 'complete' });
  },
);

test('content stands behind its event, once [kagenti-chat-streaming/Content is text]', () => {
  const artifact = { type: 'artifact', taskId: 't1', name: 'answer', index: 0, text: 'own' };

  expect(map({ event: artifact, content: 'part 0' }).events).toEqual([
    { type: 'artifact', name: 'answer', index: 0, text: 'own' },
    { type: 'text', text: 'part 0' },
  ]);
  expect(map({ event: { type: 'artifact', name: null, index: null }, content: '' }).events).toEqual(
    [{ type: 'artifact' }],
  );
  expect(map({ content: 'alone' })).toMatchObject({
    events: [{ type: 'text', text: 'alone' }],
    reply: 'open',
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
    events: [
      { type: 'inputRequired', message: 'Which city?' },
      { type: 'text', text: 'Which city?' },
    ],
    reply: 'complete',
  });
  expect(map({ event: { type, state, final } }).events[0]).toEqual(
    type === 'hitl_request' || state !== undefined ? { type: 'inputRequired' } : undefined,
  );
});

test('what is asked may stand in the content alone [kagenti-chat-streaming/Agent asks for a sign-in]', () => {
  const asks = map({
    event: { type: 'status', state: 'auth-required', final: true },
    content: 'Sign in',
  });

  expect(asks).toMatchObject({
    events: [{ type: 'authRequired', message: 'Sign in' }, { type: 'text' }],
    reply: 'complete',
  });
});

test.each(['failed', 'REJECTED', 'TASK_STATE_CANCELLED'])(
  '%s is an error behind its state [kagenti-chat-streaming/Task that did not succeed]',
  state => {
    const said = status(state, { message: 'no such city' });
    const silent = status(state);

    expect(said.events.map(event => event.type)).toEqual(['status', 'error']);
    expect(said).toMatchObject({ events: [{}, { message: 'no such city' }], reply: 'failed' });
    expect(silent).toMatchObject({
      events: [{}, { message: expect.stringMatching(/^The task ended \w+\.$/) }],
    });
  },
);

test('an in-band error ends the reply [kagenti-chat-streaming/Error of the agent in the stream]', () => {
  expect(map({ error: 'Agent error: 403', session_id: 's', content: 'so far' })).toEqual({
    events: [
      { type: 'text', text: 'so far' },
      { type: 'error', message: 'Agent error: 403' },
    ],
    reply: 'failed',
    sessionId: 's',
  });
});

test.each([
  ['another kind', { type: 'plan', steps: 3 }, 'open'],
  ['another kind that is final', { type: 'plan', final: true }, 'complete'],
  ['another state', { type: 'status', state: 'PAUSED' }, 'open'],
  ['no state', { type: 'status' }, 'open'],
  ['no kind', { session_id: 'deep' }, 'open'],
])(
  '%s is unknown, with its session ids bound [kagenti-chat-streaming/New kind of event]',
  (_what, event, reply) => {
    const frame = { session_id: 's', username: 'u', event };

    expect(map(frame)).toEqual({
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
      sessionId: 's',
    });
  },
);

test('a frame without anything is unknown [kagenti-chat-streaming/New kind of event]', () => {
  expect(map({ session_id: 's' }).events).toEqual([{ type: 'unknown', raw: { session_id: 's!' } }]);
  expect(map({ event: 'text' }).events).toEqual([{ type: 'unknown', raw: { event: 'text' } }]);
});
