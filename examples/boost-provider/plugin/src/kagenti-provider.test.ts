import { expect, jest, test } from '@jest/globals';
import type { ChatEvent } from '@rhdh-boost/kagenti-client';
import { kagentiProvider } from './kagenti-provider';

const logger = { warn: jest.fn() };
const userRef = 'user:default/jane';
const hello = [{ type: 'text' as const, text: 'hello' }];

/** A provider whose agent sends events, and then fails if there is an error. */
function providerOf(events: readonly ({ type: 'heartbeat' } | ChatEvent)[], error?: unknown) {
  const left = jest.fn();
  const questions = {
    async *reply() {
      try {
        yield* events;
        if (error) throw error;
      } finally {
        left();
      }
    },
  };
  const kagenti = { asUser: () => JSON.parse('{ "chat": {} }') };
  return { provider: kagentiProvider(kagenti, questions, logger), left };
}

async function streamed({ provider }: ReturnType<typeof providerOf>) {
  const events = [];
  for await (const event of provider.chatStream(hello, { userRef })) events.push(event);
  return events;
}

test('an error arrives once, without internals, and done follows', async () => {
  const failed: ChatEvent = { type: 'error', message: 'at 10.0.0.1' };

  expect(await streamed(providerOf([failed], new Error('at 10.0.0.2')))).toEqual([
    { type: 'error', message: 'The reply could not be completed.' },
    { type: 'done' },
  ]);
});

test('an agent that is silent makes empty texts, which no answer contains', async () => {
  const events = [{ type: 'heartbeat' }, { type: 'text', text: 'hi' }, { type: 'done' }] as const;

  expect(await streamed(providerOf(events))).toEqual([
    { type: 'text', text: '' },
    { type: 'text', text: 'hi' },
    { type: 'done' },
  ]);
  expect(await providerOf(events).provider.chat(hello, { userRef })).toBe('hi');
});

test('leaving at any event ends the reply', async () => {
  const events: ChatEvent[] = [
    { type: 'text', text: 'a' },
    { type: 'inputRequired', message: 'Sure?' },
    { type: 'artifact', name: 'a', text: 'x' },
    { type: 'artifact', name: 'b', text: 'y' },
    { type: 'done' },
  ];
  for (let count = 1; count <= 4; count += 1) {
    const { provider, left } = providerOf(events);
    const reading = provider.chatStream(hello, { userRef })[Symbol.asyncIterator]();
    for (let read = 0; read < count; read += 1) await reading.next();
    await reading.return?.();
    expect(left).toHaveBeenCalledTimes(1);
  }
});
