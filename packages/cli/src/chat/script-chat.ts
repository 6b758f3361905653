import type { OutputStream } from '@rhdh-boost/internal/command-context';
import { makePrintable } from '@rhdh-boost/internal/printable';
import { type ChatResult, ReplyCollector } from '@rhdh-boost/kagenti-client';
import type { CallFailure } from '../call-failure.ts';
import type { ProgressLine } from '../output/progress.ts';
import { agentRef } from './chat-agent.ts';
import type { ChatSettings } from './chat-settings.ts';
import { PrintablePieces, printable } from './printable-pieces.ts';

/** What a script gets with `--json`. */
export interface ChatReport {
  /** The agent, as `namespace/name`. */
  readonly agent: string;
  /** The reply's text; of a failed reply, what arrived of it. */
  readonly text: string;
  /** Last state of the task: `completed`, `input-required` and others; missing when the agent named none. */
  readonly state?: string;
  /** What the agent produced; its text is in `text`, too. */
  readonly artifacts: ChatResult['artifacts'];
  /** What the agent asks; its answer is the next message of the session. */
  readonly question?: {
    /** An answer is wanted, or a sign-in. */
    readonly kind: 'input' | 'sign-in';
    readonly message?: string;
    readonly requestId?: string;
  };
  /** For `--session` of the next message; missing without `boost.encryptionSecret`. */
  readonly sessionId?: string;
  /** Why the reply did not end well. */
  readonly error?: CallFailure;
}

/** Where a script's output goes. */
export interface ScriptOutput {
  /** The reply's text, and nothing else. */
  readonly stdout: OutputStream;
  /** States, names of artifacts, failures. */
  readonly stderr: OutputStream;
  /** What is waited for. */
  readonly progress: ProgressLine;
  /** Whether the text is left to the report. */
  readonly isQuiet: boolean;
}

/** Sends one message, and writes the reply while it arrives. */
export async function chatOnce(
  { kagenti, agent, sessionId, canContinue, describe, signal }: ChatSettings,
  message: string,
  { stdout, stderr, progress, isQuiet }: ScriptOutput,
): Promise<ChatReport> {
  const stream = kagenti.chat.stream(
    { ...agent, message, ...(sessionId !== undefined && { sessionId }) },
    { signal },
  );
  const collector = new ReplyCollector();
  const pieces = new PrintablePieces();
  let isAtLineStart = true;
  const write = (text: string) => {
    if (text === '' || isQuiet) return;
    stdout.write(text);
    isAtLineStart = text.endsWith('\n');
  };
  const note = (text: string) => stderr.write(`${makePrintable(text)}\n`);
  const names = new Set<string>();
  progress.show(`Waiting for ${agentRef(agent)}`);
  let error: ChatReport['error'];
  try {
    for await (const event of stream) {
      progress.clear();
      collector.add(event);
      if (event.type === 'text') write(pieces.add(event.text));
      if (event.type === 'status' && event.message !== undefined) note(`status: ${event.message}`);
      if (event.type === 'artifact' && event.name !== undefined && !names.has(event.name)) {
        names.add(event.name);
        note(`artifact: ${event.name}`);
      }
      if (stdout.isAbandoned) break;
    }
  } catch (failure) {
    if (signal.aborted) throw failure;
    error = describe(failure);
  } finally {
    progress.clear();
  }
  write(pieces.end());
  const { result } = collector;
  const session = canContinue ? stream.sessionId : undefined;
  const report = reportOf(agentRef(agent), result, session, error);
  if (!isAtLineStart) write('\n');
  // A script that reads text alone gets the question, too: otherwise it would take half a reply for a whole one.
  if (report.question?.message !== undefined) write(`${printable(report.question.message)}\n`);
  if (error !== undefined) stderr.write(`error: ${printable(error.message)}\n`);
  if (report.sessionId !== undefined) note(`session: ${report.sessionId}`);
  return report;
}

function reportOf(
  agent: string,
  result: ChatResult,
  sessionId: string | undefined,
  error: ChatReport['error'],
): ChatReport {
  const { text, state, artifacts, inputRequired, authRequired } = result;
  const asked = inputRequired ?? authRequired;
  return {
    agent,
    text,
    ...(state !== undefined && { state }),
    artifacts,
    ...(asked && {
      question: {
        kind: inputRequired ? 'input' : 'sign-in',
        ...(asked.message !== undefined && { message: asked.message }),
        ...(asked.requestId !== undefined && { requestId: asked.requestId }),
      },
    }),
    ...(sessionId !== undefined && { sessionId }),
    ...(error && { error }),
  };
}
