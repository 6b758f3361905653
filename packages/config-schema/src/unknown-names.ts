import { isMapping } from './mapping.ts';
import type { ConfigSchema } from './schema.ts';
import {
  definitionOf,
  isSchema,
  namePolicyOf,
  partsOf,
  schemaKind,
  unwrapSchema,
  wrappedSchema,
} from './schema-structure.ts';
import { findSchemasWithin } from './schemas-within.ts';

/** The names in one mapping inside a value that have no effect. */
export interface UnknownNames {
  /** Where the mapping is. */
  readonly path: readonly (string | number)[];
  /** Its names that the schema drops. */
  readonly names: readonly string[];
}

type Path = UnknownNames['path'];

/**
 * The names inside a value that its schema drops without an issue: those that a mapping does not
 * list, unless it accepts others. Of a union, the first option that accepts the value reads it.
 *
 * @param value - the value, with text from the environment converted
 */
export function findUnknownNames(schema: ConfigSchema, value: unknown): UnknownNames[] {
  return dropsNames(schema) ? [...within(schema, value, [])] : [];
}

const dropping = new WeakMap<ConfigSchema, boolean>();

/** Most fields are no mappings, and need no walk. */
function dropsNames(schema: ConfigSchema): boolean {
  const known = dropping.get(schema);
  if (known !== undefined) return known;
  const drops = [...findSchemasWithin(schema).schemas].some(
    part => schemaKind(part) === 'object' && namePolicyOf(part) === 'strip',
  );
  dropping.set(schema, drops);
  return drops;
}

function* within(schema: ConfigSchema, value: unknown, path: Path): Generator<UnknownNames> {
  if (hidesValue(schema)) return;
  const { item, items, rest, properties, others, options, sides } = partsOf(schema);
  const wrapped = wrappedSchema(schema);
  if (wrapped !== undefined) {
    yield* within(wrapped, value, path);
    yield* withinOutput(schema, value, path);
  } else if (options.length > 0) {
    const taken = options.find(option => option.safeParse(value).success);
    if (taken !== undefined) yield* within(taken, value, path);
  } else if (sides.length > 0) {
    yield* unknownToAll(sides.map(side => Array.from(within(side, value, path))));
  } else if (Array.isArray(value)) {
    for (const [index, part] of value.entries()) {
      const inner = item ?? items[index] ?? rest;
      if (inner !== undefined) yield* within(inner, part, [...path, index]);
    }
  } else if (isMapping(value)) {
    const isListed = (name: string) => Object.hasOwn(properties, name);
    const strips = schemaKind(schema) === 'object' && namePolicyOf(schema) === 'strip';
    const names = strips ? Object.keys(value).filter(name => !isListed(name)) : [];
    if (names.length > 0) yield { path, names };
    for (const [name, part] of Object.entries(value)) {
      const inner = isListed(name) ? properties[name] : others;
      if (isSchema(inner)) yield* within(inner, part, [...path, name]);
    }
  }
}

/** What a pipe ends in reads the value too, unless code makes another one of it in between. */
function* withinOutput(schema: ConfigSchema, value: unknown, path: Path): Generator<UnknownNames> {
  const { out, transform, in: first } = definitionOf(schema);
  if (!isSchema(out) || transform !== undefined) return;
  if (isSchema(first) && schemaKind(unwrapSchema(first)) === 'transform') return;
  yield* within(out, value, path);
}

/** Code may rename what a mapping is written with. */
function hidesValue(schema: ConfigSchema): boolean {
  const { effect } = definitionOf(schema);
  return isMapping(effect) && effect['type'] === 'preprocess';
}

/** Both sides of an intersection read the value, and one that knows a name keeps it. */
function unknownToAll([first = [], ...others]: readonly UnknownNames[][]): UnknownNames[] {
  return first
    .map(({ path, names }) => ({
      path,
      names: names.filter(name => others.every(other => other.some(isAlso(path, name)))),
    }))
    .filter(({ names }) => names.length > 0);
}

function isAlso(path: Path, name: string): (other: UnknownNames) => boolean {
  return other => other.names.includes(name) && String(other.path) === String(path);
}
