import type { RatioBenchmark } from './benchmark.ts';
import type { Measurement } from './measure.ts';
import type { Spread } from './statistics.ts';

/** A benchmark that gives a ratio, with what it gave. */
export interface RatioResult {
  readonly name: string;
  readonly benchmark: RatioBenchmark;
  readonly outcome: Measurement;
}

const digits = (figure: number) => figure.toFixed(figure < 1 ? 3 : 2);

const within = ({ lowerQuartile, upperQuartile }: Spread) =>
  `${digits(lowerQuartile)} to ${digits(upperQuartile)}`;

const inMilliseconds = ({ median }: Spread) => `${median.toFixed(median < 100 ? 1 : 0)} ms`;

/** A result as lines of text. */
export function formatRatioResult({ name, benchmark, outcome }: RatioResult): string {
  const { subject, peer, ratioOf, limit } = benchmark;
  const { ratio, repetitions, attempts, isKept } = outcome;
  const rule = ratioOf === 'time' ? 'at most' : 'at least';
  const again = attempts === 1 ? '' : `, attempt ${attempts}`;
  return `${isKept ? 'ok    ' : 'BROKEN'} ${name}: ${digits(ratio.median)} (${within(ratio)}), ${rule} ${limit}
       ${ratioOf} of ${subject}: ${inMilliseconds(outcome.subject)}
       beside ${peer}: ${inMilliseconds(outcome.peer)}
       median and middle half of ${repetitions} ratios${again}
`;
}

/** A result as an entry of the JSON text. */
export function ratioRow({ name, benchmark, outcome }: RatioResult): object {
  const { subject, peer, ratioOf, limit } = benchmark;
  const { ratio, repetitions, attempts, isKept } = outcome;
  return {
    name,
    subject,
    peer,
    ratioOf,
    limit,
    ratio,
    subjectMilliseconds: outcome.subject,
    peerMilliseconds: outcome.peer,
    repetitions,
    attempts,
    isKept,
  };
}
