import { expect, test } from 'vitest';
import type { RatioBenchmark } from './benchmark.ts';
import type { Measurement } from './measure.ts';
import { formatJson, formatMachine, formatResult } from './report.ts';

const benchmark: RatioBenchmark = {
  subject: 'ours',
  peer: 'theirs',
  ratioOf: 'time',
  limit: 0.1,
  repetitions: 8,
  warmUps: 0,
  prepare: () => ({ subject: () => 1, peer: () => 1 }),
};
const measurement: Measurement = {
  ratio: { median: 0.0421, lowerQuartile: 0.04, upperQuartile: 0.0456 },
  subject: { median: 42.12, lowerQuartile: 40, upperQuartile: 45 },
  peer: { median: 1001.4, lowerQuartile: 990, upperQuartile: 1100 },
  repetitions: 16,
  isKept: true,
  attempts: 2,
};

test('as text', () => {
  expect(formatMachine({ node: '24.21.0', cores: 2 }, 1)).toBe('Node 24.21.0, 2 cores, seed 1\n');
  expect(formatResult({ name: 'beside', benchmark, outcome: measurement })).toBe(
    `ok     beside: 0.042 (0.040 to 0.046), at most 0.1
       time of ours: 42.1 ms
       beside theirs: 1001 ms
       median and middle half of 16 ratios, attempt 2
`,
  );
});

test('a broken lower limit as text', () => {
  const broken = { ...measurement, isKept: false, attempts: 1 } as const;
  const speed = { ...benchmark, ratioOf: 'speed' } as const;

  expect(formatResult({ name: 'beside', benchmark: speed, outcome: broken })).toMatch(
    /^BROKEN beside: .* at least 0\.1\n *speed of ours/,
  );
});

test('as JSON', () => {
  const text = formatJson({ node: '24.21.0', cores: 2 }, 1, [
    { name: 'beside', benchmark, outcome: measurement },
  ]);

  expect(JSON.parse(text)).toEqual({
    node: '24.21.0',
    cores: 2,
    seed: 1,
    results: [
      {
        name: 'beside',
        subject: 'ours',
        peer: 'theirs',
        ratioOf: 'time',
        limit: 0.1,
        ratio: measurement.ratio,
        subjectMilliseconds: measurement.subject,
        peerMilliseconds: measurement.peer,
        repetitions: 16,
        attempts: 2,
        isKept: true,
      },
    ],
  });
});
