import { operationByName, operations } from '@rhdh-boost/kagenti-contract';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { KagentiError } from '../errors/kagenti-error.ts';
import { KagentiTimeoutError, type TimeoutClock } from '../errors/timeout-error.ts';
import { unknownOperation } from '../operations/operation-descriptor.ts';
import { connectionFailure } from './connection-failure.ts';
import { httpFailure } from './http-failure.ts';
import { mayRepeat, retryDelayMs } from './retry-rule.ts';
import { TokenRedactor } from './token-redactor.ts';

const list = operationByName('agents.list');
const waits = { baseDelayMs: 250, maxDelayMs: 8_000, retryAfterCapMs: 30_000 };

function status(code: number, headers: Record<string, string> = {}): KagentiError {
  return httpFailure(
    { operation: list, descriptor: unknownOperation },
    { status: code, headers, body: undefined },
    [],
    new TokenRedactor(),
  );
}

function broken(code: string, requestSent: boolean): KagentiError {
  const error = Object.assign(new Error('x'), { code });
  return connectionFailure('agents.list', error, { requestSent }, []);
}

test('A17: only passing failures of repeatable operations are repeated, 408 and 425 among them [kagenti-api/Repeatable operation survives a fault]', () => {
  for (const operation of operations.filter(row => row.safeToRepeat)) {
    const repeated = [
      200, 302, 400, 401, 403, 404, 408, 409, 422, 425, 429, 500, 501, 502, 503, 504,
    ].filter(code => mayRepeat(operation, status(code)));
    expect(repeated).toEqual([408, 425, 429, 502, 503, 504]);
    expect(mayRepeat(operation, broken('ECONNRESET', true))).toBe(true);
    expect(mayRepeat(operation, broken('UND_ERR_SOCKET', true))).toBe(true);
  }
});

test('after anything was sent nothing is repeated [kagenti-api/Operation that may have run is not repeated]', () => {
  for (const operation of operations.filter(row => !row.safeToRepeat)) {
    for (const code of [408, 425, 429, 502, 503, 504])
      expect(mayRepeat(operation, status(code))).toBe(false);
    expect(mayRepeat(operation, broken('ECONNRESET', true))).toBe(false);
    for (const clock of ['headers', 'idle', 'total'] satisfies TimeoutClock[]) {
      expect(mayRepeat(operation, new KagentiTimeoutError(clock, 'chat.send', []))).toBe(false);
    }
  }
});

test('what was never sent is tried again, unless the certificate is at fault [kagenti-api/Call that was never sent is tried again]', () => {
  for (const operation of operations) {
    expect(mayRepeat(operation, broken('ECONNREFUSED', false))).toBe(true);
    expect(mayRepeat(operation, broken('UND_ERR_CONNECT_TIMEOUT', false))).toBe(true);
    expect(mayRepeat(operation, broken('SELF_SIGNED_CERT_IN_CHAIN', false))).toBe(false);
    expect(mayRepeat(operation, broken('ERR_TLS_CERT_ALTNAME_INVALID', false))).toBe(false);
  }
});

test('waits are drawn evenly below the ceiling [kagenti-api/Wait is random under a rising ceiling]', () => {
  const ceilings = [1, 2, 3, 4, 5, 6, 7, 20].map(retry =>
    retryDelayMs(status(503), retry, waits, () => 1),
  );

  expect(ceilings).toEqual([250, 500, 1_000, 2_000, 4_000, 8_000, 8_000, 8_000]);
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 100 }),
      (drawn, retry) => {
        const wait = retryDelayMs(status(503), retry, waits, () => drawn);
        expect(wait).toBeCloseTo(drawn * Math.min(8_000, 250 * 2 ** (retry - 1)));
      },
    ),
  );
  const drawn = Array.from({ length: 200 }, () => retryDelayMs(status(503), 3, waits) ?? Infinity);
  expect(Math.max(...drawn)).toBeLessThanOrEqual(1_000);
  expect(new Set(drawn).size).toBeGreaterThan(100);
});

test.each([
  ['0', 0],
  ['7', 7_000],
  [' 30 ', 30_000],
  ['31', undefined],
  ['999999999999999999999999', undefined],
  ['9'.repeat(400), undefined],
])('Retry-After %j is a wait of %s [kagenti-api/Retry-After is obeyed]', (value, wait) => {
  const failure = status(429, { 'retry-after': value });
  expect(retryDelayMs(failure, 1, waits, () => 0)).toBe(wait);
});

test.each([
  ['0', 1, 0, 250],
  ['1', 1, 1_000, 1_250],
  ['1', 3, 1_000, 2_000],
  ['20', 1, 20_000, 25_000],
  ['30', 2, 30_000, 37_500],
])(
  'A17: after Retry-After %s the wait %i is from %i to %i ms [kagenti-api/Retry-After is obeyed]',
  (value, retry, least, most) => {
    const failure = status(429, { 'retry-after': value });
    expect(retryDelayMs(failure, retry, waits, () => 0)).toBe(least);
    expect(retryDelayMs(failure, retry, waits, () => 1)).toBe(most);
    const narrow = { ...waits, maxDelayMs: 100 };
    expect(retryDelayMs(failure, retry, narrow, () => 1)).toBe(least + 100);
  },
);
