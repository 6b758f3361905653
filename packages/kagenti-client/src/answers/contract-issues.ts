import type { ContractIssue } from '../errors/contract-error.ts';
import { answerSchema } from '../shapes/answer-schema.ts';
import type { ShapeData } from '../shapes/shape.ts';

/**
 * What differs between an answer and its shape, once for each place and code: the items of a list are one
 * place, told by the first that differs, and so are the keys of a map. There are no more places than the
 * contract has, however long the answer is.
 */
export function contractIssues(value: unknown, shape: ShapeData): readonly ContractIssue[] {
  const result = answerSchema(shape).safeParse(value);
  if (result.success) return [];
  const issues = new Map<string, ContractIssue>();
  for (const { path, code } of result.error.issues) {
    const steps = printableSteps(path, shape);
    const place = steps.map(step => (typeof step === 'number' ? '*' : step)).join('.');
    const known = `${place} ${code}`;
    if (!issues.has(known)) issues.set(known, { path: steps.join('.'), code });
  }
  return [...issues.values()];
}

/** A path is printed and reported: only what the contract names is, for other keys may be a user's text. */
function printableSteps(
  path: readonly PropertyKey[],
  shape: ShapeData,
): readonly (string | number)[] {
  const steps: (string | number)[] = [];
  let place: ShapeData | undefined = shape;
  for (const step of path) {
    if (place?.kind === 'list') {
      steps.push(typeof step === 'number' ? step : '*');
      place = place.item;
    } else if (place?.kind === 'fields') {
      const named: ShapeData | undefined = fieldShape(place.fields, step);
      steps.push(named === undefined ? '*' : String(step));
      place = named;
    } else {
      steps.push('*');
      place = place?.kind === 'map' ? place.item : undefined;
    }
  }
  return steps;
}

function fieldShape(
  fields: Extract<ShapeData, { kind: 'fields' }>['fields'],
  step: PropertyKey,
): ShapeData | undefined {
  return Object.entries(fields).find(([key, field]) => (field.wireName ?? key) === step)?.[1].shape;
}
