import { spawn } from 'node:child_process';

/** A program that hangs is stopped after this time. */
const LIMIT_MS = 300_000;

/** How a program ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. */
export function run(
  command: string,
  args: readonly string[],
  { cwd, env }: { cwd: string; env?: NodeJS.ProcessEnv },
): Promise<Ended> {
  const child = spawn(command, args, {
    cwd,
    env: env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: LIMIT_MS,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => (stdout += chunk));
  child.stderr.on('data', chunk => (stderr += chunk));
  return new Promise(resolve => {
    child.on('error', error =>
      resolve({ code: null, stdout, stderr: `${stderr}${error.message}` }),
    );
    child.on('close', code => resolve({ code, stdout, stderr }));
  });
}

/**
 * Runs a program that must succeed.
 *
 * @throws with what it printed when it does not
 */
export async function runWell(...args: Parameters<typeof run>): Promise<string> {
  const { code, stdout, stderr } = await run(...args);
  if (code === 0) return stdout;
  const [command, programArguments] = args;
  throw new Error(
    `${[command, ...programArguments].join(' ')} ended with ${code}:\n${stdout}${stderr}`,
  );
}

/** Does something with each item, so many at a time; gives the results in the order of the items. */
export async function inTurns<Item, Result>(
  items: readonly Item[],
  atATime: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...items.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      results[next[0]] = await work(next[1]);
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  return results;
}
