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
