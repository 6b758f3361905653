/** What differs from run to run, or from one network to another, and what stands for it. */
const volatile: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{6})?/g, '(time)'],
  [/'Date': '[^']*'/, "'Date': '(time)'"],
  [/-run-[a-z0-9]{5}\b/g, '-run-(random)'],
  [/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '(run)'],
  [/^uid-\d+$/, '(uid)'],
  [/^10\.96\.\d+\.\d+$/, '(cluster address)'],
  [/sha256:[0-9a-f]{64}/g, '(digest)'],
  [/"session_id": "[\w-]+"/g, '"session_id": "(session)"'],
  [/http:\/\/127\.0\.0\.1:\d+/g, '(Keycloak)'],
  // Python's JSON parser and its validation have their own words.
  [/^Expecting (?:value|property name enclosed in double quotes)$/, '(JSON error)'],
  [/(validation errors for addArguments)\n[^]*/, '$1 …'],
];

/** Fields that are compared by their type alone. */
const byType = new Set(['session_id', 'resource_version']);

/** A value with the fields in order, so that what is left of a difference is one that matters. */
export function comparable(value: unknown, name = ''): unknown {
  if (byType.has(name)) {
    return value === null ? 'null' : typeof value;
  }
  if (typeof value === 'string') {
    return volatile.reduce((text, [what, standIn]) => text.replace(what, standIn), value);
  }
  if (Array.isArray(value)) {
    const items = value.map(item => comparable(item));
    // Keycloak gives roles in any order.
    return name === 'roles' ? items.map(String).sort() : items;
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, field]) => [key, comparable(field, key)]),
    );
  }
  return value;
}

/** What is left of a body without its values: keys, types, and the lists' lengths. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(shapeOf);
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value)
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([key, field]) => [key, shapeOf(field)]),
    );
  }
  return value === null ? 'null' : typeof value;
}
