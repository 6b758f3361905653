/**
 * Reads a `Retry-After` header (RFC 9110 section 10.2.3): seconds, or a date.
 *
 * @returns Milliseconds from now, never negative; undefined when there is none or it is neither.
 */
export function retryAfterMs(value: string | undefined, now = Date.now()): number | undefined {
  if (value === undefined) return undefined;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text) * 1000;
  // Only the form that RFC 9110 tells servers to send; Date.parse alone would take nearly anything.
  if (!/^\w{3}, \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text)) return undefined;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
