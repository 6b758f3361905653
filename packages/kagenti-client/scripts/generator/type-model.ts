import { describedField, reportUnknownFields, withOverlay } from './described-fields.ts';
import type { ModelSource, OperationModel, TypeModel } from './model.ts';
import { fieldOverlay } from './parameter-model.ts';
import { hasField, sameFields, withSharedDefault } from './same-fields.ts';
import { schemaShape } from './schema-shape.ts';
import { camelCased, type FieldModel } from './shape-node.ts';
import { withUses } from './type-uses.ts';

/** Every public type, by name. */
export function typeModels(
  source: ModelSource,
  operations: readonly OperationModel[],
): ReadonlyMap<string, TypeModel> {
  const models = new Map<string, TypeModel>();
  for (const [name, { group, overlay }] of source.known) {
    const all = fieldsOf(source, operations, name);
    const base = overlay.extends === undefined ? [] : fieldsOf(source, operations, overlay.extends);
    const inherited = new Set(base.map(({ key }) => key));
    const changed = base.find(field => !hasField(all, field));
    if (changed !== undefined) {
      source.report(
        group,
        `${name} has another ${changed.key} than ${overlay.extends}: take out types.${name}.extends.`,
      );
    }
    const fields = (overlay.is === undefined ? all : [])
      .filter(({ key }) => !inherited.has(key))
      .map(field => describedField(source, operations, name, field));
    const { about, is, others } = overlay;
    if (is !== undefined && !sameFields(all, fieldsOf(source, operations, is))) {
      source.report(group, `${name} does not look as ${is} does: take out types.${name}.is.`);
    }
    const type = { name, group, about, is, extends: overlay.extends, fields, others };
    models.set(name, { ...type, inAnswers: false });
  }
  for (const [group, { choices = {} }] of Object.entries(source.groups)) {
    for (const [field, { name, about }] of Object.entries(choices)) {
      const found = choicesOf(source, field);
      if (found === undefined) source.report(group, `no field ${field} is a choice: take it out.`);
      else models.set(name, { name, group, about, choices: found, fields: [], inAnswers: false });
    }
  }
  return withUses(source, operations, models);
}

/** Every field of a type, in the contract's order; of one that the contract leaves open, in the overlay's. */
function fieldsOf(
  source: ModelSource,
  operations: readonly OperationModel[],
  name: string,
): readonly FieldModel[] {
  const known = source.known.get(name);
  if (known === undefined) return [];
  const { group, overlay } = known;
  const { of: same = [], commonTo = [] } = overlay;
  const uses = operations.filter(operation => operation.parameters === name);
  const [first = [], ...others] = [
    ...uses.map(({ places }) => places),
    ...[...same, ...commonTo].map(schema => schemaFields(source, group, schema)),
  ];
  if (uses.length + same.length + commonTo.length === 0) {
    return overlay.is === undefined
      ? openFields(source, operations, name)
      : fieldsOf(source, operations, overlay.is);
  }
  const fields = first
    .filter(field => commonTo.length === 0 || others.every(other => hasField(other, field)))
    .map(field => withSharedDefault(field, others));
  if (commonTo.length === 0 && others.some(other => !sameFields(fields, other))) {
    source.report(group, `not all that ${name} stands for look the same: name another type.`);
  }
  reportUnknownFields(source, name, fields);
  return fields.map(field => withOverlay(source, name, field));
}

function schemaFields(source: ModelSource, group: string, schema: string): readonly FieldModel[] {
  const { properties, required = [] } = source.contract.components.schemas[schema] ?? {};
  const isAnswered = source.answered.has(schema);
  if (properties === undefined) source.report(group, `the contract has no schema ${schema}.`);
  return Object.entries(properties ?? {}).map(([name, property]) => ({
    // Answers are given as they come.
    key: isAnswered ? name : camelCased(name),
    wireName: name,
    required: required.includes(name),
    shape: schemaShape(source, group, name, property),
    default: property.default,
    about: '',
  }));
}

/** Fields of a type that the contract does not have. */
function openFields(
  source: ModelSource,
  operations: readonly OperationModel[],
  name: string,
): readonly FieldModel[] {
  const { group = '', overlay } = source.known.get(name) ?? {};
  const base = overlay?.extends;
  const inherited = base === undefined ? [] : fieldsOf(source, operations, base);
  const own = Object.entries(overlay?.fields ?? {}).flatMap(([key, given]): FieldModel[] => {
    const { shape, required = false, about = '' } = fieldOverlay(given) ?? {};
    if (shape !== undefined) return [{ key, wireName: key, shape, required, about }];
    source.report(group, `the contract has no ${name}: say how ${key} looks (always, sometimes).`);
    return [];
  });
  return [...inherited, ...own];
}

function choicesOf({ contract }: ModelSource, key: string): readonly string[] | undefined {
  for (const { properties = {} } of Object.values(contract.components.schemas)) {
    const choices = [properties[key], ...(properties[key]?.anyOf ?? [])].find(
      schema => schema?.enum,
    );
    if (choices?.enum !== undefined) return choices.enum;
  }
  return undefined;
}
