import type { RuledChange } from './compat-change.ts';

/**
 * Compares a part of a schema with that of another: the items of a list, a property.
 *
 * @param place - where in the value it is, such as `[].name`; empty for the value itself
 */
export type CompareParts = (before: unknown, after: unknown, place: string) => RuledChange[];

/** Says of changes inside a value where they are. */
export function at(place: string, changes: readonly RuledChange[]): RuledChange[] {
  return changes.map(change => changeAt(place, change));
}

/** That a part of a definition differs, of which nobody can tell what it does to values. */
export function differs(place: string, description: string): RuledChange {
  return changeAt(place, { rule: 'definition-changed', description });
}

/** Says of a change where it is. */
export function changeAt(place: string, { rule, description }: RuledChange): RuledChange {
  return { rule, description: place === '' ? description : `${place}: ${description}` };
}
