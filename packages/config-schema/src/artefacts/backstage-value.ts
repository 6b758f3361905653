import { isMapping } from '../mapping.ts';
import type { JsonSchema } from './field-json-schema.ts';

/**
 * The same schema in the terms that Backstage's loader can merge with those of other packages, and
 * check values by:
 * - A whole number is a `number` that is a multiple of 1. Backstage merges the schemas of all
 *   packages, and fails to load any of them when one says `integer` and another says `number`, as
 *   Boost's own modules do.
 * - Text is allowed wherever a boolean is expected: Backstage reads "yes" and "off" as booleans, but
 *   its loader would reject them as such.
 * - A list of types names each type once, since the loader rejects a schema that repeats one.
 * - Only texts and only numbers are listed as choices: the loader would reject the text "on" for
 *   the choice `true`, and "1" among choices of both types.
 */
export function toBackstageValue(schema: JsonSchema): JsonSchema {
  // Other multiples are left to the reader: Ajv divides, so that 0.3 would be no multiple of 0.1.
  const { type, items, anyOf, properties, multipleOf: _, enum: many, const: one, ...rest } = schema;
  const choices = Array.isArray(many) ? many : one === undefined ? [] : [one];
  return {
    ...(type === undefined ? {} : toBackstageType([type].flat())),
    ...rest,
    ...(areOfOneType(choices) ? { enum: choices } : {}),
    ...(isMapping(items) ? { items: toBackstageValue(items) } : {}),
    ...(Array.isArray(anyOf) ? { anyOf: anyOf.filter(isMapping).map(toBackstageValue) } : {}),
    ...(isMapping(properties) ? { properties: toBackstageValues(properties) } : {}),
  };
}

function areOfOneType(choices: readonly unknown[]): boolean {
  const [type, ...others] = new Set(choices.map(choice => typeof choice));
  return others.length === 0 && (type === 'string' || type === 'number');
}

function toBackstageType(types: readonly unknown[]): JsonSchema {
  const isWhole = types.includes('integer') && !types.includes('number');
  const named = types.map(type => (type === 'integer' ? 'number' : type));
  const [only, ...others] = new Set(types.includes('boolean') ? [...named, 'string'] : named);
  return {
    type: others.length === 0 ? only : [only, ...others],
    ...(isWhole ? { multipleOf: 1 } : {}),
  };
}

function toBackstageValues(properties: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(properties).map(([name, part]) => [
      name,
      isMapping(part) ? toBackstageValue(part) : part,
    ]),
  );
}
