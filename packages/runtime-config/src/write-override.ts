import type { ConfigFieldMeta, ConfigFieldSet } from '@rhdh-boost/config-schema';
import { BoostConfigError, readConfigValue } from '@rhdh-boost/config-schema';
import { frozenCopy, isSameValue, isTooDeep, throughJson } from './json-value.ts';
import type { OverrideAccess } from './override-access.ts';
import { ConfigOverrideError } from './override-error.ts';
import { noEncryptionSecret } from './reencrypt.ts';
import { sectionOf } from './stored-keys.ts';
import { writeStoredValue } from './stored-value.ts';
import { isMarked } from './value-cipher.ts';
import { recordRemoval, recordWrite } from './write-record.ts';

/**
 * Checks and writes an override, under today's version.
 *
 * @returns the value as its field reads it, frozen, and the revision of its row
 */
export async function writeOverride(
  access: OverrideAccess,
  key: string,
  raw: unknown,
): Promise<{ readonly value: unknown; readonly revision: string }> {
  const { set } = overridable(access, key);
  const value = checkValue(access, key, raw);
  const override = writeStoredValue({ key, value, version: set.version }, access);
  if (override === undefined) throw noEncryptionSecret();
  const next = { ...override, updatedBy: access.actor };
  const { revision } = await access.store.write(async write => {
    const [before] = await write.read([key]);
    return recordWrite(access, write, { action: 'set', before, next });
  });
  return { value: frozenCopy(value), revision };
}

/** Removes an override, under its former names too; says whether there was one. */
export async function removeOverride(access: OverrideAccess, key: string): Promise<boolean> {
  overridable(access, key);
  return access.store.write(async write => {
    const rows = await write.read(access.keys.namesOf(key));
    for (const row of rows) {
      await write.remove(row.key);
      await recordRemoval(access, write, row);
    }
    return rows.length > 0;
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
      hint: 'It cannot be written: each stored value has a version of its own.',
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
