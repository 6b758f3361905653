import { text } from 'node:stream/consumers';
import type { ReplyEnding, ReplyEvent } from '@rhdh-boost/testkit';
import { DefaultChatTransport, readUIMessageStream } from 'ai';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from './chat-server.ts';
import { startKagenti } from './kagenti.ts';
import { type AgentMessage, sendUIMessages } from './ui-message-stream.ts';

/** A route of the AI SDK in front of the test kit, and the transport that `useChat` has. */
async function startRoute() {
  const outcomes: string[] = [];
  const kagenti = await startKagenti({ audit: ({ outcome }) => void outcomes.push(outcome) });
  const { chat } = kagenti.client.asUser('user:default/jane');
  const server = await serve(async (request, response) => {
    const { messages }: { messages: AgentMessage[] } = JSON.parse(await text(request));
    const sessionId = messages.findLast(({ role }) => role === 'assistant')?.metadata?.sessionId;
    const stream = chat.stream({
      namespace: 'team1',
      name: 'weather-agent',
      message: textOf(messages.at(-1)),
      ...(sessionId === undefined ? {} : { sessionId }),
    });
    await sendUIMessages(stream, response);
  });
  onTestFinished(async () => {
    await server[Symbol.asyncDispose]();
    await kagenti[Symbol.asyncDispose]();
  });
  const transport = new DefaultChatTransport<AgentMessage>({ api: server.url });
  return { kagenti, outcomes, transport };
}

const user = (said: string): AgentMessage => ({
  id: said,
  role: 'user',
  parts: [{ type: 'text', text: said }],
});

const textOf = (message: AgentMessage | undefined): string =>
  (message?.parts ?? []).map(part => (part.type === 'text' ? part.text : '')).join('');

/** Sends messages as `useChat` does. */
function send(
  transport: DefaultChatTransport<AgentMessage>,
  messages: AgentMessage[],
  abortSignal?: AbortSignal,
): ReturnType<typeof transport.sendMessages> {
  const trigger = 'submit-message';
  return transport.sendMessages({
    trigger,
    chatId: 'c',
    messageId: undefined,
    messages,
    abortSignal,
  });
}

/** Sends messages; returns the message that the AI SDK makes of the reply, and its errors. */
async function converse(
  transport: DefaultChatTransport<AgentMessage>,
  messages: AgentMessage[],
): Promise<{ message: AgentMessage | undefined; errors: string[] }> {
  const stream = await send(transport, messages);
  const errors: string[] = [];
  const onError = (error: unknown): void => void errors.push(String(error));
  let message: AgentMessage | undefined;
  for await (message of readUIMessageStream<AgentMessage>({ stream, onError }));
  return { message, errors };
}

test('C4: the AI SDK reads text, question and session of a reply [developer-tooling/AI SDK reads a reply]', async () => {
  const { kagenti, transport } = await startRoute();
  kagenti.backend.chat.reply([
    { type: 'status', state: 'working', message: 'thinking' },
    { type: 'text', text: 'It will ' },
    { type: 'text', text: 'rain.' },
    { type: 'inputRequired', message: 'Which city?', requestId: 'r-1' },
  ]);

  const { message, errors } = await converse(transport, [user('Will it rain?')]);

  expect(errors).toEqual([]);
  // One part: a page renders each by itself.
  expect(message?.parts).toEqual([
    { type: 'text', text: 'It will rain.', state: 'done' },
    {
      type: 'data-question',
      data: { kind: 'input', message: 'Which city?', taskId: 't1', requestId: 'r-1' },
    },
  ]);
  expect(message?.metadata).toEqual({ sessionId: expect.any(String), state: 'input-required' });
});

test('C4: the next message continues the session [developer-tooling/AI SDK reads a reply]', async () => {
  const { transport } = await startRoute();
  const first = await converse(transport, [user('hi')]);
  if (first.message === undefined) throw new Error('There is no reply.');

  const second = await converse(transport, [user('hi'), first.message, user('and now?')]);

  expect(second.message?.metadata?.sessionId).toBe(first.message.metadata?.sessionId);
  expect(textOf(second.message)).toMatch(/and now\?$/);
});

test.each<[string, readonly ReplyEvent[], ReplyEnding]>([
  [
    'fails',
    [
      { type: 'text', text: 'one' },
      { type: 'error', message: 'hunter2' },
    ],
    'done',
  ],
  ['is cut', [{ type: 'text', text: 'one' }], 'cut'],
])(
  'C4: a reply that %s is an error of the AI SDK, without what the agent said [developer-tooling/AI SDK reads a reply]',
  async (_what, events, ending) => {
    const { kagenti, transport } = await startRoute();
    kagenti.backend.chat.reply(events, { ending });

    const { message, errors } = await converse(transport, [user('hello')]);

    expect(textOf(message)).toBe('one');
    expect(errors).toEqual([expect.stringContaining('The reply could not be completed')]);
  },
);

test.each<[string, readonly ReplyEvent[]]>([
  ['is silent', []],
  ['has begun', [{ type: 'text', text: 'one' }]],
])(
  'C4: a browser that leaves while the agent %s ends the call [developer-tooling/AI SDK reads a reply]',
  async (_what, events) => {
    const { kagenti, outcomes, transport } = await startRoute();
    kagenti.backend.chat.reply(events, { ending: 'stall' });
    const leaving = new AbortController();
    const stream = await send(transport, [user('hello')], leaving.signal);
    const reader = stream.getReader();
    for (let count = 0; count < events.length * 3; count += 1) await reader.read();
    await expect.poll(() => kagenti.backend.requests.length).toBe(1);

    leaving.abort();

    // The call's start is audited first.
    await expect.poll(() => outcomes.length).toBe(2);
  },
);
