import { boostConfigRegistry } from './boost-field-set.ts';
import type { ConfigRegistry } from './combine-config-fields.ts';
import type { ConfigFieldMeta } from './field.ts';
import type { ConfigSchema } from './schema.ts';
import { partsOf, schemaKind, unwrapSchema } from './schema-structure.ts';

/**
 * Whether a raw value of app-config counts as set. Null does not, and neither does an empty text, which `${VAR}` is
 * if the variable is set to nothing: Backstage's own `getOptionalString` throws on one. In place of a list or a
 * mapping an empty text is a mistake: an empty `boost.providers.kagenti.namespaces` must not allow every namespace.
 *
 * @param key - The dotted path of the field.
 * @param value - The raw value, with its variables filled in.
 * @param registry - The fields that exist.
 * @defaultValue `registry`: Boost's own fields.
 */
export function isConfigValueSet(
  key: string,
  value: unknown,
  registry: ConfigRegistry = boostConfigRegistry,
): boolean {
  if (value === undefined || value === null) return false;
  const field = Object.hasOwn(registry.fields, key) ? registry.fields[key] : undefined;
  return field === undefined || !isEmptyText(field, value);
}

/** Whether a raw value of a field is an empty text that counts as not set. */
export function isEmptyText({ schema }: ConfigFieldMeta, value: unknown): boolean {
  return value === '' && !takesParts(schema);
}

const kindsWithParts = new Set(['array', 'tuple', 'set', 'object', 'record', 'map']);

/** Whether a schema takes a list or a mapping, possibly beside other forms. */
function takesParts(schema: ConfigSchema): boolean {
  const wanted = unwrapSchema(schema);
  const { options, sides } = partsOf(wanted);
  return kindsWithParts.has(schemaKind(wanted)) || [...options, ...sides].some(takesParts);
}
