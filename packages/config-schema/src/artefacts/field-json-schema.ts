import { z } from 'zod';

/** A JSON Schema, or a part of one, as data. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
}

/** Keywords of which a schema that checks anything has at least one. */
const checkingKeywords = ['type', 'enum', 'const', 'anyOf', 'oneOf', 'allOf', '$ref'];

/**
 * What a field takes, as draft-07.
 *
 * @throws Error that names the field when the result would accept everything: a converter that
 *   does not know a schema says so without a word
 */
export function toFieldJsonSchema(key: string, schema: z.ZodType): JsonSchema {
  const { $schema: _, ...converted } = z.toJSONSchema(schema, {
    target: 'draft-7',
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // Zod bounds every integer by what a double holds, which tells a reader nothing.
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    },
  });
  if (!checkingKeywords.some(keyword => keyword in converted)) {
    throw new Error(
      `The schema of ${key} says nothing about the value as JSON Schema: give it a type, or a converter that knows it.`,
    );
  }
  return converted;
}
