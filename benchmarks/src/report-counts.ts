import type { CountBenchmark, Counts } from './benchmark.ts';
import type { CountedOutcome, SkippedOutcome } from './count.ts';

/** A benchmark that counts, with what it gave. */
export interface CountResult {
  readonly name: string;
  readonly benchmark: CountBenchmark;
  readonly outcome: CountedOutcome | SkippedOutcome;
}

const figure = (value: number) => String(Math.round(value * 100) / 100);

const inWords = (counts: Counts, limits: Counts = {}) =>
  Object.entries(counts)
    .map(([what, value]) => {
      const limit = limits[what];
      return `${what} ${figure(value)}${limit === undefined ? '' : ` (at most ${figure(limit)})`}`;
    })
    .join(', ');

/** A result as lines of text. */
export function formatCountResult({ name, benchmark, outcome }: CountResult): string {
  const { subject, unable, atMost } = benchmark;
  if ('skipped' in outcome) {
    return `skipped ${name}: ${outcome.skipped}\n`;
  }
  const peers = Object.entries(outcome.peers).map(
    ([peer, counts]) => `       beside ${peer}: ${inWords(counts)}\n`,
  );
  const others = Object.entries(unable).map(([peer, why]) => `       not ${peer}: ${why}\n`);
  return `${outcome.isKept ? 'ok    ' : 'BROKEN'} ${name}: ${inWords(outcome.subject, atMost)}
       ${subject}${outcome.attempts === 1 ? '' : `, attempt ${outcome.attempts}`}
${[...peers, ...others].join('')}`;
}

/** A result as an entry of the JSON text. */
export function countRow({ name, benchmark, outcome }: CountResult): object {
  const { subject, unable, atMost } = benchmark;
  const row = { name, subject, atMost, unable };
  if ('skipped' in outcome) return { ...row, ...outcome };
  const { subject: counts, peers, broken, isKept, attempts } = outcome;
  return { ...row, counts, peers, broken, isKept, attempts };
}
