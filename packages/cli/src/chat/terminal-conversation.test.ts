import { PassThrough } from 'node:stream';
import { expect, it, onTestFinished, vi } from 'vitest';
import { readConfiguration } from '../configuration/read-configuration.ts';
import { openConnection } from '../connection.ts';
import { startChatPlace } from './chat.fixture.ts';
import type { ChatAgent } from './chat-agent.ts';
import { chooseAgent } from './choose-agent.ts';
import { MessageReader } from './message-reader.ts';
import { createPaint } from './paint.ts';
import { chatInTerminal } from './terminal-chat.ts';

/** A chat in this process, on streams that resemble a terminal. */
async function startConversation({
  canContinue = true,
  agent = { namespace: 'team1', name: 'weather-agent' },
  user,
}: {
  readonly canContinue?: boolean;
  readonly agent?: ChatAgent;
  readonly user?: string;
} = {}) {
  const place = await startChatPlace();
  const context = { cwd: place.folder, env: {} };
  const connection = openConnection(await readConfiguration([], {}, context));
  onTestFinished(() => connection[Symbol.asyncDispose]());
  const input = new PassThrough();
  let screen = '';
  const stdout = {
    isTTY: true,
    write(text: string) {
      screen += text;
    },
  };
  const output = new PassThrough()
    .setEncoding('utf8')
    .on('data', (piece: string) => stdout.write(piece));
  const reader = new MessageReader({ input, output, isDumb: false }, '(hint)');
  onTestFinished(() => reader.close());
  const controller = new AbortController();
  const settings = {
    kagenti: user ? connection.kagenti.asUser(user) : connection.kagenti.asService('test'),
    agent,
    user,
    sessionId: undefined,
    canContinue,
    describe: () => ({ code: 'http', message: 'It failed.' }),
    signal: controller.signal,
  };
  const paint = createPaint(false);
  const shown = { reader, stdout, paint, env: {} };
  let seen = 0;
  const see = (text: string) =>
    vi.waitFor(() => {
      const at = screen.indexOf(text, seen);
      if (at === -1) throw new Error(`${JSON.stringify(text)} is not in ${JSON.stringify(screen)}`);
      seen = at + text.length;
    });
  const start = () => chatInTerminal(settings, shown);
  return { place, input, reader, stdout, controller, see, start, screen: () => screen };
}

it('asks, stops, fails, explains and ends', async () => {
  const { place, input, see, start, screen } = await startConversation();
  const { kagenti, chats } = place;
  const ended = start();
  await see('you> ');
  kagenti.chat.reply([{ type: 'inputRequired', message: 'Which city?', requestId: 'q1' }]);
  input.write('  \rWeather?\r');
  await see('Which city?');
  await see('answer> ');
  kagenti.faults.next({ kind: 'respond', status: 403 }, { operation: 'chat.stream' });
  input.write('Brno\r');
  await see('It failed.');
  await see('answer> ');
  kagenti.chat.reply([{ type: 'text', text: 'It will' }, { delayMs: 300_000 }]);
  input.write('Brno\r');
  await see('It will');
  input.write('\u0003');
  await see('(stopped)');
  await see('you> ');
  input.write('/hepl\r/new\r /hepl\r');
  await see('/hepl is not a command. /new ');
  await see('New conversation.');
  await see('what I heard is:  /hepl');
  await see('you> ');
  input.write('/exit\r');
  await ended;
  expect(chats.map(({ message }) => message)).toEqual([
    'Weather?',
    'Brno (request q1)',
    'Brno (request q1)',
    ' /hepl',
  ]);
  const [first, second, third, last] = chats.map(({ session }) => session);
  expect([first, last]).toEqual([undefined, undefined]);
  expect([second, third]).toEqual([second, second]);
  expect(screen()).toMatch(/To continue: boost chat team1\/weather-agent --session \S+\n$/);
});

it('continues for the same user, whose session it is', async () => {
  const { place, input, see, start, screen } = await startConversation({
    user: 'user:default/jane',
  });
  const id = 's\u001b]0;title\u0007';
  const chunks = [{ content: 'Hi' }, { done: true }].map(
    event => `data: ${JSON.stringify({ ...event, session_id: id })}\n\n`,
  );
  place.kagenti.chat.script({ chunks });
  const ended = start();
  await see('you> ');
  input.write('Hello\r');
  await see('Hi');
  await see('you> ');
  input.write('\u0004');
  await ended;
  const command = String.raw`boost chat team1/weather-agent --user user:default/jane --session s\u001b]0;title\u0007.`;
  expect(screen()).toContain(`To continue: ${command}`);
});

it('shows an agent whose name would control the terminal', async () => {
  const { input, start, screen } = await startConversation({
    agent: { namespace: 'team1', name: 'a\u001b[2J\nyou> ' },
  });
  const ended = start();
  input.write('\u0004');
  await ended;
  expect(screen()).toContain(String.raw`Chat with team1/a\u001b[2J\u000ayou> . Ctrl-C`);
});

it('warns that a conversation ends with its run', async () => {
  const { input, see, start, screen } = await startConversation({ canContinue: false });
  const ended = start();
  await see('you> ');
  input.write('Hello\r');
  await see('what I heard is: Hello');
  await see('you> ');
  input.write('\u0004');
  await ended;
  expect(screen()).toContain(
    'cannot be continued later, because boost.encryptionSecret is not set.',
  );
});

it('ends when the command is ended, in the middle of a reply', async () => {
  const { place, input, controller, see, start } = await startConversation();
  place.kagenti.chat.reply([{ type: 'text', text: 'It will' }, { delayMs: 300_000 }]);
  const ended = start();
  await see('you> ');
  input.write('Hello\r');
  await see('It will');
  controller.abort();
  await ended;
  await vi.waitFor(() => expect(place.chats[0]?.wasLeft).toBe(true));
});

it('asks for the agent until one is meant', async () => {
  const { input, reader, stdout, see } = await startConversation();
  const agents = [
    { namespace: 'team1', name: 'poet' },
    { namespace: 'team2', name: 'poet' },
    { namespace: 'team2', name: 'critic' },
  ];
  const choices = ['poet\r3\r', 'critic\r', 'team2/poet\r', '\u0004'];
  const chosen: unknown[] = [];
  for (const keys of choices) {
    const choice = chooseAgent(agents, reader, stdout);
    await see('3  team2/critic\n');
    input.write(keys);
    chosen.push(await choice);
  }
  expect(chosen).toEqual([agents[2], agents[2], agents[1], undefined]);
});
