import { isMapping } from './mapping.ts';

/**
 * Stands in a configuration for a value that is set but not known, such as a variable that is not
 * there while a file is checked. It may stand for a field, for an item of a list, or for a whole
 * section: what it stands for counts as set, and is not judged. It is the same in every copy of
 * the package.
 */
export const unknownConfigValue: unique symbol = Symbol.for(
  '@rhdh-boost/config-schema/unknownConfigValue',
);

/** Where in a value something is, as the names and indexes on the way there. */
export type PlacePath = readonly (string | number)[];

/** A step on the way to a place; the way is only written out where it is needed, however deep it is. */
interface Step {
  readonly value: unknown;
  readonly name: string | number;
  readonly from: Step | undefined;
}

/** The places inside one value whose own value is unknown. A value may be deep, or contain itself. */
export function findUnknownPlaces(value: unknown): PlacePath[] {
  const places: PlacePath[] = [];
  const seen = new Set<unknown>();
  const open: Step[] = [{ value, name: '', from: undefined }];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    const { value: part } = step;
    if (part === unknownConfigValue) places.push(pathTo(step));
    if (!Array.isArray(part) && !isMapping(part)) continue;
    if (seen.has(part)) continue;
    seen.add(part);
    for (const [name, inner] of Object.entries(part)) {
      open.push({ value: inner, name: Array.isArray(part) ? Number(name) : name, from: step });
    }
  }
  return places;
}

function pathTo(step: Step): PlacePath {
  const names: (string | number)[] = [];
  for (let at = step; at.from !== undefined; at = at.from) names.unshift(at.name);
  return names;
}
