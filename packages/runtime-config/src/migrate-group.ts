import type { ConfigFieldSet } from '@rhdh-boost/config-schema';
import { Abort } from './guarded-store.ts';
import { followKey } from './migration-chain.ts';
import type { ProblemReporter } from './override-problem.ts';
import type { OverrideStore, OverrideTransaction, StoredOverride } from './override-store.ts';
import type { StoredKeys } from './stored-keys.ts';
import {
  isLegacyRow,
  readStoredValue,
  type UnusableCode,
  writeStoredValue,
} from './stored-value.ts';
import {
  parseJson,
  type StoredVersion,
  type VersionRows,
  versionOfGroup,
} from './stored-version.ts';
import type { ValueCipher } from './value-cipher.ts';

/** What changes rows works with. */
export interface OverrideAccess {
  readonly store: OverrideStore;
  readonly keys: StoredKeys;
  readonly cipher: ValueCipher;
  readonly reporter: ProblemReporter;
}

/** How often a row or group is tried again that others write at the same time. */
export const mostAttempts = 20;

/** The version row of a group as it was found, and what it says. */
export interface GroupVersion {
  readonly row: StoredOverride | undefined;
  readonly version: StoredVersion;
}

/** What became of a row of a group, by the key that it had at first. */
export type GroupChanges = Map<string, GroupChange>;

/** A row that was brought to another version, or moved aside. */
export interface GroupChange {
  /** The key that it has now. */
  readonly key: string;
  /** Why it was moved aside; undefined when it was migrated. */
  readonly rejected?: { readonly code: UnusableCode; readonly reason: string };
}

/** Reads the version row of a group. */
async function readGroupVersion(
  { store, keys }: OverrideAccess,
  versionKey: string,
  set: ConfigFieldSet,
): Promise<GroupVersion> {
  const [row] = await store.read([versionKey]);
  return { row, version: versionOfGroup(keys, set, row) };
}

/**
 * Migrates all rows of a group together, version by version, each in one transaction with the
 * version row. That row is written first: it locks the group, so that of several replicas one goes
 * on, and no value is stored under the old version meanwhile.
 *
 * @param changes - gets what became of the rows
 * @returns the version that was reached: today's, or the last one that took all rows; also an
 *   earlier one when others wrote the group again and again
 */
export async function migrateGroup(
  access: OverrideAccess,
  versionKey: string,
  set: ConfigFieldSet,
  changes: GroupChanges,
): Promise<GroupVersion> {
  let group = await readGroupVersion(access, versionKey, set);
  for (let attempt = 0; group.version.state === 'behind' && attempt < mostAttempts; ) {
    const failure = await stepGroup(access, versionKey, set, group, changes);
    if (failure === 'failed') return group;
    if (failure === 'conflict') attempt += 1;
    group = await readGroupVersion(access, versionKey, set);
  }
  return group;
}

/** Why a group was not brought to another version. */
type StepFailure = 'failed' | 'conflict';

async function stepGroup(
  access: OverrideAccess,
  versionKey: string,
  set: ConfigFieldSet,
  { row: versionRow, version: { version } }: GroupVersion,
  changes: GroupChanges,
): Promise<StepFailure | undefined> {
  const to = set.migrations.find(migration => migration.to > version)?.to ?? set.version;
  const versionRows = new Map(versionRow && [[versionKey, versionRow]]);
  try {
    const taken = await access.store.transaction(async transaction => {
      const stamp = { key: versionKey, value: JSON.stringify(to), schemaVersion: to };
      const isStamped =
        versionRow === undefined
          ? await transaction.insert(stamp)
          : await transaction.replace(versionRow, stamp);
      if (!isStamped) throw new Abort<StepFailure>('conflict');
      const rows = await transaction.read();
      const stepped: (readonly [key: string, change: GroupChange])[] = [];
      // A row under a former name is moved aside before the later one that keeps it from its place.
      for (const row of access.keys.latestNamesFirst(rows).toReversed()) {
        if (access.keys.versionKeyOf(row.key) !== versionKey) continue;
        const change = await stepRow(access, transaction, set, row, {
          from: version,
          to,
          versionRows,
        });
        if (change !== undefined) stepped.push([row.key, change]);
      }
      return stepped;
    });
    changes.set(versionKey, { key: versionKey });
    for (const [key, change] of taken) noteChange(changes, key, change);
    return undefined;
  } catch (error) {
    if (error instanceof Abort) return error.reason;
    throw error;
  }
}

/** A row that was renamed before is still told of by the key that it had at first. */
function noteChange(changes: GroupChanges, key: string, change: GroupChange): void {
  const [first = key] = [...changes].find(([, { key: now }]) => now === key) ?? [];
  changes.set(first, change);
}

/**
 * Migrates one row of a group by one version; undefined for a row that the version leaves alone. A
 * row that would be moved aside after a later version is moved aside before the first that changes
 * it: what was stored is kept, not what migrations made of it.
 */
async function stepRow(
  { keys, cipher }: OverrideAccess,
  transaction: OverrideTransaction,
  set: ConfigFieldSet,
  row: StoredOverride,
  { from, to, versionRows }: GroupStep,
): Promise<GroupChange | undefined> {
  const due = followKey(set, row.key, from, to);
  const isLeftAlone = due.removed === undefined && due.steps.length === 0;
  // Its version is the group's, and the row must stay as Boost encrypted it: the group waits.
  if (!isLeftAlone && isLegacyRow(row, cipher)) throw new Abort<StepFailure>('failed');
  const isSensitive = keys.field(followKey(set, row.key, from).key)?.sensitive === true;
  const reject = async (code: UnusableCode, reason: string): Promise<GroupChange> => {
    if (!(await transaction.reject(row, reason))) throw new Abort<StepFailure>('conflict');
    return { key: row.key, rejected: { code, reason } };
  };
  const reading = readStoredValue(row, { keys, cipher, versionRows });
  // After this step nobody could tell that the value was written before its field was sensitive.
  const isToEncrypt = isLeftAlone && reading.form === 'plain';
  if (isLeftAlone && !isToEncrypt) return undefined;
  const stored = { version: to, key: row.key, value: parseJson(row.value)?.value };
  const step = isToEncrypt ? stored : reading.steps[0];
  const { unusable } = reading;
  if (unusable !== undefined && !mayBeMended.has(unusable.code))
    return reject(unusable.code, unusable.reason);
  if (step === undefined) throw new Abort<StepFailure>('failed');
  const next = writeStoredValue(step, { keys, cipher }, isSensitive);
  if (next === undefined) throw new Abort<StepFailure>('failed');
  if (await transaction.replace(row, next)) return { key: step.key };
  const [rival] = step.key === row.key ? [] : await transaction.read([step.key]);
  if (rival === undefined) throw new Abort<StepFailure>('conflict');
  return reject('removed_key', renamedTwice(step.key));
}

/** What a secret that comes back, or another value, would mend: the group waits for it. */
const mayBeMended: ReadonlySet<UnusableCode> = new Set([
  'undecryptable',
  'plain_text',
  'legacy_not_accepted',
  'migration_failed',
]);

/** One version that a group goes on. */
interface GroupStep {
  readonly from: number;
  readonly to: number;
  /** The group's version row as it was before the step. */
  readonly versionRows: VersionRows;
}

/** Why a row under a former name is moved aside where the new name has a row as well. */
export function renamedTwice(key: string): string {
  return `it is called ${key} now, which is set as well`;
}
