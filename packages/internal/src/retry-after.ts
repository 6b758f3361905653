/**
 * What a greater number counts as, as in the ages of RFC 9111 section 1.2.2: it asks to be left alone for
 * good, and would be Infinity in the end, which JSON cannot express.
 */
const longestSeconds = 2 ** 31;

/** The form of RFC 9110 section 5.6.7 and the obsolete one of RFC 850; Date.parse alone takes nearly anything. */
const dateWithZone =
  /^(?:\w{3}, \d{2} \w{3} \d{4}|\w{6,9}, \d{2}-\w{3}-\d{2}) \d{2}:\d{2}:\d{2} GMT$/;
/** The other obsolete form, that of C's asctime, which names no zone and means UTC. */
const dateOfAsctime = /^\w{3} \w{3} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/**
 * Reads a `Retry-After` header (RFC 9110 section 10.2.3): seconds, or a date in one of the three forms that a
 * recipient must accept.
 *
 * @param value - The header; null or undefined when there is none.
 * @param now - The current time, in milliseconds since 1970.
 * @returns Milliseconds from now, never negative; undefined when there is no header or it is neither.
 */
export function retryAfterMs(
  value: string | null | undefined,
  now: number = Date.now(),
): number | undefined {
  const text = value?.trim() ?? '';
  if (/^\d+$/.test(text)) return Math.min(Number(text), longestSeconds) * 1000;
  const date = dateOfAsctime.test(text) ? `${text} GMT` : text;
  if (date === text && !dateWithZone.test(text)) return undefined;
  const time = Date.parse(date);
  return Number.isNaN(time) ? undefined : Math.max(0, time - now);
}
