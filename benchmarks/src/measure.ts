import type { Pair, RatioBenchmark, Setting } from './benchmark.ts';
import { type Spread, spreadOf } from './statistics.ts';

/** What a benchmark gave. */
export interface Measurement {
  /** Of the ratios, one for each time that the two ran one after the other. */
  readonly ratio: Spread;
  /** Milliseconds. */
  readonly subject: Spread;
  /** Milliseconds. */
  readonly peer: Spread;
  /** How many ratios there are. */
  readonly repetitions: number;
  /** Whether the median of the ratios keeps to the limit. */
  readonly isKept: boolean;
  /** How often it was measured: once, or until the limit was kept. */
  readonly attempts: number;
}

/** How to measure. */
export interface MeasureOptions extends Setting {
  /** The repetitions are multiplied with it. */
  readonly effort: number;
}

/** After so many attempts a limit counts as broken. */
const mostAttempts = 3;

/**
 * Times the two of a benchmark in turn. When the limit is broken, it measures again with twice the repetitions, at most
 * two times, and the last one counts: a machine that was busy elsewhere is no fault of the code's.
 */
export async function measure(
  benchmark: RatioBenchmark,
  { seed, effort }: MeasureOptions,
): Promise<Measurement> {
  const pair = await benchmark.prepare({ seed });
  const repetitions = Math.max(3, Math.ceil(benchmark.repetitions * effort));
  try {
    for (let run = 0; run < benchmark.warmUps; run += 1) {
      await pair.subject();
      await pair.peer();
    }
    let attempts = 1;
    let last = await timeInTurn(benchmark, pair, repetitions);
    while (!last.isKept && attempts < mostAttempts) {
      last = await timeInTurn(benchmark, pair, 2 * repetitions);
      attempts += 1;
    }
    return { ...last, attempts };
  } finally {
    await pair.dispose?.();
  }
}

/** One attempt. Which of the two goes first changes each time, so that neither profits from its place. */
async function timeInTurn(
  { ratioOf, limit }: RatioBenchmark,
  pair: Pair,
  repetitions: number,
): Promise<Omit<Measurement, 'attempts'>> {
  const subjects: number[] = [];
  const peers: number[] = [];
  const ratios: number[] = [];
  for (let run = 0; run < repetitions; run += 1) {
    const early = run % 2 === 0 ? await pair.subject() : undefined;
    const peer = await pair.peer();
    const subject = early ?? (await pair.subject());
    subjects.push(subject);
    peers.push(peer);
    ratios.push(ratioOf === 'time' ? subject / peer : peer / subject);
  }
  const ratio = spreadOf(ratios);
  return {
    ratio,
    subject: spreadOf(subjects),
    peer: spreadOf(peers),
    repetitions,
    isKept: ratioOf === 'time' ? ratio.median <= limit : ratio.median >= limit,
  };
}
