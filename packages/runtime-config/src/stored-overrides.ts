import { frozenCopy } from './json-value.ts';
import { type ProblemReporter } from './override-problem.ts';
import type { StoredOverride } from './override-store.ts';
import type { StoredKeys } from './stored-keys.ts';
import { keyToday, readStoredValue } from './stored-value.ts';
import { versionRowsOf } from './stored-version.ts';
import type { ValueCipher } from './value-cipher.ts';

/** What readers of overrides share. */
export interface OverrideReadingOptions {
  readonly keys: StoredKeys;
  readonly cipher: ValueCipher;
  readonly reporter: ProblemReporter;
  /** Whether sensitive values are read too. */
  readonly withSensitive: boolean;
}

/**
 * The values of the rows that are of use today, by today's key. A row that is not is told of and left
 * out, so that one bad row does not keep a backend from its other settings. Rows that nobody asked
 * for, such as those of a module that is not installed, are not told of: `reconcile` does that.
 */
export function readOverrides(
  rows: readonly StoredOverride[],
  { keys, cipher, reporter, withSensitive }: OverrideReadingOptions,
): Map<string, unknown> {
  const values = new Map<string, unknown>();
  const context = { keys, cipher, versionRows: versionRowsOf(keys, rows) };
  const taken = new Set<string>();
  // A row under today's name decides, also when it is of no use, before one under a former name.
  for (const row of keys.latestNamesFirst(rows)) {
    // Not even opened: the cache holds no sensitive value.
    if (!withSensitive && keys.field(keyToday(row, context))?.sensitive === true) continue;
    const reading = readStoredValue(row, context);
    if (reading.unusable?.code === 'unknown_key' || taken.has(reading.key)) continue;
    taken.add(reading.key);
    if (reading.unusable === undefined) {
      reporter.rowUsed(row.key);
      values.set(reading.key, frozenCopy(reading.value));
    } else {
      reporter.rowIgnored(row, reading.unusable.code, reading.unusable.reason);
    }
  }
  return values;
}
