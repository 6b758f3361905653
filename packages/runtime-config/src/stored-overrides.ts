import { frozenCopy } from './json-value.ts';
import type { ProblemReporter } from './override-problem.ts';
import type { StoredOverride } from './override-store.ts';
import type { StoredKeys } from './stored-keys.ts';
import { keyToday, readStoredValue, type StoredValueContext } from './stored-value.ts';

/** What readers of overrides share. */
export interface OverrideReadingOptions extends StoredValueContext {
  readonly reporter: ProblemReporter;
  /** Whether sensitive values are read too. */
  readonly withSensitive: boolean;
}

/**
 * The values of the rows that are of use today, by today's key. A row that is not is reported and left
 * out, so that one bad row does not keep a backend from its other settings. Rows of modules that are not
 * installed are not reported: `reconcile` does that.
 */
export function readOverrides(
  rows: readonly StoredOverride[],
  { keys, cipher, reporter, withSensitive }: OverrideReadingOptions,
): Map<string, unknown> {
  const values = new Map<string, unknown>();
  const taken = new Set<string>();
  for (const row of newestFirst(rows, keys)) {
    // Not even opened: the cache contains no sensitive value.
    if (!withSensitive && keys.field(keyToday(row, keys))?.sensitive === true) continue;
    const { key, ...reading } = readStoredValue(row, { keys, cipher });
    if (reading.unusable?.code === 'unknown_key') continue;
    if (taken.has(key)) {
      reporter.rowIgnored(row, 'superseded', supersededReason(key));
    } else if (reading.unusable === undefined) {
      reporter.rowUsed(row.key);
      values.set(key, frozenCopy(reading.value));
    } else {
      reporter.rowIgnored(row, reading.unusable.code, reading.unusable.reason);
    }
    taken.add(key);
  }
  return values;
}

/**
 * The rows in the order in which they decide, also when they cannot be used: of several names of one key
 * the one that was written last, by the time of the database. During a rollout an old replica writes under
 * a former name, and what an administrator set last applies.
 */
export function newestFirst(rows: readonly StoredOverride[], keys: StoredKeys): StoredOverride[] {
  const byName = keys.latestNamesFirst(rows);
  return byName.toSorted((a, b) =>
    a.updatedAt < b.updatedAt ? 1 : a.updatedAt > b.updatedAt ? -1 : 0,
  );
}

/** The rows of a key under all of its names, the one that decides first. */
export function rowsOfKey(
  rows: readonly StoredOverride[],
  key: string,
  keys: StoredKeys,
): StoredOverride[] {
  return newestFirst(
    rows.filter(row => keyToday(row, keys) === key),
    keys,
  );
}

/** Why a row is not used when a newer one of the same key exists. */
export function supersededReason(key: string): string {
  return `a newer value of ${key} is stored`;
}
