import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { CountSetting } from './benchmark.ts';
import type { Perform } from './perform.ts';

const program = fileURLToPath(new URL('./one-benchmark.ts', import.meta.url));

/**
 * Does a benchmark in a new process: none inherits the heap or the compiled code that those before it left.
 *
 * @throws Error when the process ends without an outcome; it has told why on its standard error.
 */
async function inOwnProcess<Outcome>(
  _benchmark: unknown,
  setting: CountSetting,
  name: string,
): Promise<Outcome> {
  const child = fork(program, [name, JSON.stringify(setting)]);
  let outcome: Outcome | undefined;
  child.once('message', (message: Outcome) => {
    outcome = message;
  });
  const [code, signal] = await once(child, 'close');
  if (outcome === undefined || code !== 0) {
    throw new Error(`The benchmark ${name} failed: its process ended with ${code ?? signal}.`);
  }
  return outcome;
}

/** Does each benchmark in a process of its own. */
export const performInOwnProcess: Perform = { ratio: inOwnProcess, count: inOwnProcess };
