import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { CountScenario, Counts } from '../benchmark.ts';
import { type KagentiServer, startKagentiServer } from '../kagenti/start-server.ts';
import type { StreamWeights } from '../kagenti/streams-process.ts';

const STREAMS = 10_000;
const EVENTS = 1_000_000;
const program = fileURLToPath(new URL('../kagenti/streams-process.ts', import.meta.url));

/** What the process may have open: a connection for each stream, and all else. */
function openFiles(): number {
  const report = process.report.getReport();
  const limits: unknown = Reflect.get(report, 'userLimits');
  const { hard }: { hard?: number | 'unlimited' } =
    typeof limits === 'object' && limits !== null ? Reflect.get(limits, 'open_files') : {};
  return hard === 'unlimited' ? Infinity : (hard ?? Infinity);
}

async function settled(server: KagentiServer, wanted: number): Promise<number> {
  let connections = await server.connections();
  for (let round = 0; round < 50 && connections > wanted; round += 1) {
    await pause(100);
    connections = await server.connections();
  }
  return connections;
}

/** What the process tells. Throws when it ends before that. */
async function weightsOf(child: ChildProcess): Promise<StreamWeights> {
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The process that holds the streams ended with ${code}.`);
  });
  const told = once(child, 'message').then(([weights]): StreamWeights => weights);
  return await Promise.race([told, ended]);
}

async function weigh(kind: 'ours' | 'raw', effort: number): Promise<Counts> {
  const server = await startKagentiServer();
  const streams = effort < 1 ? STREAMS / 2 : STREAMS;
  const args = [kind, server.origin, String(streams), String(EVENTS)];
  const child = fork(program, args, { execArgv: ['--expose-gc'] });
  try {
    const weights = await weightsOf(child);
    const connections = await settled(server, weights.open);
    return {
      'MiB that the heap grew by': weights.growth / 2 ** 20,
      'connections of streams that were left': connections - weights.open,
      'KiB of heap and buffers a stream': weights.bytesPerStream / 1024,
      'KiB of the process a stream': weights.residentPerStream / 1024,
      streams,
    };
  } finally {
    child.disconnect();
    server.close();
  }
}

/** What streams take while they are open, and whether all of it is given back. */
export const kagentiOpenStreams: CountScenario = {
  subject: `one reply of ${EVENTS} events, its heap after a tenth of them and at the end; then ${STREAMS} replies that are open at once, half as many with an effort below 1, of which a tenth is left`,
  unable: {},
  missing: () =>
    openFiles() < STREAMS + 1000
      ? `A process may have no more than ${openFiles()} open files here; it takes ${STREAMS + 1000}.`
      : undefined,
  count: ({ effort }) => weigh('ours', effort),
  countPeers: async ({ effort }) => ({
    'undici.request and eventsource-parser': await weigh('raw', effort),
  }),
};
