/**
 * What a greater number counts as, as in the ages of RFC 9111 section 1.2.2: it asks to be left alone for
 * good, and would be Infinity in the end, which JSON has no word for.
 */
const longestSeconds = 2 ** 31;

/**
 * Reads a `Retry-After` header (RFC 9110 section 10.2.3): seconds, or a date.
 *
 * @returns Milliseconds from now, never negative; undefined when there is none or it is neither.
 */
export function retryAfterMs(value: string | undefined, now = Date.now()): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Math.min(Number(text), longestSeconds) * 1000;
  // Only the form that RFC 9110 tells servers to send; Date.parse alone would take nearly anything.
  if (!/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
