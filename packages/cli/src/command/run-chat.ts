import { addAbortSignal } from 'node:stream';
import { text } from 'node:stream/consumers';
import { wantsColor } from '@rhdh-boost/internal/command-context';
import { formatPrintableJson, makePrintable } from '@rhdh-boost/internal/printable';
import { UsageError } from '@rhdh-boost/internal/usage-error';
import type { CallFailure } from '../call-failure.ts';
import { findAgents } from '../chat/chat-agent.ts';
import { chooseAgent, onlyAgent } from '../chat/choose-agent.ts';
import { describeFailure } from '../chat/describe-failure.ts';
import { type ChatTerminal, MessageReader } from '../chat/message-reader.ts';
import { createPaint } from '../chat/paint.ts';
import { chatOnce } from '../chat/script-chat.ts';
import { chatInTerminal } from '../chat/terminal-chat.ts';
import { type Configuration, readConfiguration } from '../configuration/read-configuration.ts';
import { openConnection } from '../connection.ts';
import { exitCodes } from '../exit-codes.ts';
import { ProgressLine, withProgress } from '../output/progress.ts';
import { bindCaller } from '../resources/call-for.ts';
import type { BoostContext } from './boost-context.ts';
import type { ColorOption, ConfigurationOptions, JsonOption } from './common-options.ts';
import { errorToReport, nextStep, writeFailure } from './run-call.ts';

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
  agent: string | undefined,
  options: ChatOptions,
  context: BoostContext,
): Promise<number> {
  checkStandardInput(options);
  if (options.session === '') {
    throw new UsageError(
      '--session is empty. Give the session of an earlier run, or leave it out.',
    );
  }
  const terminal = usedTerminal(options, context);
  const message = terminal ? undefined : await readMessage(options.message, context);
  const configuration = await readConfiguration([], options, context);
  const describe = (error: unknown): CallFailure => {
    const failure = describeFailure(error, nextStep(options));
    if (failure === undefined) throw error;
    return failure;
  };
  try {
    return await chat({ agent, message, terminal, options, context, configuration, describe });
  } catch (failure) {
    if (context.signal.aborted) return exitCodes.interrupted;
    if (failure instanceof UsageError) throw failure;
    return writeFailure(describe(failure), context, options.json === true);
  }
}

/** What is known before anything is called. */
interface PreparedChat {
  readonly agent: string | undefined;
  readonly message: string | undefined;
  readonly terminal: ChatTerminal | undefined;
  readonly options: ChatOptions;
  readonly context: BoostContext;
  readonly configuration: Configuration;
  readonly describe: (error: unknown) => CallFailure;
}

async function chat(prepared: PreparedChat): Promise<number> {
  const { agent: written, message, terminal, options, context, configuration, describe } = prepared;
  const { stdout, stderr, env, signal } = context;
  const canContinue = configuration.get('boost.encryptionSecret') !== undefined;
  if (options.session !== undefined && !canContinue) {
    throw new UsageError(
      '--session needs boost.encryptionSecret. Without it, a conversation ends with the run that began it.',
    );
  }
  await using connection = openConnection(configuration);
  const kagenti = bindCaller(connection.kagenti, options, serviceReason);
  const defaultAgent = configuration.get('boost.providers.kagenti.defaultAgent');
  const { agents, unlisted } = await withProgress(context, 'Listing agents', () =>
    findAgents(kagenti, written, defaultAgent, signal).catch((error: unknown) => {
      throw errorToReport(error, connection.drifts);
    }),
  );
  if (unlisted.length > 0) {
    const names = makePrintable(unlisted.join(', '));
    stderr.write(`warning: the agents of these namespaces could not be listed: ${names}\n`);
  }
  const settings = {
    kagenti,
    user: options.user,
    sessionId: options.session,
    canContinue,
    describe,
    signal,
  };
  if (terminal === undefined) {
    const isQuiet = options.json === true;
    using progress = new ProgressLine(context);
    const report = await chatOnce({ ...settings, agent: onlyAgent(agents) }, message ?? '', {
      stdout,
      stderr,
      progress,
      isQuiet,
    });
    const exitCode = report.error === undefined ? exitCodes.ok : exitCodes.failed;
    if (isQuiet) stdout.write(formatPrintableJson({ ...report, exitCode }));
    return exitCode;
  }
  const reader = new MessageReader(terminal, '(To end the chat, press Ctrl-C again or Ctrl-D.)');
  const leave = (): void => reader.close();
  signal.addEventListener('abort', leave);
  try {
    const agent = await chooseAgent(agents, reader, stdout);
    if (agent !== undefined) {
      const paint = createPaint(wantsColor(context, options));
      await chatInTerminal({ ...settings, agent }, { reader, stdout, paint, env });
    }
    return exitCodes.ok;
  } finally {
    signal.removeEventListener('abort', leave);
    reader.close();
  }
}

/** What a file option names to read standard input. */
const standardInput = /^(?:-|\/dev\/(?:stdin|fd\/0))$/;

/** Otherwise the configuration, or a secret, would be the message that an agent gets. */
function checkStandardInput({
  message = '-',
  config = [],
  clientSecretFile = '',
}: Pick<ChatOptions, 'message' | 'config' | 'clientSecretFile'>): void {
  if (message === '-' && [...config, clientSecretFile].some(file => standardInput.test(file))) {
    throw new UsageError(
      'Standard input is read for the configuration, so the message cannot come from it. Give the message with --message.',
    );
  }
}

/** The terminal to chat on; undefined if one message is to be sent. */
function usedTerminal(
  { message, json }: ChatOptions,
  { stdin, stdout, env }: BoostContext,
): ChatTerminal | undefined {
  if (message !== undefined) return undefined;
  const input = stdin();
  if (!input.isTTY) return undefined;
  if (json || !stdout.isTTY) {
    throw new UsageError(
      'A chat needs a terminal for its output. To send one message from a script, use --message.',
    );
  }
  return { input, output: process.stdout, isDumb: env['TERM'] === 'dumb' };
}

async function readMessage(
  given: string | undefined,
  { stdin, signal }: BoostContext,
): Promise<string> {
  const message =
    given === undefined || given === '-' ? await text(addAbortSignal(signal, stdin())) : given;
  if (message.trim() === '') {
    throw new UsageError('The message is empty. Give it with --message or on standard input.');
  }
  return message.replace(/\r?\n$/, '');
}
