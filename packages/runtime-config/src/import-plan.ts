import { createHash } from 'node:crypto';
import { boostFieldSet, type ConfigFieldSet } from '@rhdh-boost/config-schema';
import type { ImportEntry, ImportSkipCode } from './import-report.ts';
import type { BoostRow } from './import-source.ts';
import { followKey } from './migration-chain.ts';
import type { NewOverride } from './override-store.ts';
import { longestKey } from './override-tables.ts';
import { keyAndSections, type StoredKeys, sectionOf } from './stored-keys.ts';
import { parseJson, readableSince } from './stored-version.ts';

/** What an import does with a row of Boost's table. */
export interface ImportPlan {
  readonly row: BoostRow;
  readonly entry: ImportEntry;
  /** The hash of the row, if this import decides about it for good. */
  readonly hash?: string;
  /** The override that it becomes. */
  readonly next?: Omit<NewOverride, 'updatedBy'>;
}

/** What the tables contain when an import is planned. */
export interface ImportState {
  /** The keys of all overrides. */
  readonly overrides: Iterable<string>;
  /** The hash of each row that an earlier import decided about, by key. */
  readonly imported: ReadonlyMap<string, string>;
}

/** What rows of Boost are judged by. */
export interface ImportRules {
  readonly keys: StoredKeys;
  /** The version of what Boost stores below a section, from its version rows. */
  readonly versions: ReadonlyMap<string, number>;
}

/** The largest integer of PostgreSQL. */
const lastVersion = 2 ** 31 - 1;

/** The version rows of Boost's connectors. A row that contains no version counts as 1, as in Boost. */
export function versionsOf(rows: readonly BoostRow[], keys: StoredKeys): Map<string, number> {
  return new Map(
    rows.flatMap(({ key, value }) =>
      typeof key === 'string' && isVersionRow(key, keys)
        ? [[sectionOf(key), versionOrFirst(parseJson(value)?.value)]]
        : [],
    ),
  );
}

/** Plans an import. A row under the later of two names of a key takes its place. */
export function planImport(
  rows: readonly BoostRow[],
  state: ImportState,
  rules: ImportRules,
): ImportPlan[] {
  const named = rows.map(row => ({ row, key: keyOf(row) ?? `(${typeof row.key})` }));
  const overrides = new Set(state.overrides);
  const plans: ImportPlan[] = [];
  for (const { row, key } of rules.keys.latestNamesFirst(named)) {
    const { entry, ...plan } = planRow(row, { ...state, overrides }, rules);
    if (plan.next !== undefined) overrides.add(key);
    plans.push({ row, entry: { key, ...entry }, ...plan });
  }
  return plans;
}

/** The rows that an earlier import decided about, and that Boost's table does not have any more. */
export function removedRows(
  rows: readonly BoostRow[],
  imported: ReadonlyMap<string, string>,
): ImportEntry[] {
  const present = new Set(rows.map(({ key }) => key));
  return [...imported.keys()]
    .filter(key => !present.has(key))
    .map(key => ({ key, outcome: 'removed', reason: 'the row is gone in Boost' }));
}

interface RowPlan extends Omit<ImportPlan, 'row' | 'entry'> {
  readonly entry: Omit<ImportEntry, 'key'>;
}

function planRow(
  row: BoostRow,
  { overrides, imported }: ImportState & { readonly overrides: ReadonlySet<string> },
  rules: ImportRules,
): RowPlan {
  const { keys } = rules;
  const key = keyOf(row);
  if (key === undefined)
    return skipped('bad_key', `a key is UTF-8 text of at most ${longestKey} characters`);
  if (isVersionRow(key, keys))
    return skipped('version_row', 'each row of its section is imported with its version');
  const hash = hashOf(row);
  const earlier = imported.get(key);
  if (earlier === hash) return { entry: { outcome: 'unchanged' } };
  if (earlier !== undefined)
    return {
      entry: { outcome: 'changed', reason: 'the row was changed in Boost since its import' },
    };
  const set = keys.ownerOf(key);
  const version = versionOf(key, row, set, rules);
  const { key: today, removed } =
    set === undefined ? { key, removed: undefined } : followKey(set, key, version);
  if (removed !== undefined)
    return skipped('removed_key', `version ${removed.in} removed it: ${removed.replacement}`);
  if (keys.field(today)?.configScope === 'yaml-only')
    return skipped('not_overridable', 'the field is read from app-config alone');
  const { value } = row;
  const parsed = parseJson(value);
  if (typeof value !== 'string' || parsed === undefined)
    return skipped('not_json', 'the value is not JSON');
  // Here it would clear the value of app-config. No field of Boost 0.8 accepts it, and each start removes it.
  if (parsed.value === null) return skipped('invalid_value', 'null is no value in Boost');
  const excess = keys.limits.excess(today, Buffer.byteLength(value));
  if (excess !== undefined) return skipped('too_large', excess);
  if (keys.namesOf(today).some(name => overrides.has(name)))
    return { ...skipped('set_here', `${today} has an override already`), hash };
  return {
    entry: { outcome: 'imported' },
    hash,
    next: {
      key,
      owner: set?.owner ?? null,
      value,
      schemaVersion: version,
      readableSince:
        set !== undefined && version <= set.version ? readableSince(set, key, version) : version,
    },
  };
}

function skipped(code: ImportSkipCode, reason: string): RowPlan {
  return { entry: { outcome: 'skipped', code, reason } };
}

/**
 * The version of its set that a value of Boost has. Each connector of Boost has a version row. Every other
 * row has the version of Boost's whole registry, up to 5 in Boost 0.8.2, which only the set of
 * Boost's own fields counts by. For any other set what Boost 0.8 wrote is its first version.
 */
function versionOf(
  key: string,
  { schemaVersion }: BoostRow,
  set: ConfigFieldSet | undefined,
  { versions }: ImportRules,
): number {
  const section = keyAndSections(sectionOf(key)).find(name => versions.has(name));
  const version = section === undefined ? undefined : versions.get(section);
  if (version !== undefined) return version;
  if (set?.owner !== boostFieldSet.owner) return 1;
  return Math.min(versionOrFirst(schemaVersion), set.version);
}

function versionOrFirst(value: unknown): number {
  const isVersion = Number.isInteger(value) && Number(value) >= 1 && Number(value) <= lastVersion;
  return isVersion ? Number(value) : 1;
}

/** Boost calls the version of a connector so. Those of a module that is not installed are rows of unknown keys. */
function isVersionRow(key: string, keys: StoredKeys): boolean {
  return keys.isVersionKey(key) || key.endsWith('.__schemaVersion');
}

/**
 * The key of a row; undefined for what the tables here could not contain. Bytes that are not UTF-8 are all
 * read as U+FFFD: rows whose keys differ in them would have the same key here.
 */
function keyOf({ key }: BoostRow): string | undefined {
  const isKey = typeof key === 'string' && key.length <= longestKey && !/[\0\ufffd]/.test(key);
  return isKey ? key : undefined;
}

/** A hash of a row as it is stored: of a secret, of its encrypted text. */
function hashOf({ value, schemaVersion }: BoostRow): string {
  const stored = JSON.stringify([String(value), String(schemaVersion)]);
  return createHash('sha256').update(stored).digest('base64url').slice(0, 22);
}
