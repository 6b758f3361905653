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
  ZodDiscriminatedUnion: 'union',
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
  'lazy',
]);

/** A schema without what is wrapped around it. */
export function unwrapSchema(schema: ConfigSchema): ConfigSchema {
  const inner = wrappedSchema(schema);
  return inner === undefined ? schema : unwrapSchema(inner);
}

/** The schema inside a wrapper that does not change what kind of value is wanted. */
export function wrappedSchema(schema: ConfigSchema): ConfigSchema | undefined {
  return wrappers.has(schemaKind(schema)) ? innerSchema(schema) : undefined;
}

/** The schema that a wrapper is around; undefined for a schema that is no wrapper. */
export function innerSchema(schema: ConfigSchema): ConfigSchema | undefined {
  const { innerType, schema: checked, type: branded, in: first, getter } = definitionOf(schema);
  if (schemaKind(schema) === 'array') return undefined;
  const lazy: unknown = typeof getter === 'function' ? getter() : undefined;
  return [innerType, checked, branded, first, lazy].find(isSchema);
}

/** What a mapping's schema does with a name that it does not list. */
export type NamePolicy = 'strip' | 'strict' | 'loose' | 'catchall';

/** What the schema of a mapping does with names that it does not list. */
export function namePolicyOf(schema: ConfigSchema): NamePolicy {
  const { catchall, unknownKeys } = definitionOf(schema);
  const kind = isSchema(catchall) ? schemaKind(catchall) : undefined;
  if (kind !== undefined && kind !== 'never') return kind === 'unknown' ? 'loose' : 'catchall';
  if (zodVersionOf(schema) === 4) return kind === 'never' ? 'strict' : 'strip';
  if (unknownKeys === 'passthrough') return 'loose';
  return unknownKeys === 'strict' ? 'strict' : 'strip';
}

/** What a schema holds: the schemas right inside it, by what they are for. */
export interface SchemaParts {
  /** Of a list: the schema of each item. */
  readonly item?: ConfigSchema | undefined;
  /** Of a tuple: the schemas of its first items. */
  readonly items: readonly ConfigSchema[];
  /** Of a tuple: the schema of the items after those. */
  readonly rest?: ConfigSchema | undefined;
  /** Of a mapping: the schemas of the values that have a name. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Of a mapping: the schema of each other value. */
  readonly others?: ConfigSchema | undefined;
  /** Of a choice: the schemas of which one is enough. */
  readonly options: readonly ConfigSchema[];
  /** Of an intersection: the schemas that all hold. */
  readonly sides: readonly ConfigSchema[];
  /** The values that are taken, where they are listed. */
  readonly literals: readonly unknown[];
}

/** Takes a schema of either version apart; it is one that is not wrapped. */
export function partsOf(schema: ConfigSchema): SchemaParts {
  const definition = definitionOf(schema);
  const { element, type, items, rest, shape, catchall, valueType, options, left, right } =
    definition;
  const { values, value } = definition;
  const properties: unknown = typeof shape === 'function' ? shape() : shape;
  return {
    item: [element, type].find(isSchema),
    items: listSchemas(items),
    rest: [rest].find(isSchema),
    properties: isMapping(properties) ? properties : {},
    others: [catchall, valueType].find(isSchema),
    options: listSchemas(options),
    sides: listSchemas([left, right]),
    literals: Array.isArray(values) ? values : value === undefined ? [] : [value],
  };
}

function listSchemas(parts: unknown): ConfigSchema[] {
  return Array.isArray(parts) ? parts.filter(isSchema) : [];
}

/** Whether something is a schema of either version of Zod. */
export function isSchema(value: unknown): value is ConfigSchema {
  return zodVersionOf(value) !== undefined;
}

/** What a schema was made of: Zod 4 keeps it in `_zod.def`, Zod 3 in `_def`. */
export function definitionOf(schema: object): Mapping {
  const internals: unknown = Reflect.get(schema, '_zod');
  const definition: unknown = isMapping(internals) ? internals['def'] : Reflect.get(schema, '_def');
  return isMapping(definition) ? definition : {};
}
