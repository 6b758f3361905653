import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Pair, RatioBenchmark, Setting } from './benchmark.ts';

const oneSide = fileURLToPath(new URL('./one-side.ts', import.meta.url));

/**
 * A benchmark whose `apart` is set with each side in a separate process, any other as it is.
 *
 * @param program - Runs one side; a test has another.
 */
export function placed(benchmark: RatioBenchmark, name: string, program = oneSide): RatioBenchmark {
  return benchmark.apart === true
    ? { ...benchmark, prepare: setting => prepareApart(program, name, setting) }
    : benchmark;
}

async function prepareApart(program: string, name: string, { seed }: Setting): Promise<Pair> {
  const start = (side: keyof Pair) => fork(program, [name, side, JSON.stringify({ seed })]);
  const subject = start('subject');
  const peer = start('peer');
  await Promise.all([subject, peer].map(messageOf));
  return {
    subject: () => ask(subject),
    peer: () => ask(peer),
    dispose() {
      for (const child of [subject, peer]) if (child.connected) child.disconnect();
    },
  };
}

function ask(child: ChildProcess): Promise<number> {
  const answer = messageOf(child);
  child.send('run');
  return answer;
}

/** The next message of a process. Throws when the process ends before it. */
async function messageOf(child: ChildProcess): Promise<number> {
  const left = new AbortController();
  const { signal } = left;
  try {
    const message = once(child, 'message', { signal });
    const end = once(child, 'exit', { signal }).then(([code, ending]) => {
      throw new Error(`A side of a benchmark ended with ${code ?? ending}.`);
    });
    const [answer] = await Promise.race([message, end]);
    return answer;
  } finally {
    left.abort();
  }
}
