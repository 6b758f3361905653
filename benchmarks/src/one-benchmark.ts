// The process of one benchmark: does the one that its arguments name, and tells its parent what came of it.
import type { Benchmark } from './benchmark.ts';
import { benchmarks } from './benchmarks.ts';
import { performHere } from './perform.ts';
import { resultOf } from './run-benchmarks.ts';

const [name = '', setting = '{}'] = process.argv.slice(2);
const known: Readonly<Record<string, Benchmark>> = benchmarks;
const benchmark = known[name];
if (benchmark === undefined) throw new Error(`There is no benchmark "${name}".`);
const { outcome } = await resultOf(name, benchmark, JSON.parse(setting), performHere);
process.send?.(outcome);
process.disconnect();
