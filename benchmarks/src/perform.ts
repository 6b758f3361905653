import { placed } from './apart.ts';
import type { CountBenchmark, CountSetting, RatioBenchmark } from './benchmark.ts';
import { type CountedOutcome, count, type SkippedOutcome } from './count.ts';
import { type Measurement, measure } from './measure.ts';

/** Has a benchmark done, by its kind. */
export interface Perform {
  readonly ratio: (
    benchmark: RatioBenchmark,
    setting: CountSetting,
    name: string,
  ) => Promise<Measurement>;
  readonly count: (
    benchmark: CountBenchmark,
    setting: CountSetting,
    name: string,
  ) => Promise<CountedOutcome | SkippedOutcome>;
}

/** Does it in this process. */
export const performHere: Perform = {
  ratio: (benchmark, setting, name) => measure(placed(benchmark, name), setting),
  count,
};
