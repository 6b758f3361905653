/**
 * A copy of the app-config with another value at a key. Where its section is not set, the copy is unchanged.
 *
 * @param values - the app-config
 * @param section - the dotted path of the section: `boost.kagenti.auth`
 * @param key - the name of the key in it
 * @param value - its value
 */
export function valuesWith(
  values: Readonly<Record<string, unknown>>,
  section: string,
  key: string,
  value: unknown,
): Readonly<Record<string, unknown>> {
  const copy = structuredClone(values);
  const target = section
    .split('.')
    .reduce<unknown>((parent, name) => Reflect.get(Object(parent), name), copy);
  if (typeof target === 'object' && target !== null) Reflect.set(target, key, value);
  return copy;
}
