import { expect, test } from 'vitest';
import { parseRetryAfter } from './retry-after.ts';

const nowMs = Date.parse('2026-11-24T12:00:00Z');

test.each([
  ['7', 7000],
  ['0', 0],
  ['Tue, 24 Nov 2026 12:00:09 GMT', 9000],
  ['Tue, 24 Nov 2026 11:00:00 GMT', 0],
  ['soon', undefined],
  ['Soon', undefined],
  ['-5', undefined],
  ['1.5', undefined],
  [null, undefined],
])('Retry-After %s is %s ms [service-account-tokens/Retry-After obeyed]', (header, expected) => {
  expect(parseRetryAfter(header, nowMs)).toBe(expected);
});
