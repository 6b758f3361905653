/** Like a request id: a log shows it as it is. */
const form = /^[\w.:-]{1,128}$/;

/** The rule, for errors. */
export const correlationIdRule =
  'correlationId is text of 1 to 128 letters, digits and _ . : -, such as a UUID';

/** Whether a value is a correlation id. */
export function isCorrelationId(value: unknown): value is string {
  return typeof value === 'string' && form.test(value);
}

/** The correlation id of a call's options, which nobody has judged yet; undefined without a valid one. */
export function correlationIdOf(options: unknown): string | undefined {
  const { correlationId } = Object(options);
  return isCorrelationId(correlationId) ? correlationId : undefined;
}
