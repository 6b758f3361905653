import type { ConfigFields } from './field.ts';
import type { ConfigFieldSet } from './field-set.ts';
import { isMapping } from './mapping.ts';

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
 *   clashes together
 * @throws TypeError when one of them is not a set
 */
export function combineConfigFields(sets: readonly ConfigFieldSet[]): ConfigRegistry {
  checkSets(sets);
  const owners = new Map<string, ConfigFieldSet>();
  const shared: Clash[] = [];
  for (const set of sets) {
    for (const key of Object.keys(set.fields)) {
      const other = owners.get(key);
      if (other === undefined) owners.set(key, set);
      else if (other.owner !== set.owner) {
        const reason = `${other.owner} and ${set.owner} have the same keys. Keep each in one set`;
        shared.push({ key, reason });
      }
    }
  }
  const clashes = [
    ...findRepeatedOwners(sets),
    ...group([...shared, ...findSectionClashes(owners), ...findFormerKeyClashes(owners, sets)]),
  ];
  if (clashes.length > 0) {
    const separator = clashes.length === 1 ? ' ' : '\n  ';
    throw new Error(
      ['These sets of configuration fields cannot be combined:', ...clashes].join(separator),
    );
  }
  const fields = Object.fromEntries(sets.flatMap(set => Object.entries(set.fields)));
  return Object.freeze({
    sets: Object.freeze([...sets]),
    fields: Object.freeze(fields),
    ownerOf: (key: string) => owners.get(key),
  });
}

/** A key that two sets cannot both have, and why: a sentence without its end. */
interface Clash {
  readonly key: string;
  readonly reason: string;
}

/** More keys of one clash are counted: two versions of one set share nearly all. */
const shownKeys = 3;

/** One sentence for each reason, with its keys. */
function group(clashes: readonly Clash[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { key, reason } of clashes) {
    byReason.set(reason, [...(byReason.get(reason) ?? []), key]);
  }
  return [...byReason].map(([reason, keys]) => {
    const more = keys.length > shownKeys ? ` and ${keys.length - shownKeys} more` : '';
    return `${reason}: ${keys.slice(0, shownKeys).join(', ')}${more}.`;
  });
}

/** JavaScript may pass a module, or a definition, in place of a set. */
function checkSets(sets: readonly ConfigFieldSet[]): void {
  if (!Array.isArray(sets)) {
    throw new TypeError('combineConfigFields needs a list of sets, such as [boostFieldSet].');
  }
  for (const [index, set] of sets.entries()) {
    const isSet =
      isMapping(set) &&
      typeof set['owner'] === 'string' &&
      isMapping(set['fields']) &&
      Array.isArray(set['migrations']);
    if (!isSet) {
      throw new TypeError(
        `combineConfigFields: number ${index + 1} in the list is not a set of fields. Pass what defineConfigFields returns.`,
      );
    }
  }
}

function findRepeatedOwners(sets: readonly ConfigFieldSet[]): string[] {
  const names = sets.map(({ owner }) => owner);
  const repeated = names.filter((name, index) => names.indexOf(name) < index);
  return [...new Set(repeated)].map(
    name => `The list has two sets of ${name}. Pass one set of each owner.`,
  );
}

/** One set's value would take the place of the other set's section. */
function findSectionClashes(owners: ReadonlyMap<string, ConfigFieldSet>): Clash[] {
  return [...owners].flatMap(([key, { owner }]) =>
    sectionsOf(key).flatMap(section => {
      const other = owners.get(section);
      if (other === undefined) return [];
      const reason = `${section} is a field of ${other.owner}, and ${owner} has keys below it. Rename the field or the keys`;
      return [{ key, reason }];
    }),
  );
}

/** What one set had removed would be migrated away where another set has it. */
function findFormerKeyClashes(
  owners: ReadonlyMap<string, ConfigFieldSet>,
  sets: readonly ConfigFieldSet[],
): Clash[] {
  return sets.flatMap(set =>
    set.migrations.flatMap(({ to, removed = {}, renamed = {} }) =>
      [...owners].flatMap(([key, { owner }]) => {
        const isGone =
          [key, ...sectionsOf(key)].some(path => Object.hasOwn(removed, path)) ||
          Object.hasOwn(renamed, key);
        const reason = `${owner} has keys that version ${to} of ${set.owner} removed or renamed. Rename them`;
        return isGone && owner !== set.owner ? [{ key, reason }] : [];
      }),
    ),
  );
}

/** The paths of the sections that a key is in, the outermost first. */
function sectionsOf(key: string): string[] {
  const names = key.split('.');
  return names.slice(1).map((_, index) => names.slice(0, index + 1).join('.'));
}
