import { styleText } from 'node:util';
import type { DemoFailure } from './demo-failure.ts';
import type { DemoSummary } from './summary.ts';

/** Where the demo says what it does; one for a person, one for a script. */
export interface Output {
  /** A step begins. */
  step(title: string): void;
  /** Something that the step found out. */
  say(line: string): void;
  /** A piece of a reply, as it arrives, without a line break. */
  stream(text: string): void;
  /** All steps succeeded. */
  finish(summary: DemoSummary): void;
  /** A step failed. */
  fail(failure: DemoFailure): void;
}

/** What is written to: standard output or standard error. */
export type OutputStream = Pick<NodeJS.WriteStream, 'write' | 'isTTY'>;

/** Text, coloured only on a terminal and never with NO_COLOR (https://no-color.org). */
export function textOutput(stdout: OutputStream, stderr: OutputStream): Output {
  let steps = 0;
  const paint = (format: Parameters<typeof styleText>[0], text: string, stream = stdout): string =>
    stream.isTTY && !process.env['NO_COLOR']
      ? styleText(format, text, { validateStream: false })
      : text;
  let openLine = false;
  const write = (line: string) => {
    stdout.write(`${openLine ? '\n' : ''}${line}\n`);
    openLine = false;
  };
  return {
    step(title) {
      steps += 1;
      write(`\n${paint('bold', `${steps}. ${title}`)}`);
    },
    say: line => write(`   ${line}`),
    stream(text) {
      stdout.write(`${openLine ? '' : '   '}${paint('cyan', text)}`);
      openLine = true;
    },
    finish(summary) {
      write(`\n${paint('bold', 'Summary')}`);
      for (const line of summaryLines(summary)) write(`   ${line}`);
      write(`\n${paint('green', 'Every step succeeded.')}`);
    },
    fail(failure) {
      if (openLine) stdout.write('\n');
      stderr.write(`\n${paint('red', 'The demo failed:', stderr)} ${failure.message}\n`);
    },
  };
}

/** One JSON object on standard output, when all is over. */
export function jsonOutput(stdout: OutputStream, stderr: OutputStream): Output {
  const steps: { title: string; lines: string[] }[] = [];
  const print = (result: object) => stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  const record = (line: string) => void steps.at(-1)?.lines.push(line);
  let reply = '';
  /** What was streamed becomes a line, whatever comes after it. */
  const endReply = () => {
    if (reply) record(reply);
    reply = '';
  };
  return {
    step(title) {
      endReply();
      steps.push({ title, lines: [] });
    },
    say(line) {
      endReply();
      record(line);
    },
    stream(text) {
      reply += text;
    },
    finish(summary) {
      endReply();
      print({ ok: true, steps, summary });
    },
    fail(failure) {
      endReply();
      print({ ok: false, steps, error: { message: failure.message } });
      stderr.write(`The demo failed: ${failure.message}\n`);
    },
  };
}

function summaryLines(summary: DemoSummary): string[] {
  return [
    `calls             ${summary.calls} (${summary.failed} failed, ${summary.denied} denied before they were sent)`,
    `retries           ${summary.retries} (calls sent again after the token was refused)`,
    `token requests    ${summary.tokenRequests}`,
    'audit events',
    ...summary.auditEvents.map(
      ({ operation, caller, outcome, count }) =>
        `  ${String(count).padStart(3)} × ${operation.padEnd(16)} ${outcome.padEnd(10)} ${caller}`,
    ),
    'seen by the backend',
    ...summary.seenByBackend.map(
      ({ operation, user, status, count }) =>
        `  ${String(count).padStart(3)} × ${operation.padEnd(16)} ${status.padEnd(10)} ${user}`,
    ),
  ];
}
