import { expect, test } from 'vitest';
import { Redactor } from './redaction.ts';

function redactorOf(...values: readonly string[]): Redactor {
  const redactor = new Redactor();
  for (const value of values) redactor.learn(value);
  return redactor;
}

test('a secret is taken out wherever it is repeated, in one spelling or several [service-account-tokens/Every spelling redacted]', () => {
  const secret = 'ca:na+ry';
  const percent = encodeURIComponent(secret);

  expect(redactorOf(secret).redact(`${secret} ${percent} ${secret} ${percent}`)).toBe(
    '[redacted] [redacted] [redacted] [redacted]',
  );
});

test('no rest is left of a spelling that begins with a shorter one [service-account-tokens/Every spelling redacted]', () => {
  // As JSON it ends in two backslashes.
  const secret = 'canary\\';

  expect(redactorOf(secret).redact(JSON.stringify({ secret }))).toBe('{"secret":"[redacted]"}');
});

test('four characters are a secret, three are not [service-account-tokens/Every spelling redacted]', () => {
  const redactor = redactorOf('x7f3', 'x7f');

  expect(redactor.redact('<x7f3> <x7f>')).toBe('<[redacted]> <x7f>');
});

test('of many values the latest twenty-four stay known, one that is learned again among them [service-account-tokens/Every spelling redacted]', () => {
  const values = Array.from({ length: 25 }, (_, count) => `token-${count};`);
  const redactor = redactorOf(...values);
  expect(values.map(value => redactor.finds(value))).toEqual([
    false,
    ...Array.from({ length: 24 }, () => true),
  ]);

  redactor.learn('token-1;');
  redactor.learn('token-25;');

  expect(redactor.finds('token-1;')).toBe(true);
  expect(redactor.finds('token-2;')).toBe(false);
});
