import type { ReplyEvent } from '@rhdh-boost/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { startChatServer } from './chat-server.ts';
import { type ChatMessage, Conversation } from './conversation.ts';
import { startKagenti } from './kagenti.ts';

const question: ReplyEvent = {
  type: 'inputRequired',
  message: 'May I publish?',
  taskId: 'task-7',
  requestId: 'r-17',
};

/** A chat of jane with the agent, and what her page posted. */
async function startChat() {
  const kagenti = await startKagenti();
  const server = await startChatServer(kagenti.client);
  onTestFinished(async () => {
    await server[Symbol.asyncDispose]();
    await kagenti[Symbol.asyncDispose]();
  });
  const posted: ChatMessage[] = [];
  const conversationOf = (user: string) =>
    new Conversation(message => {
      posted.push(message);
      const headers = { 'x-user': user };
      return fetch(server.url, { method: 'POST', headers, body: JSON.stringify(message) });
    });
  return { kagenti, posted, conversationOf, jane: conversationOf('user:default/jane') };
}

/** The text of a reply. */
async function textOf(events: ReturnType<Conversation['say']>): Promise<string> {
  let text = '';
  for await (const event of events) if (event.type === 'text') text += event.text;
  return text;
}

test('C3: an answer continues the session of the question [developer-tooling/Example answers an agent’s question]', async () => {
  const { kagenti, posted, jane } = await startChat();
  kagenti.backend.chat.reply([{ type: 'text', text: 'Notes are ready.' }, question]);

  expect(await textOf(jane.say('Write the notes'))).toBe('Notes are ready.');
  const { sessionId } = jane;
  expect(jane.question).toMatchObject({
    type: 'inputRequired',
    message: 'May I publish?',
    taskId: 'task-7',
    requestId: 'r-17',
  });
  const reply = await textOf(jane.answer('Approved'));

  expect(posted).toEqual([
    { message: 'Write the notes' },
    { message: 'Approved (request r-17)', sessionId },
  ]);
  expect(reply).toMatch(/what I heard is: Approved \(request r-17\)$/);
  expect([jane.question, jane.sessionId]).toEqual([undefined, sessionId]);
});

test('C3: the recorded question is answered without an id of the question [developer-tooling/Example answers an agent’s question]', async () => {
  const { posted, jane } = await startChat();

  await textOf(jane.say('hitl'));
  expect(jane.question).toMatchObject({ message: 'Which city?', taskId: 't1' });
  await textOf(jane.answer('Brno'));

  expect(posted[1]).toEqual({ message: 'Brno', sessionId: jane.sessionId });
  expect(posted[1]?.sessionId).toEqual(expect.any(String));
});

test('C3: an agent that continues by itself leaves no question open', async () => {
  const { kagenti, jane } = await startChat();
  kagenti.backend.chat.reply([
    { type: 'authRequired', message: 'Sign in to the calendar' },
    { type: 'status', state: 'working' },
    { type: 'text', text: 'You have no meetings.' },
  ]);
  const open: (string | undefined)[] = [];

  for await (const event of jane.say('What is on today?')) {
    if (event.type === 'authRequired') open.push(jane.question?.type);
  }

  expect([...open, jane.question]).toEqual(['authRequired', undefined]);
});

test('C3: a reply that fails keeps the session for the next message', async () => {
  const { kagenti, posted, jane } = await startChat();
  kagenti.backend.chat.reply([{ type: 'text', text: 'one' }], { ending: 'cut' });

  await expect(textOf(jane.say('hello'))).rejects.toMatchObject({ reason: 'truncated' });
  await textOf(jane.say('again'));

  expect(posted[1]).toEqual({ message: 'again', sessionId: expect.any(String) });
});

test('C3: an answer that fails can be sent again', async () => {
  const { kagenti, posted, jane } = await startChat();
  kagenti.backend.chat.reply([question]);
  await textOf(jane.say('Write the notes'));
  kagenti.backend.chat.reply([{ type: 'error', message: 'Connection error: ' }]);

  await expect(textOf(jane.answer('Approved'))).rejects.toMatchObject({ reason: 'agent' });
  await textOf(jane.answer('Approved'));

  expect(posted.slice(1).map(({ message }) => message)).toEqual([
    'Approved (request r-17)',
    'Approved (request r-17)',
  ]);
  expect(jane.question).toBeUndefined();
});

test('C3: another user cannot answer in the session', async () => {
  const { kagenti, jane, conversationOf } = await startChat();
  await textOf(jane.say('hitl'));
  const eve = conversationOf('user:default/eve');
  eve.sessionId = jane.sessionId;

  await expect(textOf(eve.answer('Approved'))).rejects.toMatchObject({ code: 'session_refused' });

  expect(kagenti.backend.requests.map(({ user }) => user)).toEqual(['user:default/jane']);
});
