import { isMapping, type Mapping } from './mapping.ts';
import type { ConfigSchema } from './schema.ts';

/**
 * The major version of Zod that a schema was written in, told by its structure: `instanceof`
 * fails for a schema of another copy of Zod. Undefined for what is no schema.
 */
export function zodVersionOf(schema: unknown): 3 | 4 | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  if (!('safeParse' in schema) || typeof schema.safeParse !== 'function') return undefined;
  if ('_zod' in schema) return 4;
  return 'typeName' in definitionOf(schema) ? 3 : undefined;
}

/** The kind of a schema, by one name for both versions, such as `string` or `optional`. */
export function schemaKind(schema: ConfigSchema): string {
  const { type, typeName } = definitionOf(schema);
  if (typeof typeName !== 'string') return String(type);
  return kindsOfZod3[typeName] ?? typeName.replace(/^Zod/, '').toLowerCase();
}

/** Where Zod 3 has another name than Zod 4. */
const kindsOfZod3: Readonly<Record<string, string>> = {
  ZodEffects: 'effects',
  ZodPipeline: 'pipe',
};

/** Around a schema, without changing what kind of value it wants. */
const wrappers = new Set([
  'optional',
  'nullable',
  'nonoptional',
  'readonly',
  'branded',
  'effects',
  'pipe',
]);

/** The kind of value that a schema wants, whatever is wrapped around it. */
export function wantedKind(schema: ConfigSchema): string {
  const kind = schemaKind(schema);
  const { innerType, schema: checked, type: branded, in: first } = definitionOf(schema);
  const inner = [innerType, checked, branded, first].find(isSchema);
  return wrappers.has(kind) && inner !== undefined ? wantedKind(inner) : kind;
}

/** A schema and every schema in it, each once. */
export function* schemasWithin(
  part: unknown,
  seen: Set<unknown> = new Set(),
): Generator<ConfigSchema> {
  if (typeof part !== 'object' || part === null || seen.has(part)) return;
  seen.add(part);
  if (isSchema(part)) {
    yield part;
    const definition = definitionOf(part);
    yield* schemasWithin(definition, seen);
    // Zod keeps the fields of an object (version 3) and what is lazy in functions.
    for (const hidden of [definition['shape'], definition['getter']]) {
      if (typeof hidden === 'function') yield* schemasWithin(hidden(), seen);
    }
  } else if (Array.isArray(part) || isMapping(part)) {
    for (const inner of Object.values(part)) yield* schemasWithin(inner, seen);
  }
}

function isSchema(value: unknown): value is ConfigSchema {
  return zodVersionOf(value) !== undefined;
}

/** What a schema was made of: Zod 4 keeps it in `_zod.def`, Zod 3 in `_def`. */
function definitionOf(schema: object): Mapping {
  const internals: unknown = Reflect.get(schema, '_zod');
  const definition: unknown = isMapping(internals) ? internals['def'] : Reflect.get(schema, '_def');
  return isMapping(definition) ? definition : {};
}
