import type { FieldOverlay, OperationOverlay } from '../overlay/overlay.ts';
import type { ContractOperation } from './contract.ts';
import type { ModelSource } from './model.ts';
import { schemaShape } from './schema-shape.ts';
import { camelCased, type FieldModel } from './shape-node.ts';

/** Parameters of an operation, without their documentation. */
export function parameterFields(
  source: ModelSource,
  group: string,
  operation: ContractOperation,
  { rename = {}, defaultAgent, holdsSession, textBody }: OperationOverlay,
): readonly FieldModel[] {
  const fields = operation.parameters.map(({ in: part, name, required, schema }): FieldModel => {
    const isSession = holdsSession === true && name === 'session_id';
    return {
      key: rename[name] ?? camelCased(name),
      wireName: name,
      in: part,
      // The default agent may stand for what the path must have.
      required: required && !(defaultAgent === true && part === 'path'),
      shape: isSession ? { kind: 'session' } : schemaShape(source, group, name, schema),
      default: schema.default,
      about: '',
    };
  });
  if (operation.hasTextBody !== (textBody !== undefined)) {
    source.report(
      group,
      operation.hasTextBody
        ? `${operation.name} has text for its body: name the parameter (operations['${operation.name}'].textBody).`
        : `${operation.name} has no text for its body: take out textBody.`,
    );
  }
  if (textBody === undefined) return fields;
  const body = { key: textBody, wireName: textBody, in: 'body', required: true } as const;
  return [...fields, { ...body, shape: { kind: 'text' }, about: '' }];
}

/** What the overlay says of a field, as an object. */
export function fieldOverlay(given: string | FieldOverlay | undefined): FieldOverlay | undefined {
  return typeof given === 'string' ? { about: given } : given;
}
