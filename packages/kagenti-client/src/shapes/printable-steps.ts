import type { ShapeData } from './shape.ts';

/** A path is printed and reported: only what the contract names is, for other keys may be a user's text. `*` stands for them. */
export function printableSteps(
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
