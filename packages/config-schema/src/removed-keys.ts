import { ownerName } from '@rhdh-boost/internal/owner-name';
import { findPrototypeNames, isMapping, type Mapping, readEntries } from './mapping.ts';
import { formatConfigPath } from './path.ts';
import type { BoostConfigProblem } from './problem.ts';
import type { RegistryIndex, RemovedKey } from './registry-index.ts';

/** Whether the configuration that is read sets a key to a value. */
export type IsKeySet = (key: string) => boolean;

/**
 * What is wrong with a key that no field has any more: one problem for the key, or one for each
 * key below it. Empty when the key never was one, nor a section with such keys.
 *
 * @param isSet - whether the configuration sets a key, which a hint then does not ask for
 */
export function describeRemovedKeys(
  index: RegistryIndex,
  key: string,
  value: unknown,
  isSet: IsKeySet,
): BoostConfigProblem[] {
  const removed = index.removed.get(key);
  const names = isMapping(value)
    ? [...readEntries(value).map(([name]) => name), ...findPrototypeNames(value)]
    : [];
  if (removed !== undefined) {
    if (names.length === 0) return [describe(key.split('.'), removed, isSet)];
    return names.map(name =>
      describe([...key.split('.'), name], index.removed.get(joinKey(key, name)) ?? removed, isSet),
    );
  }
  return isMapping(value) && hasRemovedBelow(index, key)
    ? describeFormerSection(index, key, value, isSet)
    : [];
}

/** A section that is no more: what it never had is unknown, beside the keys that it had. */
function describeFormerSection(
  index: RegistryIndex,
  key: string,
  section: Mapping,
  isSet: IsKeySet,
): BoostConfigProblem[] {
  const described = readEntries(section).map(([name, value]) => ({
    name,
    problems: describeRemovedKeys(index, joinKey(key, name), value, isSet),
  }));
  if (described.every(({ problems }) => problems.length === 0)) return [];
  return described.flatMap(({ name, problems }) =>
    problems.length > 0 ? problems : [describeNeverThere(key, name)],
  );
}

function describeNeverThere(key: string, name: string): BoostConfigProblem {
  return {
    path: formatConfigPath([...key.split('.'), name]),
    code: 'unknown_key',
    message: 'is not a known key',
    hint: `Remove it. ${key} was removed as a whole and never had this key.`,
  };
}

/** The dotted path of a name; none for a name that has dots itself, since it is another key. */
export function joinKey(key: string, name: string): string {
  return name.includes('.') ? '' : `${key}.${name}`;
}

function hasRemovedBelow({ removed }: RegistryIndex, key: string): boolean {
  return [...removed.keys()].some(other => other.startsWith(`${key}.`));
}

function describe(
  path: readonly string[],
  { set, migration, replacement }: RemovedKey,
  isSet: IsKeySet,
): BoostConfigProblem {
  return {
    path: formatConfigPath(path),
    code: 'removed_key',
    message: `was removed in ${ownerName(set.owner)} version ${migration.to}: ${replacement}`,
    hint: `Run "boost-config migrate", or remove the key yourself${describePlaceholders(migration, isSet)}.`,
  };
}

function describePlaceholders(
  { placeholders = {}, placeholdersUnless = [] }: RemovedKey['migration'],
  isSet: IsKeySet,
): string {
  if (placeholdersUnless.some(isSet)) return '';
  const keys = Object.keys(placeholders).filter(key => !isSet(key));
  return keys.length === 0 ? '' : ` and set ${keys.join(', ')}`;
}
