import { expect, test } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const now = Date.parse('2026-11-24T10:00:00Z');

test.each([
  ['120', 120_000],
  ['0', 0],
  ['Tue, 24 Nov 2026 10:00:09 GMT', 9_000],
  ['Tue, 24 Nov 2026 09:59:00 GMT', 0],
  ['Tuesday, 24-Nov-26 10:00:09 GMT', 9_000],
  ['Tue Nov 24 10:00:09 2026', 9_000],
  ['Sun Nov  1 10:00:09 2026', 0],
  [' 7 ', 7_000],
  ['2147483647', 2_147_483_647_000],
  ['2147483649', 2_147_483_648_000],
  ['9'.repeat(400), 2_147_483_648_000],
  ['-1', undefined],
  ['1.5', undefined],
  ['soon', undefined],
  ['Soon', undefined],
  ['', undefined],
  ['Tue, 24 Nov 2026 10:00:09 +0100', undefined],
  ['Tue Nov 24 10:00:09 2026 GMT', undefined],
  ['2026-11-24', undefined],
  ['due Tue, 24 Nov 2026 10:00:09 GMT', undefined],
  ['Tue, 24 Nov 2026 10:00:09 GMT (or so)', undefined],
  ['Tue, 99 Nov 2026 10:00:09 GMT', undefined],
  [undefined, undefined],
  [null, undefined],
])('%j is %s milliseconds', (value, expected) => {
  expect(retryAfterMs(value, now)).toBe(expected);
});
