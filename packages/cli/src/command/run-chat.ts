import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import { wantsColor } from '@rhdh-boost/internal/command-context';
import {
  formatPrintableJson,
  makeLinesPrintable,
  makePrintable,
} from '@rhdh-boost/internal/printable';
import { UsageError } from '@rhdh-boost/internal/usage-error';
import { type BoundKagentiClient, KagentiError } from '@rhdh-boost/kagenti-client';
import { type AgentSearch, agentRef, type ChatAgent, findAgents } from '../chat/chat-agent.ts';
import { describeFailure } from '../chat/describe-failure.ts';
import { MessageReader } from '../chat/message-reader.ts';
import { createPaint } from '../chat/paint.ts';
import { chatOnce } from '../chat/script-chat.ts';
import { chatInTerminal } from '../chat/terminal-chat.ts';
import { readConfiguration } from '../configuration/read-configuration.ts';
import { openConnection } from '../connection.ts';
import type { BoostContext } from './boost-context.ts';
import type { ColorOption, ConfigurationOptions, JsonOption } from './common-options.ts';
import { exitCodes } from './exit-codes.ts';

/** The options of `boost chat`. */
export interface ChatOptions extends ConfigurationOptions, JsonOption, ColorOption {
  /** The message to send; `-` is standard input. */
  readonly message?: string;
  /** The session to continue. */
  readonly session?: string;
  /** Whom the calls are made for, as an entity ref. */
  readonly user?: string;
}

/** The caller without `--user`. Sessions belong to their caller, so it is the same in every run. */
const serviceReason = 'boost chat';

/** Chats, and returns the exit code. */
export async function runChat(
  written: string | undefined,
  options: ChatOptions,
  context: BoostContext,
): Promise<number> {
  const { stdout, stderr, signal } = context;
  const terminal = usedTerminal(options, context);
  const message = terminal ? undefined : await readMessage(options.message, context);
  const configuration = await readConfiguration([], options, context);
  const describe = (error: unknown): string => {
    const description = describeFailure(
      error,
      configuration.get('boost.providers.kagenti.baseUrl'),
    );
    if (description === undefined) throw error;
    return description;
  };
  let reader: MessageReader | undefined;
  const leave = () => reader?.close();
  try {
    await using connection = openConnection(configuration);
    const kagenti = callerOf(connection.kagenti, options.user);
    const search = await findAgents(
      kagenti,
      written,
      configuration.get('boost.providers.kagenti.defaultAgent'),
      signal,
    );
    if (search.unlisted.length > 0) {
      stderr.write(`warning: not listed: ${makePrintable(search.unlisted.join(', '))}\n`);
    }
    if (search.problem !== undefined) {
      stderr.write(`error: ${makePrintable(search.problem)}\n`);
      return exitCodes.failed;
    }
    if (terminal) {
      reader = new MessageReader(terminal, '(To end the chat, press Ctrl-C again or Ctrl-D.)');
      signal.addEventListener('abort', leave);
    }
    const agent = await chooseAgent(search, reader, context);
    if (agent === undefined) return exitCodes.ok;
    const settings = {
      kagenti,
      agent,
      sessionId: options.session,
      canContinue: configuration.get('boost.encryptionSecret') !== undefined,
      describe,
      signal,
    };
    if (reader !== undefined) {
      const paint = createPaint(wantsColor(context, options));
      await chatInTerminal(settings, { reader, stdout, paint });
      return exitCodes.ok;
    }
    const isQuiet = options.json === true;
    const report = await chatOnce(settings, message ?? '', { stdout, stderr, isQuiet });
    const exitCode = report.error === undefined ? exitCodes.ok : exitCodes.failed;
    if (isQuiet) stdout.write(formatPrintableJson({ ...report, exitCode }));
    return exitCode;
  } catch (error) {
    if (signal.aborted) return exitCodes.interrupted;
    if (KagentiError.isInstance(error) && error.code === 'invalid_caller') {
      throw new UsageError(`--user ${String(options.user)}: ${error.message}`);
    }
    if (error instanceof UsageError) throw error;
    stderr.write(`error: ${makeLinesPrintable(describe(error))}\n`);
    return exitCodes.failed;
  } finally {
    signal.removeEventListener('abort', leave);
    reader?.close();
  }
}

/** The terminal to chat on; undefined if one message is to be sent. */
function usedTerminal({ message, json }: ChatOptions, { stdin, stdout }: BoostContext) {
  if (message !== undefined) return undefined;
  const input = stdin();
  if (!input.isTTY) return undefined;
  if (json || !stdout.isTTY) {
    throw new UsageError('Standard output is for a program here. Give the message with --message.');
  }
  return { input, output: process.stdout };
}

async function readMessage(
  given: string | undefined,
  { stdin, signal }: BoostContext,
): Promise<string> {
  const message =
    given === undefined || given === '-' ? await text(addAbortSignal(signal, stdin())) : given;
  if (message.trim() === '') throw new UsageError('The message is empty.');
  return message.replace(/\r?\n$/, '');
}

function callerOf(
  kagenti: ReturnType<typeof openConnection>['kagenti'],
  user: string | undefined,
): BoundKagentiClient {
  return user === undefined ? kagenti.asService(serviceReason) : kagenti.asUser(user);
}

async function chooseAgent(
  { agents }: AgentSearch,
  reader: MessageReader | undefined,
  { stdout }: BoostContext,
): Promise<ChatAgent | undefined> {
  const [first, ...others] = agents;
  if (others.length === 0) return first;
  const refs = agents.map(agentRef);
  if (reader === undefined) {
    throw new UsageError(`Name one of the agents: ${makePrintable(refs.join(', '))}.`);
  }
  stdout.write(refs.map((ref, at) => `${at + 1}  ${makePrintable(ref)}\n`).join(''));
  for (;;) {
    const answer = (await reader.read('agent (number or name)> '))?.trim();
    if (answer === undefined) return undefined;
    const chosen =
      agents[Number(answer) - 1] ??
      agents.find(agent => [agent.name, agentRef(agent)].includes(answer));
    if (chosen !== undefined) return chosen;
  }
}
