import { usualFields } from '../overlay/usual-fields.ts';
import type { ModelSource, OperationModel } from './model.ts';
import { fieldOverlay } from './parameter-model.ts';
import { type FieldModel, narrows } from './shape-node.ts';

/** What the overlay says of a field beside its documentation. */
export function withOverlay(source: ModelSource, type: string, field: FieldModel): FieldModel {
  const { group = '', overlay } = source.known.get(type) ?? {};
  const said = fieldOverlay(overlay?.fields?.[field.key]);
  if (said?.newer === true) return { ...field, required: false };
  if (said?.shape === undefined) return field;
  if (!narrows(said.shape, field.shape)) {
    source.report(group, `the contract says how ${type}.${field.key} looks: take out its shape.`);
  }
  return { ...field, shape: said.shape };
}

/** The field with its documentation and the rule for its name. */
export function describedField(
  source: ModelSource,
  operations: readonly OperationModel[],
  type: string,
  field: FieldModel,
): FieldModel {
  const about = aboutField(source, type, field.key);
  return { ...field, about, name: nameRule(source, operations, type, field) };
}

function aboutField(source: ModelSource, type: string, key: string): string {
  const about = givenAbout(source, type, key) ?? usualFields[key];
  if (about === undefined || about === '') {
    const { group = '' } = source.known.get(type) ?? {};
    source.report(group, `${type}.${key} has no documentation: add types.${type}.fields.${key}.`);
  }
  return about ?? '';
}

/** Parameters alone are judged; a namespace is one wherever it stands. */
function nameRule(
  source: ModelSource,
  operations: readonly OperationModel[],
  type: string,
  field: FieldModel,
): string | undefined {
  const isParameter = operations.some(({ parameters }) => parameters === type);
  const given = givenRule(source, type, field.key);
  if (given !== undefined || !isParameter || field.shape.kind !== 'text') return given;
  if (field.key === 'namespace') return 'namespace';
  if (field.key === 'name') {
    const { group = '' } = source.known.get(type) ?? {};
    source.report(
      group,
      `${type}.name names something: say by which rule of src/operations/names.ts (types.${type}.names.name).`,
    );
  }
  return undefined;
}

function givenRule(source: ModelSource, type: string | undefined, key: string): string | undefined {
  const { overlay } = source.known.get(type ?? '') ?? {};
  if (overlay === undefined) return undefined;
  return (
    overlay.names?.[key] ??
    givenRule(source, overlay.extends, key) ??
    givenRule(source, overlay.aboutFrom, key)
  );
}

function givenAbout(
  source: ModelSource,
  type: string | undefined,
  key: string,
): string | undefined {
  const { overlay } = source.known.get(type ?? '') ?? {};
  if (overlay === undefined) return undefined;
  return fieldOverlay(overlay.fields?.[key])?.about ?? givenAbout(source, overlay.aboutFrom, key);
}

/** Reports what the overlay says of fields that a type does not have. */
export function reportUnknownFields(
  source: ModelSource,
  type: string,
  fields: readonly FieldModel[],
): void {
  const { group = '', overlay } = source.known.get(type) ?? {};
  for (const key of Object.keys(overlay?.fields ?? {})) {
    if (!fields.some(field => field.key === key)) {
      source.report(group, `the contract's ${type} has no ${key}: take out its documentation.`);
    }
  }
  for (const key of Object.keys(overlay?.names ?? {})) {
    if (!fields.some(field => field.key === key)) {
      source.report(group, `the contract's ${type} has no ${key}: take out its rule for names.`);
    }
  }
}
