import { expect, test } from 'vitest';
import { TokenError } from '../token-error.ts';
import { FailureHold } from './failure-hold.ts';

const transient = new TokenError({ code: 'network', message: 'No answer', hint: 'Look there' });
const fatal = new TokenError({
  code: 'rejected',
  message: 'Refused',
  status: 401,
  oauthError: 'invalid_client',
});

test('transient failures are held for 1 s doubling to 30 s, until a success [service-account-tokens/Failure held between calls]', () => {
  const hold = new FailureHold();
  const holds = Array.from({ length: 7 }, () => {
    hold.failed(transient, 's', 0);
    return hold.remainingMs(0);
  });
  expect(holds).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  expect(hold.consecutiveFailures).toBe(7);
  hold.clear();
  hold.failed(transient, 's', 0);
  expect(hold.remainingMs(0)).toBe(1000);
});

test.each([
  [12_000, 12_000],
  [120_000, 30_000],
  [100, 1000],
])(
  'a server that asks for %i ms is left alone for %i ms [service-account-tokens/Retry-After obeyed]',
  (retryAfterMs, heldMs) => {
    const hold = new FailureHold();
    hold.failed(new TokenError({ code: 'rate_limited', message: 'Slow', retryAfterMs }), 's', 0);
    expect(hold.remainingMs(0)).toBe(heldMs);
  },
);

test('a held error has what its cause has, and the time that is left [service-account-tokens/Failure held between calls]', () => {
  const hold = new FailureHold();
  hold.failed(transient, 's', 0);
  expect(hold.heldTransient(400)).toMatchObject({
    code: 'held',
    retryable: true,
    hint: 'Look there',
    retryAfterMs: 600,
    cause: transient,
  });
  expect(hold.heldTransient(1000)).toBeUndefined();
});

test('a refusal is held for 60 s and no transient failure [service-account-tokens/Refusal not retried]', () => {
  const hold = new FailureHold();
  hold.failed(fatal, 's', 0);
  expect(hold.heldTransient(1)).toBeUndefined();
  expect(hold.heldFor('s', 59_999)).toMatchObject({ status: 401, oauthError: 'invalid_client' });
  expect(hold.heldFor('s', 60_000)).toBeUndefined();
});

test('another secret ends the hold of a refusal, none that can be read does not [service-account-tokens/Refusal not retried]', () => {
  const hold = new FailureHold();
  hold.failed(fatal, 's', 0);
  expect(hold.heldFor('t', 1)).toBeUndefined();
  expect(hold.heldFor(undefined, 1)?.code).toBe('held');
});

test('what is given while a failure stands says what failed and when the next attempt is [service-account-tokens/Failure held between calls]', () => {
  const hold = new FailureHold();
  hold.failed(fatal, 's', 0);
  expect(hold.heldFor('s', 500)).toMatchObject({
    message: 'Refused; the next attempt is in 60 s',
    retryAfterMs: 59_500,
  });
});

test('after one other credential that was refused, the next rests for 1 s doubling to 60 s', () => {
  const hold = new FailureHold();
  hold.failed(fatal, 'first', 0);
  const rests = Array.from({ length: 9 }, (_, index) => {
    hold.failed(fatal, String(index), 0);
    return hold.heldFor('another', 0)?.retryAfterMs;
  });
  expect(rests).toEqual([1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  expect(hold.heldFor('8', 0)?.retryAfterMs).toBe(60_000);
});

test('a success, or the same credential refused again, lets another one end the hold immediately', () => {
  const hold = new FailureHold();
  const refuse = (version: string, nowMs = 0) => hold.failed(fatal, version, nowMs);
  refuse('a');
  refuse('b');
  expect(hold.heldFor('c', 0)?.code).toBe('held');
  refuse('b', 60_000);
  expect(hold.heldFor('c', 60_000)).toBeUndefined();
  refuse('c', 60_000);
  hold.clear();
  refuse('d', 60_000);
  expect(hold.heldFor('e', 60_000)).toBeUndefined();
});
