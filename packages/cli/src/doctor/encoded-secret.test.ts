import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { looksLikeBase64 } from './encoded-secret.ts';

const encode = (text: string) => Buffer.from(text).toString('base64');

test.each([
  encode('kFzq8mOwT3x1Yb7Rr2sVn5uLd9HcJe0A'),
  encode('with a line break\n'),
  encode('a-password'),
])('%s is base64 of a text', value => {
  expect(looksLikeBase64(value)).toBe(true);
});

test.each(['', 'abcd', 'kFzq8mOwT3x1Yb7Rr2sVn5uLd9HcJe0A', 'correct horse battery', 'password'])(
  '%s is not',
  value => {
    expect(looksLikeBase64(value)).toBe(false);
  },
);

test('a random secret is not', () => {
  const secrets = Array.from({ length: 1000 }, () => randomBytes(24).toString('base64'));
  expect(secrets.filter(looksLikeBase64)).toEqual([]);
});
