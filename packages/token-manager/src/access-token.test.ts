import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { AccessToken } from './access-token.ts';

const expiresAt = new Date('2026-11-24T12:05:00Z');

test('a token that is inspected, made JSON or a string shows its end and not its value [service-account-tokens/Token object prints redacted]', () => {
  const token = new AccessToken({ value: 'canary-token', expiresAt, scope: 'email profile' });
  const prints = [
    inspect({ token }, { depth: 9, showHidden: true }),
    JSON.stringify({ token }),
    String(token),
    Object.values(token).join(' '),
  ];
  for (const print of prints) expect(print).not.toContain('canary-token');
  expect(prints[0]).toContain('2026-11-24T12:05:00.000Z');
  expect(JSON.parse(JSON.stringify(token))).toEqual({
    value: '[redacted]',
    expiresAt: '2026-11-24T12:05:00.000Z',
    scope: 'email profile',
  });
  expect(token.value).toBe('canary-token');
});

test('a token without a scope prints none [service-account-tokens/Token object prints redacted]', () => {
  expect(new AccessToken({ value: 'canary-token', expiresAt }).toJSON()).not.toHaveProperty(
    'scope',
  );
});
