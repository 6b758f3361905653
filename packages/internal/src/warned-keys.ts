const name = Symbol.for('rhdh-boost.warned-keys');

/**
 * The keys of a configuration that a warning was given of. The token manager and the Kagenti client read the same
 * sections, each with its own copy of this module, so that what they know is kept for the process.
 */
export function warnedKeys(config: object): Set<string> {
  const known: unknown = Reflect.get(globalThis, name);
  const all = known instanceof WeakMap ? known : new WeakMap<object, Set<string>>();
  Reflect.set(globalThis, name, all);
  const keys: Set<string> = all.get(config) ?? new Set();
  all.set(config, keys);
  return keys;
}
