// What streams weigh, in a process of its own: `node --expose-gc streams-process.ts ours|raw ORIGIN STREAMS EVENTS` prints
// it as JSON. It reads one stream of so many events, then holds so many streams open, and leaves a tenth of them.
import { KagentiClient } from '@rhdh-boost/kagenti-client';
import { Agent } from 'undici';
import { rawEvents } from './raw-events.ts';

/** What was weighed. */
export interface StreamWeights {
  /** Bytes of the heap that a long stream added between its first tenth and its end. */
  readonly growth: number;
  /** Bytes of the heap and of buffers for each stream that is open. */
  readonly bytesPerStream: number;
  /** Bytes of the process for each stream that is open. */
  readonly residentPerStream: number;
  /** Streams that are open still. */
  readonly open: number;
}

/** Streams that are opened at once. */
const BATCH = 250;

const [, , kind = '', origin = '', streams = '0', events = '0'] = process.argv;
const agent = { namespace: 'team1', name: 'weather-agent' };
const tokens = { getToken: async () => 'token', invalidate: () => true };
const dispatcher = new Agent();

/** What opens streams of one kind. */
function opener(what: string): () => AsyncIterator<unknown> {
  const baseUrl = `${origin}/${what}`;
  if (kind === 'raw') {
    return () => rawEvents(`${baseUrl}/api/v1/chat/team1/weather-agent/stream`, dispatcher);
  }
  const { chat } = new KagentiClient({ baseUrl, tokens, dispatcher }).asUser('user:default/jane');
  return () => chat.stream({ ...agent, message: 'hi' })[Symbol.asyncIterator]();
}

async function weigh() {
  // What lies in one turn may be held until the next.
  for (let round = 0; round < 4; round += 1) {
    gc?.();
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heapUsed, used: heapUsed + external, rss };
}

async function growthOfALongStream(): Promise<number> {
  const iterator = opener(`events-${events}`)();
  let count = 0;
  let before = 0;
  for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
    count += 1;
    if (count === Number(events) / 10) before = (await weigh()).heapUsed;
    if (count === Number(events)) {
      const growth = (await weigh()).heapUsed - before;
      await iterator.return?.();
      return growth;
    }
  }
  throw new Error(`There were only ${count} events.`);
}

async function holdOpen(): Promise<Omit<StreamWeights, 'growth'>> {
  const open = opener('hold');
  const before = await weigh();
  const held: AsyncIterator<unknown>[] = [];
  while (held.length < Number(streams)) {
    const batch = Array.from({ length: BATCH }, open);
    await Promise.all(batch.map(iterator => iterator.next()));
    held.push(...batch);
  }
  const after = await weigh();
  const left = held.splice(0, held.length / 10);
  await Promise.all(left.map(async iterator => iterator.return?.()));
  return {
    bytesPerStream: (after.used - before.used) / Number(streams),
    residentPerStream: (after.rss - before.rss) / Number(streams),
    open: held.length,
  };
}

const weights: StreamWeights = { growth: await growthOfALongStream(), ...(await holdOpen()) };
// Whoever started it counts the connections before it ends.
process.send?.(weights);
process.once('disconnect', () => process.exit());
