import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const main = join(import.meta.dirname, 'main.ts');

/** What ends a demo that hangs, so that a failed test leaves none behind. */
const timeoutMs = 60_000;

/** Starts the demo as a process of its own, as its user does; no terminal, no variables but these. */
export function startMain(args: readonly string[], env: NodeJS.ProcessEnv = process.env) {
  const child = spawn(process.execPath, [main, ...args], {
    env,
    timeout: timeoutMs,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Output that a test leaves unread has no text.
  const output = text(child.stdout).catch(() => '');
  const ended = Promise.all([output, text(child.stderr), once(child, 'exit')]).then(
    ([stdout, stderr, [exitCode]]) => ({ stdout, stderr, exitCode: Number(exitCode) }),
  );
  return { child, ended };
}

/** Runs the demo to its end. */
export function runMain(args: readonly string[], env?: NodeJS.ProcessEnv) {
  return startMain(args, env).ended;
}
