import { expect, test } from '@jest/globals';
import { type ChatEvent, ReplyCollector } from '@rhdh-boost/kagenti-client';
import { boostEvents } from './boost-events';

const status = (state: 'working' | 'failed', message: string): ChatEvent => ({
  type: 'status',
  final: false,
  state,
  message,
});

function mapped(...events: ChatEvent[]) {
  const reply = new ReplyCollector();
  return events.flatMap(event => {
    reply.add(event);
    return Array.from(boostEvents(event, reply.result));
  });
}

test('an artifact arrives once, whole, after its text', () => {
  const parts = ['Sun', 'ny'].flatMap((text, index): ChatEvent[] => [
    { type: 'artifact', taskId: 't1', name: 'forecast', index },
    { type: 'text', text, ofArtifact: true },
  ]);

  expect(mapped(...parts, { type: 'done' })).toEqual([
    { type: 'text', text: 'Sun' },
    { type: 'text', text: 'ny' },
    { type: 'artifact', artifactId: 't1/forecast', content: 'Sunny' },
  ]);
});

test('artifacts without name, task or content have an id', () => {
  const nothing: ChatEvent = { type: 'artifact' };

  expect(mapped({ type: 'session', sessionId: 's1' }, nothing, { type: 'done' })).toEqual([
    { type: 'artifact', artifactId: 's1/artifact', content: '' },
  ]);
});

test.each([
  [{ requestId: 'r1', taskId: 't1' }, 'r1'],
  [{ taskId: 't1' }, 't1'],
  [{}, 's1'],
])('an approval has the id of the question, the task or the session', (ids, requestId) => {
  const asked = { type: 'inputRequired', message: 'Sure?', ...ids } as const;

  expect(mapped({ type: 'session', sessionId: 's1' }, asked)).toEqual([
    { type: 'approval', requestId, message: 'Sure?' },
  ]);
});

test('a status message is reasoning, except that of a failure', () => {
  expect(mapped(status('working', 'Thinking'), status('failed', 'at 10.0.0.1'))).toEqual([
    { type: 'reasoning', text: 'Thinking' },
  ]);
});

test('a sign-in is auth', () => {
  expect(mapped({ type: 'authRequired', message: 'Sign in' })).toEqual([
    { type: 'auth', message: 'Sign in' },
  ]);
});
