import { isDeepStrictEqual } from 'node:util';

/**
 * What a value is once it has been stored as JSON and read again; undefined for what JSON cannot
 * express: a function, a big integer, a cycle. What a `toJSON` throws is dropped, because its text may
 * contain the value.
 */
export function throughJson(value: unknown): { readonly value: unknown } | undefined {
  try {
    const text: string | undefined = JSON.stringify(value);
    return text === undefined ? undefined : { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

/** How deep a stored value may be nested; the functions that read and write JSON are not safe beyond all depths. */
export const deepestNesting = 100;

/** Whether a value from JSON is nested deeper than {@link deepestNesting}. */
export function isTooDeep(value: unknown): boolean {
  let nested = [value].filter(isObject);
  for (let depth = 1; nested.length > 0; depth += 1) {
    if (depth > deepestNesting) return true;
    nested = nested.flatMap(part => Object.values(part)).filter(isObject);
  }
  return false;
}

/**
 * Whether two values are the same, by their parts; of objects, whatever realm or parser made them.
 * One that throws when it is read is the same as none: what it throws may contain a value.
 */
export function isSameValue(one: unknown, other: unknown): boolean {
  try {
    return isDeepStrictEqual(frozenCopy(one), frozenCopy(other));
  } catch {
    return false;
  }
}

/**
 * A copy that nobody can change, of lists and plain objects to any depth, cycles included. What
 * else a schema may make, such as a date, is left as it is.
 */
export function frozenCopy(value: unknown): unknown {
  const copies = new Map<object, object>();
  const open: object[] = [];
  const copyOf = (part: unknown): unknown => {
    if (!isListOrPlainObject(part)) return part;
    const known = copies.get(part);
    if (known !== undefined) return known;
    const copy = Array.isArray(part) ? [] : {};
    copies.set(part, copy);
    open.push(part);
    return copy;
  };
  const result = copyOf(value);
  for (let part = open.pop(); part !== undefined; part = open.pop()) {
    const copy = copies.get(part) ?? {};
    // Not by assignment, for which "__proto__" is no name like others.
    for (const [name, inner] of Object.entries(part))
      Object.defineProperty(copy, name, { value: copyOf(inner), enumerable: true });
    Object.freeze(copy);
  }
  return result;
}

function isListOrPlainObject(value: unknown): value is object {
  if (!isObject(value)) return false;
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
