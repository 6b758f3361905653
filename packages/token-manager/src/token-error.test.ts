import { inspect } from 'node:util';
import { expect, test, vi } from 'vitest';
import { TokenError, type TokenErrorFields, withFields } from './token-error.ts';

test('an error of another copy of the package is recognised, other errors are not', async () => {
  vi.resetModules();
  const copy = await import('./token-error.ts');
  expect(copy.TokenError).not.toBe(TokenError);
  const foreign = new copy.TokenError({ code: 'network', message: 'No answer' });
  expect(foreign).not.toBeInstanceOf(TokenError);
  expect(TokenError.isInstance(foreign)).toBe(true);
  for (const other of [new Error('no'), undefined, null, 'network', { code: 'network' }]) {
    expect(TokenError.isInstance(other)).toBe(false);
  }
});

test('an error prints its code, hint, attempts and cause [service-account-tokens/Transient failure retried]', () => {
  const attempts = [{ code: 'server_error', status: 503, waitedMs: 0, durationMs: 7 }] as const;
  const fields = {
    code: 'server_error',
    message: 'Failed',
    hint: 'Look there',
    status: 503,
  } as const;
  const cause = new TokenError({ ...fields, attempts });
  const held = new TokenError({ code: 'held', message: 'Failed before', retryable: true, cause });
  expect(cause.retryable).toBe(true);
  expect(held.toJSON()).toEqual({
    name: 'TokenError',
    code: 'held',
    message: 'Failed before',
    retryable: true,
    attempts: [],
    cause: { name: 'TokenError', ...fields, retryable: true, attempts },
  });
  expect(inspect(held)).toContain('TokenError: Failed before');
  expect(inspect(held)).toContain('Look there');
});

test('an error with another value of a field keeps all others', () => {
  const fields: Required<TokenErrorFields> = {
    code: 'rejected',
    reason: 'wrong_secret',
    message: 'Refused',
    hint: 'Look there',
    status: 401,
    retryable: true,
    retryAfterMs: 7,
    oauthError: 'unauthorized_client',
    attempts: [{ code: 'rejected', waitedMs: 0, durationMs: 1 }],
    cause: new TokenError({ code: 'network', message: 'No answer' }),
  };
  const changed = withFields(new TokenError(fields), { status: 403 });
  expect(changed.toJSON()).toEqual(new TokenError({ ...fields, status: 403 }).toJSON());
  expect(changed).toMatchObject({ reason: 'wrong_secret', status: 403, cause: fields.cause });
});
