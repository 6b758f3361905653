/**
 * An object with the given fields, and others that are null: the backend answers with Kubernetes' own
 * objects, in which each field that was not set stands as null.
 *
 * @param names The fields that are null, separated by white space.
 */
export function withNulls(
  names: string,
  fields: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const empty = names.trim().split(/\s+/);
  return { ...Object.fromEntries(empty.map(name => [name, null])), ...fields };
}
