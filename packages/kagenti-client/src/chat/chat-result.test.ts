import { expect, test } from 'vitest';
import type { ChatEvent } from './chat-event.ts';
import { ReplyCollector } from './chat-result.ts';

function collected(...events: ChatEvent[]) {
  const reply = new ReplyCollector();
  for (const event of events) reply.add(event);
  return reply.result;
}

const part = (
  text: string,
  ids: { taskId?: string; name?: string; index?: number },
): ChatEvent[] => [
  { type: 'artifact', ...ids },
  { type: 'text', text, ofArtifact: true },
];

test('Provider: parts of an artifact are joined by task and name, in any order', () => {
  const { text, artifacts } = collected(
    ...part('Sun', { taskId: 't1', name: 'a', index: 0 }),
    ...part('x', { taskId: 't1', name: 'b' }),
    ...part('y', { taskId: 't2', name: 'a' }),
    ...part('ny', { taskId: 't1', name: 'a', index: 1 }),
    ...part('z', {}),
  );

  expect(text).toBe('Sunxynyz');
  expect(artifacts).toEqual([
    { taskId: 't1', name: 'a', text: 'Sunny' },
    { taskId: 't1', name: 'b', text: 'x' },
    { taskId: 't2', name: 'a', text: 'y' },
    { text: 'z' },
  ]);
});

test('Provider: an artifact without content has no text, and one with text beside its content has both', () => {
  const { artifacts } = collected(
    { type: 'artifact', name: 'empty' },
    { type: 'artifact', name: 'report', text: 'Title. ' },
    { type: 'text', text: 'Body.', ofArtifact: true },
  );

  expect(artifacts).toStrictEqual([{ name: 'empty' }, { name: 'report', text: 'Title. Body.' }]);
});

test('Provider: the question of a reply is gone once the agent continues without an answer', () => {
  const asked: ChatEvent[] = [
    { type: 'session', sessionId: 's1' },
    { type: 'inputRequired', message: 'Where?' },
  ];

  expect(collected(...asked)).toMatchObject({
    inputRequired: { message: 'Where?' },
    sessionId: 's1',
  });
  expect(
    collected(...asked, { type: 'status', state: 'working', final: false }),
  ).not.toHaveProperty('inputRequired');
});
