// The process of one side of a benchmark: `one-side.ts NAME subject|peer SETTING` runs that side whenever its parent asks,
// and sends the milliseconds that it took.
import { on } from 'node:events';
import type { Benchmark } from './benchmark.ts';
import { benchmarks } from './benchmarks.ts';

const [name = '', side, setting = '{}'] = process.argv.slice(2);
const known: Readonly<Record<string, Benchmark>> = benchmarks;
const benchmark = known[name];
if (benchmark === undefined || !('prepare' in benchmark)) {
  throw new Error(`No benchmark "${name}" has two sides.`);
}
const pair = await benchmark.prepare(JSON.parse(setting));
const requests = on(process, 'message', { close: ['disconnect'] });
process.send?.('ready');
for await (const _ of requests) {
  process.send?.(await (side === 'peer' ? pair.peer() : pair.subject()));
}
await pair.dispose?.();
