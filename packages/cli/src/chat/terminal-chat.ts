import type { CommandContext, OutputStream } from '@rhdh-boost/internal/command-context';
import { makePrintable } from '@rhdh-boost/internal/printable';
import { answerText, type Question } from '@rhdh-boost/kagenti-client';
import { agentRef } from './chat-agent.ts';
import type { ChatSettings } from './chat-settings.ts';
import type { MessageReader } from './message-reader.ts';
import type { Paint } from './paint.ts';
import { printable } from './printable-pieces.ts';
import { TerminalReply } from './terminal-reply.ts';

const help = `/new    starts a new conversation
/exit   ends the chat; so does Ctrl-D
/help   prints this
Ctrl-C stops a reply. A backslash at the end of a line continues the message in the next one.
To send a message that starts with /, write a space before it.`;

/** What a chat on a terminal is read from and shown with. */
export interface TerminalOutput {
  /** Reads the messages. */
  readonly reader: MessageReader;
  /** The terminal. */
  readonly stdout: OutputStream;
  /** Its colors. */
  readonly paint: Paint;
  /** Its `TERM` shows whether the terminal understands escapes. */
  readonly env: CommandContext['env'];
}

/** Chats on a terminal until the user leaves. */
export async function chatInTerminal(
  settings: ChatSettings,
  { reader, stdout, paint, env }: TerminalOutput,
): Promise<void> {
  const { kagenti, agent, user, describe, signal } = settings;
  let { sessionId } = settings;
  let question: Question | undefined;
  const say = (text: string) => stdout.write(`${paint.dim(printable(text))}\n`);

  const name = makePrintable(agentRef(agent));
  const caller = user === undefined ? '' : ` as ${user}`;
  say(`Chat with ${name}${caller}. Ctrl-C stops a reply, Ctrl-D ends the chat, /help shows more.`);
  for (;;) {
    const written = await reader.read(question === undefined ? 'you> ' : 'answer> ');
    if (written === undefined || signal.aborted) break;
    const command = /^\/\w*$/.exec(written.trimEnd())?.[0];
    if (command === '/exit') break;
    if (command === '/new') {
      sessionId = question = undefined;
      say('New conversation.');
    } else if (command !== undefined) {
      say(command === '/help' ? help : `${command} is not a command. ${help}`);
    } else if (written.trim() !== '') {
      await reply(written);
    }
    if (signal.aborted) break;
  }
  sayHowToContinue();

  async function reply(written: string): Promise<void> {
    const message = answerText(written, question);
    const stream = kagenti.chat.stream(
      { ...agent, message, ...(sessionId !== undefined && { sessionId }) },
      { signal },
    );
    let isStopped = false;
    reader.onInterrupt(() => {
      isStopped = true;
      stream.abort();
    });
    const shown = new TerminalReply(stdout, paint, env);
    try {
      for await (const event of stream) {
        if (isStopped) continue;
        shown.add(event);
        // It stays open until the agent replies, so that an answer that did not arrive can be sent again.
        if (event.type === 'session' || event.type === 'error') continue;
        question = shown.result.inputRequired ?? shown.result.authRequired;
      }
    } catch (error) {
      if (!isStopped && !signal.aborted) shown.warn(describe(error).message);
    }
    if (isStopped) shown.note('(stopped)');
    shown.end();
    sessionId = stream.sessionId ?? sessionId;
  }

  function sayHowToContinue(): void {
    if (sessionId === undefined) return;
    const asUser = user === undefined ? '' : ` --user ${user}`;
    say(
      settings.canContinue
        ? `To continue: boost chat ${name}${asUser} --session ${sessionId}`
        : 'This conversation cannot be continued later, because boost.encryptionSecret is not set.',
    );
  }
}
