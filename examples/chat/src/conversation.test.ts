import { type ChatMessage, Conversation } from '@rhdh-boost/kagenti-client/browser';
import type { ReplyEvent } from '@rhdh-boost/testkit';
import { expect, onTestFinished, test } from 'vitest';
import { startChatServer } from './chat-server.ts';
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
  const sendAs = (user: string) => (message: ChatMessage, signal: AbortSignal) => {
    posted.push(message);
    const headers = { 'x-user': user };
    return fetch(server.url, { method: 'POST', headers, body: JSON.stringify(message), signal });
  };
  const jane = new Conversation({ send: sendAs('user:default/jane') });
  return { kagenti, posted, sendAs, jane };
}

/** The text of the last reply. */
function textOf({ snapshot }: Conversation): string | undefined {
  return snapshot.messages.at(-1)?.text;
}

test('C3: an answer continues the session of the question [developer-tooling/Example answers an agent’s question]', async () => {
  const { kagenti, posted, jane } = await startChat();
  kagenti.backend.chat.reply([{ type: 'text', text: 'Notes are ready.' }, question]);

  await jane.say('Write the notes');
  expect(textOf(jane)).toBe('Notes are ready.');
  const { sessionId } = jane.snapshot;
  expect(jane.snapshot.question).toMatchObject({
    type: 'inputRequired',
    message: 'May I publish?',
    taskId: 'task-7',
    requestId: 'r-17',
  });
  await jane.say('Approved');

  expect(posted).toEqual([
    { message: 'Write the notes' },
    { message: 'Approved (request r-17)', sessionId },
  ]);
  expect(textOf(jane)).toMatch(/what I heard is: Approved \(request r-17\)$/);
  expect(jane.snapshot.question).toBeUndefined();
  expect(jane.snapshot.sessionId).toBe(sessionId);
});

test('C3: the recorded question is answered without an id of the question [developer-tooling/Example answers an agent’s question]', async () => {
  const { posted, jane } = await startChat();

  await jane.say('hitl');
  expect(jane.snapshot.question).toMatchObject({ message: 'Which city?', taskId: 't1' });
  await jane.say('Brno');

  expect(posted[1]).toEqual({ message: 'Brno', sessionId: jane.snapshot.sessionId });
  expect(posted[1]?.sessionId).toEqual(expect.any(String));
});

test('C3: an agent that continues by itself leaves no question open', async () => {
  const { kagenti, jane } = await startChat();
  kagenti.backend.chat.reply([
    { type: 'authRequired', message: 'Sign in to the calendar' },
    { type: 'status', state: 'working' },
    { type: 'text', text: 'You have no meetings.' },
  ]);
  const asked = new Set<string | undefined>();
  jane.subscribe(() => asked.add(jane.snapshot.question?.message));

  await jane.say('What is on today?');

  expect([...asked]).toEqual([undefined, 'Sign in to the calendar']);
  expect(jane.snapshot.question).toBeUndefined();
});

test('C3: a reply that fails keeps the session for the next message', async () => {
  const { kagenti, posted, jane } = await startChat();
  kagenti.backend.chat.reply([{ type: 'text', text: 'one' }], { ending: 'cut' });

  await jane.say('hello');
  expect(jane.snapshot.failure).toMatchObject({ reason: 'truncated' });
  await jane.say('again');

  expect(posted[1]).toEqual({ message: 'again', sessionId: expect.any(String) });
});

test('C3: an answer that fails can be sent again', async () => {
  const { kagenti, posted, jane } = await startChat();
  kagenti.backend.chat.reply([question]);
  await jane.say('Write the notes');
  kagenti.backend.chat.reply([{ type: 'error', message: 'Connection error: ' }]);

  await jane.say('Approved');
  expect(jane.snapshot.failure).toMatchObject({ reason: 'agent' });
  await jane.say('Approved');

  expect(posted.slice(1).map(({ message }) => message)).toEqual([
    'Approved (request r-17)',
    'Approved (request r-17)',
  ]);
  expect(jane.snapshot.question).toBeUndefined();
});

test('C3: another user cannot answer in the session', async () => {
  const { kagenti, jane, sendAs } = await startChat();
  await jane.say('hitl');
  const sendAsEve = sendAs('user:default/eve');
  const eve = new Conversation({
    send: (message, signal) =>
      sendAsEve({ ...message, sessionId: jane.snapshot.sessionId ?? '' }, signal),
  });

  await eve.say('Approved');

  expect(eve.snapshot.failure).toMatchObject({ code: 'session_refused' });
  expect(kagenti.backend.requests.map(({ user }) => user)).toEqual(['user:default/jane']);
});
