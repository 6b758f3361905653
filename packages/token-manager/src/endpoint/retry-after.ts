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
