import { isRecord } from '../is-record.ts';

/** The names that lead to a key, such as `['boost', 'kagenti', 'auth']`. */
export type KeyPath = readonly string[];

/** What stands at a path; undefined when nothing does. */
export function valueAt(value: unknown, path: KeyPath): unknown {
  let current = value;
  for (const name of path) {
    if (!isRecord(current) || !Object.hasOwn(current, name)) return undefined;
    current = current[name];
  }
  return current;
}

/** Whether a key is written, be it as null. */
export function hasKey(value: unknown, path: KeyPath): boolean {
  const name = path.at(-1);
  const section = valueAt(value, path.slice(0, -1));
  return name !== undefined && isRecord(section) && Object.hasOwn(section, name);
}

/** The value with another one at a path; sections that are missing are made. */
export function withValue(value: unknown, path: KeyPath, replacement: unknown): unknown {
  const [name, ...rest] = path;
  if (name === undefined) return replacement;
  const record = isRecord(value) ? value : {};
  const below = Object.hasOwn(record, name) ? record[name] : undefined;
  return { ...record, [name]: withValue(below, rest, replacement) };
}

/** The value without the key at a path. */
export function withoutKey(value: unknown, path: KeyPath): unknown {
  const [name, ...rest] = path;
  if (name === undefined || !isRecord(value) || !Object.hasOwn(value, name)) return value;
  if (rest.length > 0) return { ...value, [name]: withoutKey(value[name], rest) };
  return Object.fromEntries(Object.entries(value).filter(([other]) => other !== name));
}

/** Whether two keys stand in one section. */
export function isSameSection(left: KeyPath, right: KeyPath): boolean {
  return (
    left.length === right.length && left.slice(0, -1).every((name, index) => name === right[index])
  );
}
