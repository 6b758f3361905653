import type { ConfigFieldMeta } from '../field.ts';
import type { FieldLeaf, FieldSection } from '../field-tree.ts';

/** Whether a section that holds this field or section must have it. */
export function isRequired(child: FieldLeaf | FieldSection): boolean {
  if (child.kind === 'section') return [...child.children.values()].some(isRequired);
  return isRequiredField(child.field);
}

/** Whether a configuration must set the field. */
export function isRequiredField({ schema }: ConfigFieldMeta): boolean {
  return !schema.safeParse(undefined).success;
}
