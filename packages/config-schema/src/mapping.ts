/** Names that reach an object's prototype when they are written carelessly. */
export const prototypeNames: ReadonlySet<string> = new Set([
  '__proto__',
  'constructor',
  'prototype',
]);

/** A mapping that came out of a file. */
export type Mapping = Readonly<Record<string, unknown>>;

/**
 * Whether a value is a mapping, as YAML and JSON have them. Instances of classes are none. The
 * prototype is not compared with `Object.prototype`: a test runner's objects have another one.
 */
export function isMapping(value: unknown): value is Mapping {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !hasOwnPrototype(value) || hasPlantedPrototype(value);
}

/**
 * The names in a mapping that would change its prototype. Backstage's `Config` writes merged
 * values by assignment, so that there a key `__proto__` is no longer a key but the prototype.
 */
export function findPrototypeNames(mapping: Mapping): string[] {
  const names = Object.keys(mapping).filter(name => prototypeNames.has(name));
  return hasPlantedPrototype(mapping) ? [...names, '__proto__'] : names;
}

/** The entries of a mapping that are set: null removes a value, and prototype names are never read. */
export function readEntries(mapping: Mapping): [name: string, value: unknown][] {
  return Object.entries(mapping).filter(
    ([name, value]) => value !== null && value !== undefined && !prototypeNames.has(name),
  );
}

/** Whether an object has a prototype of its own, beyond the one of all objects. */
function hasOwnPrototype(value: object): boolean {
  const prototype: object | null = Object.getPrototypeOf(value);
  return prototype !== null && Object.getPrototypeOf(prototype) !== null;
}

/** Whether that prototype is data: the one of a class has its constructor, which data cannot hold. */
function hasPlantedPrototype(value: object): boolean {
  if (!hasOwnPrototype(value)) return false;
  const prototype: object = Object.getPrototypeOf(value);
  return !(Object.hasOwn(prototype, 'constructor') && typeof prototype.constructor === 'function');
}
