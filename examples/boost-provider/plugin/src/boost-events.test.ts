import type { ChatEvent } from '@rhdh-boost/kagenti-client';
import { EventMapper } from './event-mapper';

const status = (state: 'working' | 'failed', message: string): ChatEvent => ({
  type: 'status',
  final: false,
  state,
  message,
});

const map = (...events: ChatEvent[]) => {
  const mapper = new EventMapper();
  return events.flatMap(event => Array.from(mapper.map(event)));
};

test('an artifact arrives once, whole, after its text', () => {
  const parts = ['Sun', 'ny'].flatMap((text, index): ChatEvent[] => [
    { type: 'artifact', taskId: 't1', name: 'forecast', index },
    { type: 'text', text, ofArtifact: true },
  ]);

  expect(map(...parts, { type: 'done' })).toEqual([
    { type: 'text', text: 'Sun' },
    { type: 'text', text: 'ny' },
    { type: 'artifact', artifactId: 't1/forecast', content: 'Sunny' },
  ]);
});

test.each([
  [{ requestId: 'r1', taskId: 't1' }, 'r1'],
  [{ taskId: 't1' }, 't1'],
  [{}, 's1'],
])('an approval has the id of the question, the task or the session', (ids, requestId) => {
  const asked = { type: 'inputRequired', message: 'Sure?', ...ids } as const;

  expect(map({ type: 'session', sessionId: 's1' }, asked)).toEqual([
    { type: 'approval', requestId, message: 'Sure?' },
  ]);
});

test('a status message is reasoning, except that of a failure', () => {
  expect(map(status('working', 'Thinking'), status('failed', 'at 10.0.0.1'))).toEqual([
    { type: 'reasoning', text: 'Thinking' },
  ]);
});

test('a sign-in is auth', () => {
  expect(map({ type: 'authRequired', message: 'Sign in' })).toEqual([
    { type: 'auth', message: 'Sign in' },
  ]);
});
