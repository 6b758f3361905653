import type { CountBenchmark, Counted, CountSetting } from './benchmark.ts';

/** What was counted, and whether the limits are kept. */
export interface CountedOutcome extends Counted {
  /** The figures of the project's that break their limit. */
  readonly broken: readonly string[];
  readonly isKept: boolean;
  /** 2 when the first attempt broke a limit. */
  readonly attempts: 1 | 2;
}

/** Nothing was counted, since the machine lacks something. */
export interface SkippedOutcome {
  /** What it lacks. */
  readonly skipped: string;
  readonly isKept: true;
}

/**
 * Has the work of a benchmark done, and compares the project's figures with their limits; a figure that is not there breaks
 * its limit. When one is broken, the work is done once more, and that counts: some of it lives by the clock, and a machine
 * that was busy elsewhere is no fault of the code's.
 */
export async function count(
  benchmark: CountBenchmark,
  setting: CountSetting,
): Promise<CountedOutcome | SkippedOutcome> {
  const skipped = benchmark.missing?.();
  if (skipped !== undefined) {
    return { skipped, isKept: true };
  }
  const first = await countOnce(benchmark, setting);
  return first.isKept
    ? { ...first, attempts: 1 }
    : { ...(await countOnce(benchmark, setting)), attempts: 2 };
}

async function countOnce(
  { count: countAll, atMost }: CountBenchmark,
  setting: CountSetting,
): Promise<Omit<CountedOutcome, 'attempts'>> {
  const counted = await countAll(setting);
  const broken = Object.entries(atMost)
    .filter(([what, limit]) => !((counted.subject[what] ?? Number.NaN) <= limit))
    .map(([what]) => what);
  return { ...counted, broken, isKept: broken.length === 0 };
}
