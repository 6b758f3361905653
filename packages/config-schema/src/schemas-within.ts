import { isMapping } from './mapping.ts';
import type { ConfigSchema } from './schema.ts';
import { definitionOf, isSchema, schemaKind, zodVersionOf } from './schema-structure.ts';

/** Deeper than any field is written: a schema that makes its parts anew each time has no end. */
const deepest = 64;

/** A schema with every schema in it, each once. */
export interface SchemasWithin {
  readonly schemas: ReadonlySet<ConfigSchema>;
  /** Whether a schema contains itself, or makes parts without an end. */
  readonly isRecursive: boolean;
}

/** Finds every schema in a schema, itself included. */
export function findSchemasWithin(root: ConfigSchema): SchemasWithin {
  const schemas = new Set<ConfigSchema>();
  const open = new Set<ConfigSchema>();
  const visit = (schema: ConfigSchema): boolean => {
    if (open.has(schema) || open.size > deepest) return true;
    if (schemas.has(schema)) return false;
    schemas.add(schema);
    open.add(schema);
    const isRecursive = [...innerSchemas(definitionOf(schema), new Set())].some(visit);
    open.delete(schema);
    return isRecursive;
  };
  const isRecursive = visit(root);
  return { schemas, isRecursive };
}

/** The schemas in a definition. Zod keeps the fields of an object (version 3) and what is lazy in functions. */
function* innerSchemas(part: unknown, seen: Set<unknown>): Generator<ConfigSchema> {
  if (isSchema(part)) yield part;
  else if ((Array.isArray(part) || isMapping(part)) && !seen.has(part)) {
    seen.add(part);
    for (const [name, inner] of Object.entries<unknown>(part)) {
      const isLate = typeof inner === 'function' && ['shape', 'getter'].includes(name);
      yield* innerSchemas(isLate ? inner() : inner, seen);
    }
  }
}

/** Zod's own ways to make a value of none. */
const defaultKinds = new Set(['default', 'prefault', 'catch']);

/**
 * What is wrong with how a schema is built, to be read after a field's key; undefined when nothing
 * is. A schema of which this says nothing is of one version of Zod, and has an end.
 */
export function findStructureMistake(schema: unknown): string | undefined {
  if (!isSchema(schema)) return 'has no schema of Zod: write one in Zod 4 or Zod 3';
  try {
    return describeStructure(schema, findSchemasWithin(schema));
  } catch {
    // What is lazy is code of another module.
    return 'has a schema that throws when it is inspected: correct its z.lazy parts';
  }
}

function describeStructure(
  schema: ConfigSchema,
  { schemas, isRecursive }: SchemasWithin,
): string | undefined {
  if (isRecursive) {
    return 'has a schema that contains itself or never ends: write out its levels';
  }
  const version = zodVersionOf(schema);
  if ([...schemas].some(inner => zodVersionOf(inner) !== version)) {
    return `has a schema of Zod ${version} with a part of another version: write all of it in one version`;
  }
  const kinds = [...schemas].map(schemaKind);
  const hidden = kinds.find(kind => defaultKinds.has(kind));
  if (hidden !== undefined) {
    return `has a Zod ${hidden} in its schema: remove it, and write a default as defaultValue of the field`;
  }
  return kinds.includes('promise')
    ? 'has a promise in its schema: use the schema of its value'
    : undefined;
}
