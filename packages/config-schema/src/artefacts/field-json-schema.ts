import { z } from 'zod';
import { zodToJsonSchema } from 'zod-to-json-schema';
import { isMapping } from '../mapping.ts';
import type { ConfigSchema } from '../schema.ts';
import { zodVersionOf } from '../schema-structure.ts';
import { findStructureMistake } from '../schemas-within.ts';

/** A JSON Schema, or a part of one, as data. */
export interface JsonSchema {
  /** The value of a keyword, such as `type` or `enum`. */
  readonly [keyword: string]: unknown;
}

type ZodThreeSchema = Parameters<typeof zodToJsonSchema>[0];

/** Keywords of which a schema that checks anything has at least one. */
const checkingKeywords = ['type', 'enum', 'const', 'anyOf', 'oneOf'];

/**
 * What a field takes, as draft-07, by the converter of the Zod version that its schema is
 * written in. That the field may be left out is not part of it.
 *
 * @param key - the field
 * @param schema - its schema, in Zod 4 or Zod 3
 * @param owner - whose field it is
 * @throws Error that names field and owner when the schema is in both versions or contains itself,
 *   or when the result, or a part of it, would accept everything: a converter that does not know a
 *   schema says so without a word
 */
export function toFieldJsonSchema(key: string, schema: ConfigSchema, owner: string): JsonSchema {
  const field = `${key} (${owner})`;
  const mistake = findStructureMistake(schema);
  if (mistake !== undefined) throw new Error(`${field} ${mistake}.`);
  const converted = tryToConvert(schema);
  if (converted !== undefined && !saysNothing(converted)) return converted;
  throw new Error(
    `The schema of ${field} says nothing about the value, or a part of it, as JSON Schema: give each part a type.`,
  );
}

/** What is no value of JSON, such as a symbol, makes a converter throw. */
function tryToConvert(schema: ConfigSchema): JsonSchema | undefined {
  try {
    return convert(schema);
  } catch {
    return undefined;
  }
}

function convert(schema: ConfigSchema): JsonSchema | undefined {
  if (isZodFour(schema)) return convertZodFour(schema);
  return isZodThree(schema) ? convertZodThree(schema) : undefined;
}

/** Whether a schema is written in Zod 4, from whichever copy of it. */
export function isZodFour(schema: unknown): schema is z.ZodType {
  return zodVersionOf(schema) === 4;
}

function isZodThree(schema: unknown): schema is ZodThreeSchema {
  return zodVersionOf(schema) === 3;
}

const metadataWithoutId: typeof z.globalRegistry = Object.create(z.globalRegistry, {
  get: {
    value: (schema: z.ZodType) => {
      const { id: _, ...metadata } = z.globalRegistry.get(schema) ?? {};
      return metadata;
    },
  },
});

function convertZodFour(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...converted } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    // A part with an id would become a definition of its own, which a schema inside another has not.
    metadata: metadataWithoutId,
    override: ({ jsonSchema }) => {
      // Zod bounds every integer by what a double holds, which tells a reader nothing.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  return converted;
}

function convertZodThree(schema: ZodThreeSchema): JsonSchema {
  const { $schema: _, ...converted } = zodToJsonSchema(schema, {
    target: 'jsonSchema7',
    $refStrategy: 'none',
    // A pattern without its flags would refuse what the field takes.
    applyRegexFlags: true,
  });
  return withoutOptional(converted);
}

/** Zod 3's converter says `{ anyOf: [{ not: {} }, value] }` of a value that may be left out. */
function withoutOptional({ anyOf, ...rest }: JsonSchema): JsonSchema {
  if (!Array.isArray(anyOf)) return rest;
  const values = anyOf.filter(isMapping).filter(value => !isNothing(value));
  const [only, ...more] = values;
  if (only === undefined) return rest;
  return more.length === 0
    ? { ...rest, ...withoutOptional(only) }
    : { ...rest, anyOf: values.map(withoutOptional) };
}

function isNothing({ not }: JsonSchema): boolean {
  return typeof not === 'object' && not !== null && Object.keys(not).length === 0;
}

function hasCheck(part: JsonSchema): boolean {
  return checkingKeywords.some(keyword => keyword in part);
}

function saysNothing(part: JsonSchema): boolean {
  // Beside a type, some members of allOf only add a pattern.
  const members = listOf(part['allOf']).filter(hasCheck);
  if (!hasCheck(part) && members.length === 0) return true;
  // What a list holds has to be said; Zod 3's converter leaves the items out instead.
  const items = part['type'] === 'array' ? (part['items'] ?? {}) : [];
  const below = [part['anyOf'], part['oneOf'], items, part['additionalItems']].flatMap(listOf);
  // A mapping may be open for anything: that is how a field says so.
  const others = listOf(part['additionalProperties']).filter(hasCheck);
  const properties = listOf(Object.values(part['properties'] ?? {}));
  return [...members, ...below, ...others, ...properties].some(saysNothing);
}

function listOf(parts: unknown): JsonSchema[] {
  return [parts].flat().filter(isMapping);
}
