import type { ConfigFieldSet } from '@rhdh-boost/config-schema';
import type { StoredOverride } from './override-store.ts';

/**
 * The version that a value has, compared with its set's.
 * - `behind`, `current`: an earlier one, the same.
 * - `ahead`: a later one, whose value this version reads in the same way.
 * - `newer`: a later one, whose value this version would read in another way: it must not be used.
 * - `unreadable`: the row contains no version.
 */
export interface StoredVersion {
  readonly state: 'behind' | 'current' | 'ahead' | 'newer' | 'unreadable';
  /** The version; today's where it cannot be read. */
  readonly version: number;
}

/** The version of a row. */
export function versionOfRow(set: ConfigFieldSet, row: StoredOverride): StoredVersion {
  const { schemaVersion, readableSince: since } = row;
  if (isVersion(since) && since > set.version)
    return { state: 'newer', version: isVersion(schemaVersion) ? schemaVersion : since };
  if (!isVersion(schemaVersion)) return { state: 'unreadable', version: set.version };
  if (schemaVersion === set.version) return { state: 'current', version: schemaVersion };
  return { state: schemaVersion < set.version ? 'behind' : 'ahead', version: schemaVersion };
}

/**
 * The oldest version of a set that reads a value of `version` in the same way, under this key: the last
 * one that renamed the key or changed its values, otherwise 1.
 */
export function readableSince(set: ConfigFieldSet, key: string, version: number): number {
  return set.migrations
    .filter(({ to }) => to <= version)
    .reduce((since, { to, renamed = {}, values = {} }) => {
      const isNew = Object.values(renamed).includes(key) || Object.hasOwn(values, key);
      return isNew ? to : since;
    }, 1);
}

/** What a text contains as JSON; undefined when it is none. */
export function parseJson(text: unknown): { readonly value: unknown } | undefined {
  if (typeof text !== 'string') return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function isVersion(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 1;
}
