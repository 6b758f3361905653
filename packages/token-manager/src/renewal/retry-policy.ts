/** Requests that one call may cost while they fail in a transient way. */
export const mostAttempts = 3;

/** The longest Retry-After that a call waits for, in milliseconds. */
export const longestRetryAfterMs = 30_000;

const firstDelayMs = 250;
const longestDelayMs = 4000;

/**
 * How long to wait before the next attempt, in milliseconds: full jitter, from 0.25 s doubling to 4 s,
 * and on top of what the server asked for, so that those who were told the same do not come together.
 */
export function retryDelayMs(failedAttempts: number, retryAfterMs = 0): number {
  const ceilingMs = Math.min(longestDelayMs, firstDelayMs * 2 ** (failedAttempts - 1));
  return retryAfterMs + Math.random() * ceilingMs;
}
