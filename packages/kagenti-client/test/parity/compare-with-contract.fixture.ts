import type { DescriptorData } from '../../src/operations/operation-descriptor.ts';
import type { FieldsData, ShapeData } from '../../src/shapes/shape.ts';
import { type ContractOperation, camelCased, resolved, type Schema } from './contract.fixture.ts';

/** What a comparison found. */
export interface Comparison {
  /** Where both differ. */
  readonly problems: string[];
  /** Where the contract says nothing and we say something. */
  readonly open: string[];
}

/** Compares where the parameters of an operation go, and how they look, with the contract. */
export function compareParameters(
  { parameters }: DescriptorData,
  contract: ContractOperation,
): string[] {
  const found: Comparison = { problems: [], open: [] };
  const { problems } = found;
  const places = Object.entries(parameters);
  for (const { in: part, name, required, schema } of contract.parameters) {
    const [key, place] =
      places.find(([candidate, { wireName = candidate }]) => wireName === name) ?? [];
    if (key === undefined || place === undefined) {
      problems.push(`${name} is missing`);
      continue;
    }
    if (key !== camelCased(name)) problems.push(`${key} should be ${camelCased(name)}`);
    if (place.in !== part) problems.push(`${key} is in ${place.in}, not in ${part}`);
    if (place.required !== required) problems.push(`${key} is required: ${place.required}`);
    compareShapes(place.shape, schema, key, found, 'parameters');
  }
  for (const [key, { wireName = key }] of places) {
    if (!contract.parameters.some(({ name }) => name === wireName)) {
      problems.push(`${key} is too many`);
    }
  }
  return [...problems, ...found.open.map(path => `${path} is open in the contract`)];
}

/** Compares what is known of an operation's answer with the contract. */
export function compareAnswer({ answer }: DescriptorData, contract: ContractOperation): Comparison {
  const found: Comparison = { problems: [], open: [] };
  if (answer.shape === undefined || contract.answer === undefined) {
    if (answer.shape !== contract.answer) found.problems.push('one of both has no content');
  } else {
    compareShapes(answer.shape, contract.answer, 'answer', found, 'answer');
  }
  return found;
}

function compareShapes(
  shape: ShapeData,
  given: Schema,
  path: string,
  found: Comparison,
  of: 'parameters' | 'answer',
): void {
  const schema = resolved(given);
  const says = (kind: string): void => {
    found.problems.push(`${path} is ${shape.kind}, in the contract ${kind}`);
  };
  if (shape.kind === 'fields' && schema.properties === undefined) {
    if (schema.type === undefined || schema.type === 'object') found.open.push(path);
    else says(schema.type);
    return;
  }
  switch (shape.kind) {
    case 'text':
    case 'session':
      if (schema.type !== 'string') says(String(schema.type));
      // An answer may have a choice that is new.
      if (schema.enum !== undefined && of === 'parameters') says(schema.enum.join(', '));
      return;
    case 'choice': {
      const choices = (schema.enum ?? [schema.const]).map(String);
      if (shape.choices.toSorted().join() !== choices.toSorted().join()) says(choices.join(', '));
      return;
    }
    case 'flag':
      if (schema.type !== 'boolean') says(String(schema.type));
      return;
    case 'integer':
      if (schema.type !== 'integer') says(String(schema.type));
      return;
    case 'anything':
      if (schema.type !== undefined) says(schema.type);
      return;
    case 'object':
      if (schema.type !== 'object' || schema.properties !== undefined) says(String(schema.type));
      if (schema.additionalProperties !== undefined) says('a map');
      return;
    case 'map':
      if (schema.additionalProperties === undefined) says(String(schema.type));
      else compareShapes(shape.item, schema.additionalProperties, `${path}.*`, found, of);
      return;
    case 'list':
      if (schema.items === undefined) says(String(schema.type));
      else compareShapes(shape.item, schema.items, `${path}.0`, found, of);
      return;
    case 'fields':
      compareFields(shape.fields, schema, path, found, of);
  }
}

function compareFields(
  fields: FieldsData,
  { properties = {}, required = [] }: Schema,
  path: string,
  found: Comparison,
  of: 'parameters' | 'answer',
): void {
  const entries = Object.entries(fields);
  for (const [name, schema] of Object.entries(properties)) {
    const [key, field] =
      entries.find(([candidate, { wireName = candidate }]) => wireName === name) ?? [];
    if (key === undefined || field === undefined) {
      found.problems.push(`${path}.${name} is missing`);
      continue;
    }
    const expected = of === 'parameters' ? camelCased(name) : name;
    if (key !== expected) found.problems.push(`${path}.${key} should be ${expected}`);
    if (field.required !== required.includes(name)) {
      found.problems.push(`${path}.${key} is required: ${field.required}`);
    }
    compareShapes(field.shape, schema, `${path}.${key}`, found, of);
  }
  for (const [key, { wireName = key }] of entries) {
    if (!Object.hasOwn(properties, wireName)) found.problems.push(`${path}.${key} is too many`);
  }
}
