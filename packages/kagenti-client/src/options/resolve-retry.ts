import { checkNumber, maximumMs, maximumRetries } from './check-number.ts';
import type { RetryOptions } from './client-options.ts';
import { withoutUndefined } from './without-undefined.ts';

const defaultRetry: Required<RetryOptions> = {
  maxRetries: 2,
  baseDelayMs: 250,
  maxDelayMs: 8_000,
  retryAfterCapMs: 30_000,
  budget: 20,
};

/** Checks the rules of repeating and fills in what was left out. */
export function resolveRetry(options: RetryOptions = {}): Required<RetryOptions> {
  const retry = { ...defaultRetry, ...withoutUndefined(options) };
  for (const [name, value] of Object.entries(retry)) {
    checkNumber(`retry.${name}`, value, 0, name === 'maxRetries' ? maximumRetries : maximumMs);
  }
  return retry;
}
