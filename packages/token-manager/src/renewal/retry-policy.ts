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

/**
 * Reads a Retry-After header (RFC 9110 section 10.2.3), seconds or a date, as milliseconds from now;
 * undefined when there is none or it makes no sense.
 */
export function parseRetryAfter(header: string | null, wallMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d{1,9}$/.test(header)) return Number(header) * 1000;
  // A date has letters: Date.parse would take a bare negative or broken number for a year.
  const date = /^[A-Z][a-z]/.test(header) ? Date.parse(header) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - wallMs);
}
