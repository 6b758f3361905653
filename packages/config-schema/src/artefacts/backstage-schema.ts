import type { ConfigRegistry } from '../combine-config-fields.ts';
import type { ConfigFieldMeta } from '../field.ts';
import type { FieldLeaf, FieldSection } from '../field-tree.ts';
import { isMapping } from '../mapping.ts';
import { isRequired, isRequiredField } from '../required.ts';
import { isEmptyText } from '../set-value.ts';
import { toBackstageValue } from './backstage-value.ts';
import { describeFields } from './describe-fields.ts';
import type { JsonSchema } from './field-json-schema.ts';

/** What Backstage's loader takes of a field's schema; any other keyword makes it refuse the app. */
const takenKeywords = new Set(['type', 'enum', 'minimum', 'maximum', 'multipleOf']);
const scalarTypes = new Set<unknown>(['string', 'number', 'integer', 'boolean']);

/**
 * Makes the schema that Backstage loads as a package's `configSchema`. It is open everywhere,
 * since Backstage merges the schemas of all packages, and it uses no keyword, definition or
 * format that Backstage's loader (config-loader 1.11) refuses. No part of it has the type
 * `integer`: a package that says `number` for the same key could not be merged with it.
 *
 * @param registry - the fields, such as `boostConfigRegistry`
 * @throws Error that names field and owner when a field's schema cannot be converted
 */
export function createBackstageSchema(registry: ConfigRegistry): JsonSchema {
  const properties = describeFields(registry, { section: describeSection, field: describeField });
  return { type: 'object', properties };
}

function describeSection(section: FieldSection, properties: JsonSchema): JsonSchema {
  const required = [...section.children].filter(([, child]) => isRequired(child));
  return {
    type: 'object',
    properties,
    ...(required.length === 0 ? {} : { required: required.map(([name]) => name) }),
  };
}

function describeField({ field }: FieldLeaf, value: JsonSchema): JsonSchema {
  const { defaultValue, deprecated } = field;
  return {
    ...withEmptyText(describeValue(toBackstageValue(value)), field),
    description: field.description,
    ...(defaultValue === undefined ? {} : { default: defaultValue }),
    ...describeVisibility(field, value),
    ...(deprecated === undefined ? {} : { deprecated: deprecated.message }),
  };
}

/**
 * A choice may be an empty text, which counts as not set: a variable that is set to nothing is one. Elsewhere text
 * takes it already, and a number cannot, because only `number` merges with the schemas of Boost's modules.
 */
export function withEmptyText(value: JsonSchema, field: ConfigFieldMeta): JsonSchema {
  const { enum: choices } = value;
  if (!Array.isArray(choices) || value['type'] !== 'string' || isRequiredField(field)) return value;
  return isEmptyText(field, '') ? { ...value, enum: [...choices, ''] } : value;
}

function describeValue(value: JsonSchema): JsonSchema {
  const taken = Object.entries(value).filter(([keyword]) => takenKeywords.has(keyword));
  const { items } = value;
  return {
    ...Object.fromEntries(taken),
    ...(isMapping(items) ? { items: describeValue(items) } : {}),
  };
}

/**
 * The keywords for who may see a value. `backend` is what Backstage takes when nothing is said.
 * A secret is one whatever stands in its place: Backstage prints a configuration that fails its
 * schema, too. A frontend value that is not of its type is not shown.
 */
export function describeVisibility(
  { visibility }: ConfigFieldMeta,
  value: JsonSchema,
): { visibility?: string; deepVisibility?: string } {
  if (visibility === 'backend') return {};
  if (visibility === 'secret') return { visibility, deepVisibility: visibility };
  return scalarTypes.has(value['type']) ? { visibility } : { deepVisibility: visibility };
}
