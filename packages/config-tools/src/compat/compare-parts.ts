import type { RuledChange } from './compat-change.ts';

/**
 * Compares a part of a schema with that of another: the items of a list, a property.
 *
 * @param place - where in the value it is, such as `[].name`; empty for the value itself
 */
export type CompareParts = (before: unknown, after: unknown, place: string) => RuledChange[];

/** Says of changes inside a value where they are. */
export function at(place: string, changes: readonly RuledChange[]): RuledChange[] {
  return changes.map(({ rule, description }) => ({
    rule,
    description: place === '' ? description : `${place}: ${description}`,
  }));
}
