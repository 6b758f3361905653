import { describe, expect, it, vi } from 'vitest';
import { hasTerminal } from '../../test/built-boost.fixture.ts';
import { type ChatPlace, startChatPlace } from './chat.fixture.ts';

const agent = 'team1/weather-agent';
const ctrlC = '\u0003';
const ctrlD = '\u0004';
/** A reply that never ends. */
const endless = [{ type: 'text', text: 'It will ' } as const, { delayMs: 300_000 }];

/** Starts a chat with the agent, and waits for the first prompt. */
async function startChat({
  reply,
  args = [],
}: {
  /** What the agent replies to the first message. Default: it echoes the message. */
  readonly reply?: Parameters<ChatPlace['kagenti']['chat']['reply']>[0];
  /** Options of the command. */
  readonly args?: readonly string[];
} = {}) {
  const place = await startChatPlace();
  if (reply !== undefined) place.kagenti.chat.reply(reply);
  const terminal = place.onTerminal([agent, ...args]);
  await terminal.see('you> ');
  return { place, terminal };
}

describe.skipIf(!hasTerminal)('boost chat on a terminal', () => {
  it('shows text before the end [boost-chat/Reply is shown while it arrives]', async () => {
    const place = await startChatPlace();
    place.kagenti.chat.reply(endless);
    const terminal = place.onTerminal([agent, '--user', 'user:default/jane']);
    await terminal.see('Chat with team1/weather-agent as user:default/jane.');
    await terminal.see('you> ');
    terminal.type('Will it rain?\r');
    await terminal.see('It will ');
    expect(place.chats).toMatchObject([
      { agent, message: 'Will it rain?', user: 'user:default/jane', wasLeft: false },
    ]);
  });

  it('stops the reply [boost-chat/Ctrl-C stops the reply]', async () => {
    const { place, terminal } = await startChat({ reply: endless });
    terminal.type('Will it rain?\r');
    await terminal.see('It will ');
    terminal.type(ctrlC);
    await terminal.see('(stopped)');
    await terminal.see('you> ');
    await vi.waitFor(() => expect(place.chats[0]?.wasLeft).toBe(true));
    expect(terminal.screen).toContain('It will ');
    terminal.type('Go on\r');
    await terminal.see('what I heard is: Go on');
    await terminal.see('you> ');
    expect(place.chats[1]?.session).toMatch(/./);
    terminal.type(ctrlD);
    expect(await terminal.ended).toBe(0);
  });

  it('keeps the session [boost-chat/Next message is in the same session]', async () => {
    const { place, terminal } = await startChat();
    for (const message of ['Hello', 'Again', '/new', 'Anew']) {
      terminal.type(`${message}\r`);
      await terminal.see(message === '/new' ? 'New conversation' : `what I heard is: ${message}`);
      await terminal.see('you> ');
    }
    terminal.type('/exit\r');
    await terminal.see('To continue: boost chat team1/weather-agent --session ');
    expect(await terminal.ended).toBe(0);
    const [first, second, third] = place.chats.map(({ session }) => session);
    expect([first, third]).toEqual([undefined, undefined]);
    expect(terminal.screen).not.toContain(second);
    expect(second).toMatch(/^\w+$/);
  });

  it('asks the question [boost-chat/Question is answered in the same session]', async () => {
    const { place, terminal } = await startChat({
      reply: [{ type: 'inputRequired', message: 'Which city?', requestId: 'q1' }],
    });
    terminal.type('Will it rain?\r');
    await terminal.see('Which city?');
    await terminal.see('answer> ');
    terminal.type('Brno\r');
    await terminal.see('what I heard is: Brno');
    await terminal.see('you> ');
    expect(place.chats).toMatchObject([
      { message: 'Will it rain?', session: undefined },
      { message: 'Brno (request q1)', session: expect.stringMatching(/^\w+$/) },
    ]);
  });

  it('names artifacts [boost-chat/Artifacts have their names]', async () => {
    const { terminal } = await startChat({
      reply: [
        { type: 'status', state: 'working', message: 'asking the satellites' },
        { type: 'text', text: 'Sunny', name: 'forecast' },
        { type: 'text', text: ' all day', name: 'forecast' },
        { type: 'text', text: '(a map)', name: 'chart' },
      ],
      args: ['--no-color'],
    });
    terminal.type('Weather?\r');
    await terminal.see('asking the satellites\r\nSunny all day\r\n── chart ──\r\n(a map)\r\n');
    expect(terminal.screen).not.toContain('── forecast');
  });

  it('explains a failure [boost-chat/Failed reply returns to the prompt]', async () => {
    const { place, terminal } = await startChat({
      reply: [
        { type: 'text', text: 'It will' },
        { type: 'error', message: 'no data' },
      ],
      args: ['--no-color'],
    });
    terminal.type('Weather?\r');
    await terminal.see('It will\r\nThe agent failed: no data\r\n');
    await terminal.see('you> ');
    place.kagenti.faults.next({ kind: 'respond', status: 403 }, { operation: 'chat.stream' });
    terminal.type('Weather?\r');
    await terminal.see('run boost doctor');
    await terminal.see('you> ');
    terminal.type('Hello\r');
    await terminal.see('what I heard is: Hello');
    expect(place.chats).toHaveLength(3);
  });

  it('ends [boost-chat/Second Ctrl-C ends the chat]', async () => {
    const { place, terminal } = await startChat();
    // It only empties a line that is not empty.
    terminal.type('Never sent');
    await terminal.see('Never sent');
    terminal.type(ctrlC);
    await terminal.see('you> ');
    terminal.type(ctrlC);
    await terminal.see('(To end the chat, press Ctrl-C again or Ctrl-D.)');
    await terminal.see('you> ');
    terminal.type(ctrlC);
    expect(await terminal.ended).toBe(0);
    expect(place.chats).toEqual([]);
  });

  it('joins lines [boost-chat/Message has several lines]', async () => {
    const { place, terminal } = await startChat();
    terminal.type('one\\\rtwo\r');
    await terminal.see('...> ');
    await terminal.see('built-in agent');
    await terminal.see('you> ');
    terminal.type('\u001b[200~three\rfour \\\rfive\u001b[201~');
    await terminal.see('five');
    terminal.type('\r');
    await terminal.see('built-in agent');
    expect(place.chats.map(({ message }) => message)).toEqual(['one\ntwo', 'three\nfour \\\nfive']);
  });

  it('keeps keys [boost-chat/Typed text waits for the end of a reply]', async () => {
    const { terminal } = await startChat({
      reply: [
        { type: 'text', text: 'It will ' },
        { delayMs: 1500 },
        { type: 'text', text: 'rain.' },
      ],
    });
    terminal.type('Will it rain?\r');
    await terminal.see('It will ');
    terminal.type('And snow?');
    await terminal.see('rain.\r\n');
    expect(terminal.screen).toContain('It will rain.');
    await terminal.see('you> ');
    await terminal.see('And snow?');
    terminal.type('\r');
    await terminal.see('what I heard is: And snow?');
  });

  it('asks for the agent [boost-chat/User chooses one of several agents]', async () => {
    const agents = [{ name: 'poet' }, { name: 'critic' }];
    const place = await startChatPlace({ servers: { kagenti: { agents } } });
    const terminal = place.onTerminal();
    await terminal.see('1  team1/');
    await terminal.see('2  team1/');
    await terminal.see('agent (number or name)> ');
    terminal.type('nobody\r');
    await terminal.see('agent (number or name)> ');
    terminal.type('poet\r');
    await terminal.see('Chat with team1/poet.');
    expect(terminal.screen).not.toContain('Chat with team1/critic');
  });

  it('reads keys again after Ctrl-Z and fg', async () => {
    const { place, terminal } = await startChat();
    terminal.type('Hel\u001a');
    // The line editor listens for the signal then.
    await terminal.see('Hel');
    await vi.waitFor(async () => {
      terminal.signal('SIGCONT');
      await terminal.see('\u001b[?2004h');
    });
    terminal.type('lo\r');
    await terminal.see('what I heard is: Hello');
    expect(place.chats).toMatchObject([{ message: 'Hello' }]);
  });

  it('lets no agent control the terminal', async () => {
    const { terminal } = await startChat({
      reply: [
        { type: 'status', state: 'working', message: 'a\u001b[2J' },
        { type: 'text', text: 'b\u001b', name: 'x\u001b]0;y' },
        { type: 'text', text: '[2Jc', name: 'x\u001b]0;y' },
        { type: 'text', text: 'd', name: 'z\u001b[2J' },
        { type: 'inputRequired', message: 'e\u001b[2J' },
      ],
      args: ['--no-color'],
    });
    terminal.type('Hello\r');
    await terminal.see('a\\u001b[2J\r\nb\\u001b[2Jc\r\n── z\\u001b[2J ──\r\nd\r\ne\\u001b[2J\r\n');
    expect(terminal.screen).not.toContain('\u001b[2J');
  });

  it('ends with 130 by SIGINT of another process', async () => {
    const { place, terminal } = await startChat({ reply: endless });
    terminal.type('Will it rain?\r');
    await terminal.see('It will ');
    terminal.signal('SIGINT');
    expect(await terminal.ended).toBe(130);
    await vi.waitFor(() => expect(place.chats[0]?.wasLeft).toBe(true));
  });
});
