/** The value at a dotted path, such as `boost.kagenti.auth`; undefined where there is none. */
export function valueAt(values: object, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((section, name) => Reflect.get(Object(section), name), values);
}

/** Sets the value at a dotted path, with the sections that it is in; `undefined` removes it. */
export function setValueAt(values: object, path: string, value: unknown): void {
  const names = path.split('.');
  const last = names.pop() ?? '';
  let section = values;
  for (const name of names) {
    const inner: unknown = Reflect.get(section, name);
    const next: object = typeof inner === 'object' && inner !== null ? inner : {};
    Reflect.set(section, name, next);
    section = next;
  }
  if (value === undefined) Reflect.deleteProperty(section, last);
  else Reflect.set(section, last, value);
}

/** A copy of values with changes, by their dotted paths; `undefined` removes one. */
export function withChanges<Values extends object>(
  values: Values,
  changes: Readonly<Record<string, unknown>>,
): Values {
  const copy = structuredClone(values);
  for (const [path, value] of Object.entries(changes)) setValueAt(copy, path, value);
  return copy;
}
