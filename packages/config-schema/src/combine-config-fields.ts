import type { ConfigFields } from './field.ts';
import type { ConfigFieldSet } from './field-set.ts';

/** Several sets as one: what a configuration is read by. Made by `combineConfigFields`. */
export interface ConfigRegistry {
  /** The sets, in the order in which they were given. */
  readonly sets: readonly ConfigFieldSet[];
  /** The fields of all sets, by dotted path. */
  readonly fields: ConfigFields;
  /** The set that has the field; undefined when none has. */
  ownerOf(key: string): ConfigFieldSet | undefined;
}

/**
 * Makes one registry of several sets, such as `boostFieldSet` and those of other modules.
 *
 * @param sets - the sets; their order is kept where fields are listed
 * @throws Error that names both owners when two sets claim the same key, or one's key is a
 *   section of the other's
 */
export function combineConfigFields(sets: readonly ConfigFieldSet[]): ConfigRegistry {
  const owners = new Map(
    sets.flatMap(set => Object.keys(set.fields).map(key => [key, set] as const)),
  );
  const fields = Object.fromEntries(sets.flatMap(set => Object.entries(set.fields)));
  return Object.freeze({
    sets: Object.freeze([...sets]),
    fields: Object.freeze(fields),
    ownerOf: (key: string) => owners.get(key),
  });
}
