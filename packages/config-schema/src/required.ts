import type { ConfigFieldMeta } from './field.ts';
import type { FieldLeaf, FieldSection } from './field-tree.ts';

/** Whether an app-config must set the field; what the database alone holds it cannot. */
export function isRequiredField({ configScope, schema }: ConfigFieldMeta): boolean {
  return configScope !== 'db-only' && !schema.safeParse(undefined).success;
}

/** Whether a section that holds this field or section must have it. */
export function isRequired(child: FieldLeaf | FieldSection): boolean {
  if (child.kind === 'section') return [...child.children.values()].some(isRequired);
  return isRequiredField(child.field);
}
