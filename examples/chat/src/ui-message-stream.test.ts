import { Readable } from 'node:stream';
import { json } from 'node:stream/consumers';
import type { ReplyEnding, ReplyEvent } from '@rhdh-boost/testkit';
import { DefaultChatTransport, readUIMessageStream } from 'ai';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from './chat-server.ts';
import { startKagenti } from './kagenti.ts';
import { type AgentMessage, uiMessageResponse } from './ui-message-stream.ts';

/** A route of the AI SDK in front of the test kit, and the transport that `useChat` has. */
async function startRoute() {
  const kagenti = await startKagenti();
  const { chat } = kagenti.client.asUser('user:default/jane');
  const server = await serve(async (request, response) => {
    const { messages } = (await json(request)) as { messages: AgentMessage[] };
    const sessionId = messages.findLast(({ role }) => role === 'assistant')?.metadata?.sessionId;
    const stream = chat.stream({
      namespace: 'team1',
      name: 'weather-agent',
      message: textOf(messages.at(-1)),
      ...(sessionId === undefined ? {} : { sessionId }),
    });
    const { headers, body } = uiMessageResponse(stream);
    response.writeHead(200, Object.fromEntries(headers));
    if (body !== null) Readable.fromWeb(body).pipe(response);
  });
  onTestFinished(async () => {
    await server[Symbol.asyncDispose]();
    await kagenti[Symbol.asyncDispose]();
  });
  return { kagenti, transport: new DefaultChatTransport<AgentMessage>({ api: server.url }) };
}

const user = (text: string): AgentMessage => ({
  id: text,
  role: 'user',
  parts: [{ type: 'text', text }],
});

const textOf = (message: AgentMessage | undefined): string =>
  (message?.parts ?? []).map(part => (part.type === 'text' ? part.text : '')).join('');

/** Sends messages as `useChat` does; gives the message that the AI SDK makes of the reply, and its errors. */
async function converse(
  transport: DefaultChatTransport<AgentMessage>,
  messages: AgentMessage[],
): Promise<{ message: AgentMessage | undefined; errors: string[] }> {
  const stream = await transport.sendMessages({
    trigger: 'submit-message',
    chatId: 'c',
    messageId: undefined,
    messages,
    abortSignal: undefined,
  });
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
  expect(textOf(message)).toBe('It will rain.');
  expect(message?.parts).toContainEqual({
    type: 'data-question',
    data: { kind: 'input', message: 'Which city?', taskId: 't1', requestId: 'r-1' },
  });
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

test('C4: leaving the response leaves the reply [developer-tooling/AI SDK reads a reply]', async () => {
  const left = Promise.withResolvers<string>();
  const body = new ReadableStream({
    pull: controller => controller.enqueue(Buffer.from('data: {"type":"text","text":"word "}\n\n')),
    cancel: () => left.resolve('left'),
  });
  const headers = { 'content-type': 'text/event-stream' };
  const response = uiMessageResponse({ toSSEResponse: () => new Response(body, { headers }) });
  const reader = response.body?.getReader();
  for (let count = 0; count < 5; count += 1) await reader?.read();

  await reader?.cancel();

  expect(await left.promise).toBe('left');
});
