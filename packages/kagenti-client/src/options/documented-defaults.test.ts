import { expect, test } from 'vitest';
import { resolveRetry } from './resolve-retry.ts';
import { defaultTimeouts } from './timeouts.ts';

// As `RetryOptions` and `TimeoutOptions` document them.
test('what is not set about retries has the documented default', () => {
  const documented = {
    maxRetries: 2,
    baseDelayMs: 250,
    maxDelayMs: 8_000,
    retryAfterCapMs: 30_000,
    budget: 20,
  };

  expect(resolveRetry()).toEqual(documented);
  expect(resolveRetry({ budget: 0 })).toEqual({ ...documented, budget: 0 });
});

test('the timeouts have the documented defaults', () => {
  expect(defaultTimeouts).toEqual({
    connectMs: 5_000,
    headersMs: 30_000,
    idleMs: 30_000,
    streamIdleMs: 300_000,
    totalMs: 60_000,
  });
});
