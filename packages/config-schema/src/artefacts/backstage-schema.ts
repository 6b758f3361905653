import type { ConfigFieldMeta, ConfigFields } from '../field.ts';
import { type JsonSchema, toFieldJsonSchema } from './field-json-schema.ts';
import { buildFieldTree, type FieldLeaf, type FieldSection } from '../field-tree.ts';
import { isMapping } from '../mapping.ts';

/** What Backstage's loader takes of a field's schema; any other keyword makes it refuse the app. */
const takenKeywords = new Set(['type', 'enum', 'minimum', 'maximum']);

/**
 * Makes the schema that Backstage loads as a package's `configSchema`. It is open everywhere,
 * since Backstage merges the schemas of all packages, and it uses no keyword, definition or
 * format that Backstage's loader (config-loader 1.11) refuses.
 *
 * @param fields - the fields, such as `boostConfigFields`
 * @throws Error that names the field when a field's schema cannot be converted
 */
export function createBackstageSchema(fields: ConfigFields): JsonSchema {
  const root = buildFieldTree(fields);
  return { type: 'object', properties: describeChildren(root) };
}

function describeChildren(section: FieldSection): JsonSchema {
  return Object.fromEntries(
    [...section.children].map(([name, child]) => [
      name,
      child.kind === 'section' ? describeSection(child) : describeField(child),
    ]),
  );
}

function describeSection(section: FieldSection): JsonSchema {
  const required = [...section.children].filter(([, child]) => isRequired(child));
  return {
    type: 'object',
    properties: describeChildren(section),
    ...(required.length === 0 ? {} : { required: required.map(([name]) => name) }),
  };
}

function isRequired(child: FieldLeaf | FieldSection): boolean {
  if (child.kind === 'section') return [...child.children.values()].some(isRequired);
  return !child.field.schema.safeParse(undefined).success;
}

function describeField({ key, field }: FieldLeaf): JsonSchema {
  const value = toFieldJsonSchema(key, field.schema);
  const { defaultValue, deprecated } = field;
  return {
    ...describeValue(value),
    description: field.description,
    ...(defaultValue === undefined ? {} : { default: defaultValue }),
    ...describeVisibility(field, value),
    ...(deprecated === undefined ? {} : { deprecated: deprecated.message }),
  };
}

function describeValue(value: JsonSchema): JsonSchema {
  // Backstage reads "yes" and "off" as booleans, but its loader would refuse them as such.
  if (value['type'] === 'boolean') return { type: ['boolean', 'string'] };
  const taken = Object.entries(value).filter(([keyword]) => takenKeywords.has(keyword));
  const { items } = value;
  return {
    ...Object.fromEntries(taken),
    ...(isMapping(items) ? { items: describeValue(items) } : {}),
  };
}

/** `backend` is what Backstage takes when nothing is said; in a list, each item must be covered. */
function describeVisibility({ visibility }: ConfigFieldMeta, value: JsonSchema): JsonSchema {
  if (visibility === 'backend') return {};
  return value['type'] === 'array' ? { deepVisibility: visibility } : { visibility };
}
