import { expect, test } from 'vitest';
import { dayOf, expiresSoon } from './certificate-expiry.ts';

const inDays = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000).toUTCString();

test.each([
  ['of 90 days in its last fortnight', -77, 13, true],
  ['of 90 days before', -70, 20, false],
  ['of a day, just issued', -0.1, 0.9, false],
  ['of a day, near its end', -0.8, 0.2, true],
])('whether a certificate %s expires soon', (_what, from, to, expected) => {
  expect(expiresSoon({ validFrom: inDays(from), validTo: inDays(to) })).toBe(expected);
});

test('writes the date of a certificate as a day', () => {
  expect(dayOf('Nov 28 12:00:00 2026 GMT')).toBe('2026-11-28');
});
