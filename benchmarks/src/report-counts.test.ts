import { expect, test } from 'vitest';
import type { CountBenchmark } from './benchmark.ts';
import { formatJson, formatResult } from './report.ts';

const benchmark: CountBenchmark = {
  subject: 'many calls',
  unable: { another: 'it keeps nothing.' },
  atMost: { requests: 1 },
  count: async () => ({}),
};
const outcome = {
  subject: { requests: 2.25, calls: 50 },
  peers: { theirs: { requests: 50, calls: 50 } },
  broken: ['requests'],
  isKept: false,
  attempts: 2,
} as const;

test('counts as text', () => {
  expect(formatResult({ name: 'calls', benchmark, outcome })).toBe(
    `BROKEN calls: requests 2.25 (at most 1), calls 50
       many calls, attempt 2
       beside theirs: requests 50, calls 50
       not another: it keeps nothing.
`,
  );
});

test('counts as JSON', () => {
  const text = formatJson({ node: '24.21.0', cores: 2 }, 1, [
    { name: 'calls', benchmark, outcome },
  ]);

  expect(JSON.parse(text).results).toEqual([
    {
      name: 'calls',
      subject: 'many calls',
      atMost: { requests: 1 },
      unable: { another: 'it keeps nothing.' },
      counts: { requests: 2.25, calls: 50 },
      peers: { theirs: { requests: 50, calls: 50 } },
      broken: ['requests'],
      isKept: false,
      attempts: 2,
    },
  ]);
});

test('what was skipped, as text and as JSON', () => {
  const result = {
    name: 'calls',
    benchmark,
    outcome: { skipped: 'No server.', isKept: true },
  } as const;

  expect(formatResult(result)).toBe('skipped calls: No server.\n');
  expect(JSON.parse(formatJson({ node: '24.21.0', cores: 2 }, 1, [result])).results).toMatchObject([
    { name: 'calls', skipped: 'No server.', isKept: true },
  ]);
});
