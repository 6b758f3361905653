import type { FieldModel } from './shape-node.ts';

const withoutDefault = ({ default: _default, ...field }: FieldModel): string =>
  JSON.stringify(field);

/** Whether there is a field of that name, which looks the same. */
export function hasField(fields: readonly FieldModel[], field: FieldModel): boolean {
  return fields.some(other => withoutDefault(other) === withoutDefault(field));
}

/** Whether both have the same fields, in any order. */
export function sameFields(one: readonly FieldModel[], other: readonly FieldModel[]): boolean {
  return one.length === other.length && one.every(field => hasField(other, field));
}

/** The field with its default, where all others have that too. */
export function withSharedDefault(
  field: FieldModel,
  others: readonly (readonly FieldModel[])[],
): FieldModel {
  const isShared = others.every(fields =>
    fields.some(
      ({ key, default: other }) =>
        key === field.key && JSON.stringify(other) === JSON.stringify(field.default),
    ),
  );
  return isShared ? field : JSON.parse(withoutDefault(field));
}
