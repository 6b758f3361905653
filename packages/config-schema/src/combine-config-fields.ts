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
 * Makes one registry of several sets, such as `boostFieldSet` and those of other modules. A set
 * may come from another copy of this package.
 *
 * @param sets - the sets; their order is kept where fields are listed
 * @throws Error that names both owners when two sets claim the same key, or one's key is a
 *   section of the other's, or one has a key that the other has removed or renamed; all such
 *   clashes at once
 */
export function combineConfigFields(sets: readonly ConfigFieldSet[]): ConfigRegistry {
  const owners = new Map<string, ConfigFieldSet>();
  const clashes = findRepeatedOwners(sets);
  for (const set of sets) {
    for (const key of Object.keys(set.fields)) {
      const other = owners.get(key);
      if (other === undefined) owners.set(key, set);
      else if (other.owner !== set.owner) {
        clashes.push(`${key} is a field of both ${other.owner} and ${set.owner}`);
      }
    }
  }
  clashes.push(...findSectionClashes(owners), ...findFormerKeyClashes(owners, sets));
  if (clashes.length > 0) {
    throw new Error(
      `These sets of configuration fields cannot be combined:${clashes.map(clash => `\n  ${clash}.`).join('')}`,
    );
  }
  const fields = Object.fromEntries(sets.flatMap(set => Object.entries(set.fields)));
  return Object.freeze({
    sets: Object.freeze([...sets]),
    fields: Object.freeze(fields),
    ownerOf: (key: string) => owners.get(key),
  });
}

function findRepeatedOwners(sets: readonly ConfigFieldSet[]): string[] {
  const names = sets.map(({ owner }) => owner);
  const repeated = names.filter((name, index) => names.indexOf(name) < index);
  return [...new Set(repeated)].map(name => `${name} is given more than once`);
}

/** A value at one set's key would stand in the way of the other set's section. */
function findSectionClashes(owners: ReadonlyMap<string, ConfigFieldSet>): string[] {
  return [...owners].flatMap(([key, { owner }]) =>
    sectionsOf(key).flatMap(section => {
      const other = owners.get(section);
      return other === undefined
        ? []
        : [`${section} is a field of ${other.owner} and a section of ${owner}, which has ${key}`];
    }),
  );
}

/** What one set had removed would be migrated away where another set has it. */
function findFormerKeyClashes(
  owners: ReadonlyMap<string, ConfigFieldSet>,
  sets: readonly ConfigFieldSet[],
): string[] {
  return sets.flatMap(set =>
    set.migrations.flatMap(({ to, removed = {}, renamed = {} }) =>
      [...owners].flatMap(([key, { owner }]) => {
        const isGone =
          [key, ...sectionsOf(key)].some(path => Object.hasOwn(removed, path)) ||
          Object.hasOwn(renamed, key);
        return isGone && owner !== set.owner
          ? [`${key} is a field of ${owner}, and version ${to} of ${set.owner} took it away`]
          : [];
      }),
    ),
  );
}

/** The paths of the sections that a key is in, the outermost first. */
function sectionsOf(key: string): string[] {
  const names = key.split('.');
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join('.'));
}
