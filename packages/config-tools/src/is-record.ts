/** Whether a value has keys: any object but a list, which Backstage takes for a section. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
