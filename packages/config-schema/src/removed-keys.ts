import { findPrototypeNames, isMapping, readEntries } from './mapping.ts';
import { formatConfigPath } from './path.ts';
import type { BoostConfigProblem } from './problem.ts';
import type { RegistryIndex, RemovedKey } from './registry-index.ts';

/**
 * What is wrong with a key that no field has any more: one problem for the key, or one for each
 * key below it. Empty when the key never was one, nor a section with such keys.
 */
export function describeRemovedKeys(
  index: RegistryIndex,
  key: string,
  value: unknown,
): BoostConfigProblem[] {
  const removed = index.removed.get(key);
  const names = isMapping(value)
    ? [...readEntries(value).map(([name]) => name), ...findPrototypeNames(value)]
    : [];
  if (removed !== undefined) {
    if (names.length === 0) return [describe(key.split('.'), removed)];
    return names.map(name =>
      describe([...key.split('.'), name], index.removed.get(`${key}.${name}`) ?? removed),
    );
  }
  if (!isMapping(value) || !hasRemovedBelow(index, key)) return [];
  return readEntries(value).flatMap(([name, below]) =>
    describeRemovedKeys(index, `${key}.${name}`, below),
  );
}

function hasRemovedBelow({ removed }: RegistryIndex, key: string): boolean {
  return [...removed.keys()].some(other => other.startsWith(`${key}.`));
}

function describe(
  path: readonly string[],
  { set, migration, replacement }: RemovedKey,
): BoostConfigProblem {
  return {
    path: formatConfigPath(path),
    code: 'removed_key',
    message: `is a key of version ${migration.to - 1} of ${set.owner}; ${replacement}`,
    hint: `Run "boost-config migrate", or remove it yourself${describePlaceholders(migration)}.`,
  };
}

function describePlaceholders({ placeholders = {} }: RemovedKey['migration']): string {
  const keys = Object.keys(placeholders);
  return keys.length === 0 ? '' : ` and set ${keys.join(', ')}`;
}
