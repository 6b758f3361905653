import type { CountBenchmark, CountSetting, Counts } from './benchmark.ts';

/** What was counted, and whether the limits are kept. */
export interface CountedOutcome {
  readonly subject: Counts;
  /** By the peer's name. */
  readonly peers: Readonly<Record<string, Counts>>;
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
  const outcome = first.isKept
    ? ({ ...first, attempts: 1 } as const)
    : ({ ...(await countOnce(benchmark, setting)), attempts: 2 } as const);
  const peers = setting.limits ? undefined : await benchmark.countPeers?.(setting);
  return { ...outcome, peers: peers ?? {} };
}

async function countOnce(
  { count: countSubject, atMost }: CountBenchmark,
  setting: CountSetting,
): Promise<Omit<CountedOutcome, 'attempts' | 'peers'>> {
  const subject = await countSubject(setting);
  const broken = Object.entries(atMost)
    .filter(([what, limit]) => !((subject[what] ?? Number.NaN) <= limit))
    .map(([what]) => what);
  return { subject, broken, isKept: broken.length === 0 };
}
