import { followKey } from './migration-chain.ts';
import { checkNames, optionNames } from './option-names.ts';
import type { OverrideAccess } from './override-access.ts';
import { ConfigOverrideError } from './override-error.ts';
import type { HistoryFilter, OverrideAction, StoredChange } from './override-store.ts';
import type { StoredKeys } from './stored-keys.ts';
import { parseJson } from './stored-version.ts';
import { mayBeSecret } from './write-record.ts';

/** Which changes are read. */
export interface ConfigHistoryQuery {
  /**
   * Those of one key, under its former names too.
   *
   * @defaultValue those of all keys
   */
  readonly key?: string | undefined;
  /**
   * How many at most, from 1 to 1000.
   *
   * @defaultValue 100
   */
  readonly limit?: number | undefined;
  /** Those before the entry with this `id`: the last one of the page before. */
  readonly before?: number | undefined;
}

/** One change of an override. */
export interface ConfigHistoryEntry {
  /** Orders the changes. */
  readonly id: number;
  /** The key as it was called then. */
  readonly key: string;
  /** What was done. */
  readonly action: OverrideAction;
  /** When, by the time of the database: ISO 8601 in UTC. */
  readonly at: string;
  /** Who asked for it; null where nobody was named. */
  readonly actor: string | null;
  /** The revision after the change, for `rollback`. */
  readonly revision: string;
  /**
   * Whether the value is or was a secret, or may be one because no set that is installed has the key. Its
   * values are not shown.
   */
  readonly sensitive: boolean;
  /**
   * The value before, as it was stored in the version of that time. Absent where there was no override, for
   * a secret, and where the value is larger than 16 KiB.
   */
  readonly from?: unknown;
  /** The value after, as `from`. */
  readonly to?: unknown;
  /** Whether a value is too large to be shown here. `rollback` uses it all the same. */
  readonly isShortened: boolean;
}

/** Larger values are left out of a list, in bytes. */
const mostBytesShown = 16 * 1024;
const mostEntries = 1000;

/**
 * The changes of a page, the newest first.
 *
 * @throws ConfigOverrideError `invalid_option`
 */
export async function readHistory(
  { store, keys }: OverrideAccess,
  query: ConfigHistoryQuery,
): Promise<ConfigHistoryEntry[]> {
  const changes = await store.readHistory(filterOf(query, keys));
  return changes.map(change => entryOf(change, keys));
}

function entryOf(change: StoredChange, keys: StoredKeys): ConfigHistoryEntry {
  const { id, key, action, changedAt: at, changedBy: actor, revision } = change;
  const entry = { id, key, action, at, actor, revision };
  if (isSecretChange(change, keys)) return { ...entry, sensitive: true, isShortened: false };
  const from = parseJson(change.fromValue);
  const to = parseJson(change.toValue);
  return {
    ...entry,
    sensitive: false,
    ...(from !== undefined && { from: from.value }),
    ...(to !== undefined && { to: to.value }),
    isShortened: Math.max(change.fromBytes, change.toBytes) > mostBytesShown,
  };
}

function filterOf(query: ConfigHistoryQuery, keys: StoredKeys): HistoryFilter {
  const { key, limit = 100, before } = checkNames(query, optionNames.history);
  if (key !== undefined && (typeof key !== 'string' || key.includes('\0')))
    throw wrong('key must be text without NUL characters.', 'Leave it out for all keys.');
  if (!Number.isInteger(limit) || limit < 1 || limit > mostEntries)
    throw wrong(`limit must be a whole number from 1 to ${mostEntries}.`, 'Leave it out for 100.');
  if (before !== undefined && !isId(before))
    throw wrong('before must be the id of an entry.', 'Leave it out for the newest entries.');
  return {
    ...(key !== undefined && { keys: keys.namesOf(key) }),
    ...(before !== undefined && { before }),
    limit,
    maxBytes: mostBytesShown,
  };
}

/** An id is a positive integer of PostgreSQL. */
function isId(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value < 2 ** 31;
}

function wrong(what: string, hint: string): ConfigOverrideError {
  const message = `The option ${what}`;
  return new ConfigOverrideError({ code: 'invalid_option', message, hint });
}

/** Whether the values of a change must not be shown: they were a secret then, or are one today. */
export function isSecretChange(change: StoredChange, keys: StoredKeys): boolean {
  if (change.sensitive) return true;
  const versions = [change.fromVersion, change.toVersion].filter(version => version !== null);
  const names = versions.map(version => keyTodayOf(change.key, version, keys));
  // A change without a version has no value, or one whose version cannot be read.
  return (names.length === 0 ? [change.key] : names).some(key => mayBeSecret(keys, key));
}

/** What a key is called today that a version of its set had. */
function keyTodayOf(key: string, version: number, keys: StoredKeys): string {
  const set = keys.ownerOf(key);
  return set === undefined ? key : followKey(set, key, version).key;
}

/**
 * Clears the values of fields in the history that have become secrets since: they were stored in the clear.
 * Nothing is locked or written when there are none.
 */
export async function clearSecretHistory({ store, keys }: OverrideAccess): Promise<void> {
  const secrets = Object.keys(keys.registry.fields).filter(key => mayBeSecret(keys, key));
  const filter = {
    keys: secrets.flatMap(key => keys.namesOf(key)),
    withValues: true,
    limit: mostEntries,
    maxBytes: 0,
  };
  for (let page = await store.readHistory(filter); page.length > 0; ) {
    const ids = page.filter(change => isSecretChange(change, keys)).map(({ id }) => id);
    if (ids.length > 0) await store.write(write => write.hideHistory(ids));
    const before = page.at(-1)?.id ?? 0;
    page = await store.readHistory({ ...filter, before });
  }
}
