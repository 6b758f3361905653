import { type ConfigFieldSet, readConfigValue } from '@rhdh-boost/config-schema';
import type { StoredOverride } from './override-store.ts';
import type { StoredKeys } from './stored-keys.ts';

/**
 * The version that a value was stored under, held against its set's.
 * - `behind`, `current`, `ahead`: an earlier one, the same, a later one.
 * - `unreadable`: the row says something that is no version.
 */
export interface StoredVersion {
  readonly state: 'behind' | 'current' | 'ahead' | 'unreadable';
  /** The version; today's where it cannot be read. */
  readonly version: number;
}

/** The rows that hold the version of what stands beside them, by key. */
export type VersionRows = ReadonlyMap<string, StoredOverride>;

/** Picks the version rows out of rows that were read. */
export function versionRowsOf(keys: StoredKeys, rows: readonly StoredOverride[]): VersionRows {
  return new Map(rows.filter(row => keys.isVersionKey(row.key)).map(row => [row.key, row]));
}

/** The version of one row: that of its group where it has one, its own otherwise. */
export function versionOfRow(
  keys: StoredKeys,
  set: ConfigFieldSet,
  row: StoredOverride,
  versionRows: VersionRows,
): StoredVersion {
  if (keys.isVersionKey(row.key)) return { state: 'current', version: set.version };
  const versionKey = keys.versionKeyOf(row.key);
  if (versionKey !== undefined) return versionOfGroup(keys, set, versionRows.get(versionKey));
  return isVersion(row.schemaVersion)
    ? compare(row.schemaVersion, set.version)
    : { state: 'unreadable', version: set.version };
}

/**
 * The version of a group by its version row. Without a row it is 1: a group is stamped from its
 * first migration on.
 */
export function versionOfGroup(
  keys: StoredKeys,
  set: ConfigFieldSet,
  versionRow: StoredOverride | undefined,
): StoredVersion {
  if (versionRow === undefined) return compare(1, set.version);
  const { value } = readConfigValue(
    versionRow.key,
    parseJson(versionRow.value)?.value,
    keys.registry,
  );
  return isVersion(value)
    ? compare(value, set.version)
    : { state: 'unreadable', version: set.version };
}

/** What a text holds as JSON; undefined when it is none. */
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

function compare(version: number, today: number): StoredVersion {
  if (version === today) return { state: 'current', version };
  return { state: version < today ? 'behind' : 'ahead', version };
}
