import { expect, test } from 'vitest';
import { retryDelayMs } from './retry-policy.ts';

test('waits are anywhere from nothing up to 0.25 s, doubling to 4 s [service-account-tokens/Transient failure retried]', () => {
  for (const [failed, ceilingMs] of [
    [1, 250],
    [2, 500],
    [3, 1000],
    [9, 4000],
  ] as const) {
    const delays = Array.from({ length: 200 }, () => retryDelayMs(failed));
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...delays)).toBeLessThan(ceilingMs);
    expect(Math.max(...delays)).toBeGreaterThan(ceilingMs / 2);
  }
});

test('a jittered wait comes on top of what the server asked for [service-account-tokens/Retry-After obeyed]', () => {
  const delayMs = retryDelayMs(1, 5000);
  expect(delayMs).toBeGreaterThanOrEqual(5000);
  expect(delayMs).toBeLessThan(5250);
});
