/** How deep a value of a server may be nested. What goes deeper breaks those who walk or write it. */
const maximumDepth = 200;

/** Whether a value is nested too deep; found without recursion, which such a value would break. */
export function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > maximumDepth) return true;
    level = level.flatMap(item =>
      typeof item === 'object' && item !== null ? Object.values(item) : [],
    );
  }
  return false;
}

/**
 * Binds the session ids in a value: each `session_id`, however deep, and every other text that is one of
 * them, for agents and newer backends also call it `contextId`.
 *
 * @param value - Not nested too deep.
 * @param bind - Makes the caller's session id of Kagenti's.
 * @param known - A session id that is known from elsewhere.
 */
export function bindSessionsIn<T>(value: T, bind: (id: string) => string, known?: string): T;
export function bindSessionsIn(
  value: unknown,
  bind: (id: string) => string,
  known?: string,
): unknown {
  const ids = new Set<string>();
  if (known !== undefined) ids.add(known);
  collectIds(value, ids);
  // No text at all is no id, and stands in many places.
  ids.delete('');
  return ids.size === 0 ? value : bound(value, ids, bind);
}

function collectIds(value: unknown, ids: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (key === 'session_id' && typeof item === 'string') ids.add(item);
    else collectIds(item, ids);
  }
}

function bound(value: unknown, ids: ReadonlySet<string>, bind: (id: string) => string): unknown {
  if (typeof value === 'string') return ids.has(value) ? bind(value) : value;
  if (Array.isArray(value)) return value.map(item => bound(item, ids, bind));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, bound(item, ids, bind)]),
  );
}
