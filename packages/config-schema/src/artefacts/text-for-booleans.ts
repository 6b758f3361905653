import { isMapping } from '../mapping.ts';
import type { JsonSchema } from './field-json-schema.ts';

/**
 * The same schema with text besides wherever it wants a boolean: Backstage reads "yes" and "off"
 * as booleans, but its loader would refuse them as such.
 */
export function takeTextForBooleans(schema: JsonSchema): JsonSchema {
  const { type, items, anyOf, properties } = schema;
  const types = [type].flat();
  return {
    ...schema,
    ...(types.includes('boolean') ? { type: [...types, 'string'] } : {}),
    ...(isMapping(items) ? { items: takeTextForBooleans(items) } : {}),
    ...(Array.isArray(anyOf) ? { anyOf: anyOf.filter(isMapping).map(takeTextForBooleans) } : {}),
    ...(isMapping(properties) ? { properties: takeTextInside(properties) } : {}),
  };
}

function takeTextInside(properties: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(properties).map(([name, part]) => [
      name,
      isMapping(part) ? takeTextForBooleans(part) : part,
    ]),
  );
}
