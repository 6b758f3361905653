import type { PlacesData } from '../../src/operations/parameter-place.ts';
import type { NameRule } from '../../src/shapes/name-rule.ts';
import type { ShapeData } from '../../src/shapes/shape.ts';

/** A text among the parameters of an operation. */
export interface TextPlace {
  /** The keys that lead to it, the first item standing for all of a list. */
  readonly keys: readonly string[];
  /** The same as errors have it: `envVars.0.name`. */
  readonly path: string;
  /** What it may be, where it is a name or looks like one. */
  readonly rule: NameRule | undefined;
}

/** Every text among the parameters of an operation: for the guide, and for tests of each of them. */
export function textPlaces(parameters: PlacesData): readonly TextPlace[] {
  return Object.entries(parameters).flatMap(([key, { shape }]) => textsIn(shape, [key]));
}

function textsIn(shape: ShapeData, keys: readonly string[]): readonly TextPlace[] {
  switch (shape.kind) {
    case 'text':
      return [{ keys, path: keys.join('.'), rule: shape.name }];
    case 'list':
      return textsIn(shape.item, [...keys, '0']);
    case 'fields':
      return Object.entries(shape.fields).flatMap(([key, field]) =>
        textsIn(field.shape, [...keys, key]),
      );
    default:
      return [];
  }
}
