import { expect, jest, test } from '@jest/globals';
import type { ChatEvent } from '@rhdh-boost/kagenti-client';
import { withHeartbeat } from './with-heartbeat';

/** A reply that never says anything. */
function silentReply() {
  const { promise, resolve } = Promise.withResolvers<IteratorResult<ChatEvent>>();
  const left = jest.fn(async () => {
    const end = { done: true, value: undefined } as const;
    resolve(end);
    return end;
  });
  const reply = { [Symbol.asyncIterator]: () => ({ next: () => promise, return: left }) };
  return { reply, left };
}

test('a silent reply has empty texts, and leaving at one ends it', async () => {
  const { reply, left } = silentReply();

  for await (const event of withHeartbeat(reply, 5)) {
    expect(event).toEqual({ type: 'text', text: '' });
    break;
  }

  expect(left).toHaveBeenCalledTimes(1);
});
