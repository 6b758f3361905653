import { expect, test } from 'vitest';
import { Redactor } from './redaction.ts';

const secret = 'ca:na+ry% "ü/é"\\-_.~';

test.each([
  ['as it is', secret],
  ['percent-encoded', encodeURIComponent(secret)],
  ['percent-encoded in lower case', encodeURIComponent(secret).toLowerCase()],
  ['form-encoded', new URLSearchParams({ s: secret }).toString().slice(2)],
  ['in Base64', Buffer.from(secret).toString('base64')],
  ['in Base64url', Buffer.from(secret).toString('base64url')],
  ['JSON-escaped', JSON.stringify({ secret })],
  ['JSON-escaped with slashes escaped', JSON.stringify(secret).replaceAll('/', '\\/')],
  [
    'JSON-escaped in ASCII',
    JSON.stringify(secret).replaceAll('ü', '\\u00fc').replaceAll('é', '\\u00e9'),
  ],
])(
  'a text that holds the secret %s is cleaned of it [service-account-tokens/Every spelling redacted]',
  (_how, spelling) => {
    const redactor = new Redactor();
    redactor.learn(secret);
    const clean = redactor.redact(`<<${spelling}>>`);
    expect(clean).toMatch(/^<<"?(\{"secret":")?\[redacted\]"?\}?(={0,2})"?>>$/);
    expect(redactor.finds(spelling)).toBe(true);
    expect(redactor.finds('nothing of it')).toBe(false);
  },
);

test('values too short to be secrets leave ordinary words alone [service-account-tokens/Every spelling redacted]', () => {
  const redactor = new Redactor();
  redactor.learn('a');
  expect(redactor.redact('a banana')).toBe('a banana');
});

test('the latest values stay known when old ones are forgotten [service-account-tokens/Every spelling redacted]', () => {
  const redactor = new Redactor();
  for (let count = 0; count < 100; count += 1) redactor.learn(`token-number-${count};`);
  expect(redactor.redact('token-number-99; token-number-0;')).toBe('[redacted] token-number-0;');
});
