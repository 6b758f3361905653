import type { Benchmark } from './benchmark.ts';
import type { Measurement } from './measure.ts';
import type { Spread } from './statistics.ts';

/** What was measured on, as far as it is told: a version and a count, nothing that names a machine. */
export interface Machine {
  readonly node: string;
  readonly cores: number;
}

/** A benchmark with what it gave. */
export interface Result {
  readonly name: string;
  readonly benchmark: Benchmark;
  readonly measurement: Measurement;
}

const digits = (figure: number) => figure.toFixed(figure < 1 ? 3 : 2);

const within = ({ lowerQuartile, upperQuartile }: Spread) =>
  `${digits(lowerQuartile)} to ${digits(upperQuartile)}`;

const inMilliseconds = ({ median }: Spread) => `${median.toFixed(median < 100 ? 1 : 0)} ms`;

/** A result as lines of text. */
export function formatResult({ name, benchmark, measurement }: Result): string {
  const { subject, peer, ratioOf, limit } = benchmark;
  const { ratio, repetitions, attempts, isKept } = measurement;
  const rule = ratioOf === 'time' ? 'at most' : 'at least';
  const again = attempts === 2 ? ', second attempt' : '';
  return `${isKept ? 'ok    ' : 'BROKEN'} ${name}: ${digits(ratio.median)} (${within(ratio)}), ${rule} ${limit}
       ${ratioOf} of ${subject}: ${inMilliseconds(measurement.subject)}
       beside ${peer}: ${inMilliseconds(measurement.peer)}
       median and middle half of ${repetitions} ratios${again}
`;
}

/** The first line of the report. */
export function formatMachine({ node, cores }: Machine, seed: number): string {
  return `Node ${node}, ${cores} cores, seed ${seed}\n`;
}

/** All results as one JSON text. */
export function formatJson(machine: Machine, seed: number, results: readonly Result[]): string {
  const rows = results.map(({ name, benchmark, measurement }) => ({
    name,
    subject: benchmark.subject,
    peer: benchmark.peer,
    ratioOf: benchmark.ratioOf,
    limit: benchmark.limit,
    ratio: measurement.ratio,
    subjectMilliseconds: measurement.subject,
    peerMilliseconds: measurement.peer,
    repetitions: measurement.repetitions,
    attempts: measurement.attempts,
    isKept: measurement.isKept,
  }));
  return `${JSON.stringify({ ...machine, seed, results: rows }, undefined, 2)}\n`;
}
