import type { ConfigRegistry } from '../combine-config-fields.ts';
import { buildFieldTree, type FieldLeaf, type FieldSection } from '../field-tree.ts';
import { type JsonSchema, toFieldJsonSchema } from './field-json-schema.ts';

/** How one kind of schema describes what is in the tree of fields. */
export interface FieldDescriber {
  /** Describes a section, of which the properties are described already. */
  readonly section: (section: FieldSection, properties: JsonSchema) => JsonSchema;
  /** Describes a field by what the registry says, and by what it takes. */
  readonly field: (field: FieldLeaf, value: JsonSchema) => JsonSchema;
}

/**
 * Describes every field and section that app-config may hold, from the leaves up.
 *
 * @returns the properties of the root
 * @throws Error that names field and owner when a field's schema cannot be converted
 */
export function describeFields(registry: ConfigRegistry, describer: FieldDescriber): JsonSchema {
  const describeChildren = (section: FieldSection): JsonSchema =>
    Object.fromEntries(
      [...section.children].map(([name, child]) => [
        name,
        child.kind === 'section'
          ? describer.section(child, describeChildren(child))
          : describer.field(child, toValueSchema(registry, child)),
      ]),
    );
  return describeChildren(buildAppConfigTree(registry));
}

/** The tree of what app-config may hold: a field of the database alone is not in it. */
export function buildAppConfigTree({ fields }: ConfigRegistry): FieldSection {
  const inAppConfig = Object.entries(fields).filter(
    ([, { configScope }]) => configScope !== 'db-only',
  );
  return buildFieldTree(Object.fromEntries(inAppConfig));
}

/** What a field of a registry takes, as draft-07. */
export function toValueSchema(registry: ConfigRegistry, { key, field }: FieldLeaf): JsonSchema {
  return toFieldJsonSchema(key, field.schema, registry.ownerOf(key)?.owner ?? 'no owner');
}
