import type { ConfigFieldMeta, ConfigFieldSet } from '@rhdh-boost/config-schema';
import { BoostConfigError, readConfigValue } from '@rhdh-boost/config-schema';
import { Abort } from './guarded-store.ts';
import { frozenCopy, isSameValue, isTooDeep, throughJson } from './json-value.ts';
import {
  type GroupChanges,
  migrateGroup,
  mostAttempts,
  type OverrideAccess,
} from './migrate-group.ts';
import { ConfigOverrideError } from './override-error.ts';
import type { NewOverride } from './override-store.ts';
import { noEncryptionSecret } from './reencrypt.ts';
import { sectionOf } from './stored-keys.ts';
import { writeStoredValue } from './stored-value.ts';
import { isMarked } from './value-cipher.ts';

/**
 * Checks and writes an override, under today's version.
 *
 * @returns the value as its field reads it, frozen
 */
export async function writeOverride(
  access: OverrideAccess,
  key: string,
  raw: unknown,
): Promise<unknown> {
  const { set } = overridable(access, key);
  const value = checkValue(access, key, raw);
  const override = writeStoredValue({ key, value, version: set.version }, access);
  if (override === undefined) throw noEncryptionSecret();
  const versionKey = access.keys.versionKeyOf(key);
  if (versionKey === undefined)
    await access.store.transaction(transaction => transaction.put(override));
  else await writeInGroup(access, versionKey, set, override);
  return frozenCopy(value);
}

/** Removes an override, under its former names too; says whether there was one. */
export async function removeOverride(access: OverrideAccess, key: string): Promise<boolean> {
  overridable(access, key);
  // The oldest first: a row that another replica moves meanwhile is met again under its next name.
  const oldestFirst = access.keys.namesOf(key).toReversed();
  return access.store.transaction(async transaction => {
    let removed = 0;
    for (const name of oldestFirst) removed += await transaction.remove([name]);
    return removed > 0;
  });
}

function overridable(
  { keys }: OverrideAccess,
  key: string,
): { readonly field: ConfigFieldMeta; readonly set: ConfigFieldSet } {
  const field = keys.field(key);
  const set = keys.ownerOf(key);
  if (field === undefined || set === undefined) throw unknownKeyError({ keys }, key);
  if (field.configScope === 'yaml-only')
    throw new ConfigOverrideError({
      code: 'not_overridable',
      message: `${key} cannot be overridden.`,
      hint: 'Set it in app-config, and restart the backend.',
    });
  if (keys.isVersionKey(key))
    throw new ConfigOverrideError({
      code: 'not_overridable',
      message: `${key} is the version of what is stored below ${sectionOf(key)}.`,
      hint: 'It is written by reconcile, and together with each setting below that section.',
    });
  return { field, set };
}

/** The error for a key that the registry does not have; it suggests the nearest one. */
export function unknownKeyError(
  { keys }: Pick<OverrideAccess, 'keys'>,
  key: string,
): BoostConfigError {
  return new BoostConfigError(readConfigValue(key, undefined, keys.registry).problems ?? []);
}

/** The value as its field reads it, which must be the same again when it comes back out of the store. */
function checkValue({ keys }: OverrideAccess, key: string, raw: unknown): unknown {
  const { value, problems } = readConfigValue(key, raw, keys.registry);
  if (problems !== undefined) throw new BoostConfigError(problems);
  const stored = raw === null ? undefined : throughJson(value);
  const isReadable = keys.field(key)?.sensitive === true || !isMarked(value);
  if (stored !== undefined && isReadable && !isTooDeep(stored.value)) {
    const again = readConfigValue(key, stored.value, keys.registry);
    if (again.problems === undefined && isSameValue(again.value, value)) return again.value;
  }
  throw new ConfigOverrideError({
    code: 'not_storable',
    message: `The value for ${key} cannot be stored: it does not come back from JSON as it was.`,
    hint: 'Give text, a number, a boolean, or lists and objects of these. To remove an override, unset it.',
  });
}

/** The version row is written first, in the same transaction: it locks the group against a migration. */
async function writeInGroup(
  access: OverrideAccess,
  versionKey: string,
  set: ConfigFieldSet,
  override: NewOverride,
): Promise<void> {
  const stamp = { key: versionKey, value: JSON.stringify(set.version), schemaVersion: set.version };
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const { row, version } = await groupToWriteIn(access, versionKey, set);
    if (version.state !== 'current') throw versionConflict(versionKey);
    try {
      await access.store.transaction(async transaction => {
        const isLocked =
          row === undefined
            ? await transaction.insert(stamp)
            : await transaction.replace(row, stamp);
        if (!isLocked) throw new Abort('conflict');
        await transaction.put(override);
      });
      return;
    } catch (error) {
      if (!(error instanceof Abort)) throw error;
    }
  }
  throw new ConfigOverrideError({
    code: 'conflict',
    message: `Others wrote below ${sectionOf(versionKey)} each time the value was to be written.`,
    hint: 'Try again.',
  });
}

/** A group of an earlier version is migrated first. One that holds nothing yet begins at today's version. */
async function groupToWriteIn(access: OverrideAccess, versionKey: string, set: ConfigFieldSet) {
  const rows = await access.store.read();
  const isEmpty = !rows.some(
    row => row.key === versionKey || access.keys.versionKeyOf(row.key) === versionKey,
  );
  if (isEmpty) return { row: undefined, version: { state: 'current' as const } };
  const changes: GroupChanges = new Map();
  const group = await migrateGroup(access, versionKey, set, changes);
  for (const [key, { rejected }] of changes)
    if (rejected !== undefined) access.reporter.rowRejected(key, rejected.code, rejected.reason);
  return group;
}

function versionConflict(versionKey: string): ConfigOverrideError {
  return new ConfigOverrideError({
    code: 'version_conflict',
    message: `What is stored below ${sectionOf(versionKey)} is of another version than this backend's, and cannot be migrated by it.`,
    hint: 'Update this backend where a newer one wrote it; otherwise run reconcile and correct what it reports. A secret that Boost 0.8 encrypted may need reencrypt first.',
  });
}
