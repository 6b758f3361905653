import type { ConfigFieldSet } from '@rhdh-boost/config-schema';
import { BoostConfigError, readConfigValue } from '@rhdh-boost/config-schema';
import { isSameValue, isTooDeep, throughJson } from './json-value.ts';
import type { OverrideAccess } from './override-access.ts';
import { ConfigOverrideError } from './override-error.ts';
import type { NewOverride } from './override-store.ts';
import { longestKey } from './override-tables.ts';
import { type StoredKeys, sectionOf } from './stored-keys.ts';
import { problemsOfNone } from './stored-value.ts';
import { isMarked } from './value-cipher.ts';

/**
 * The set of a key that can be overridden.
 *
 * @throws BoostConfigError for a key that the registry does not have
 * @throws ConfigOverrideError `not_overridable`
 */
export function overridable({ keys }: OverrideAccess, key: string): ConfigFieldSet {
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
      hint: 'It cannot be written: each stored value has its own version.',
    });
  return set;
}

/**
 * Checks that a row fits into its table, and that its value is not larger than its field's limit.
 *
 * @throws ConfigOverrideError `too_large` or `not_storable`
 */
export function checkSize(
  { keys }: Pick<OverrideAccess, 'keys'>,
  { key, value }: Pick<NewOverride, 'key' | 'value'>,
): void {
  if (key.length > longestKey)
    throw new ConfigOverrideError({
      code: 'not_storable',
      message: `A key of ${key.length} characters cannot be overridden: ${key.slice(0, 48)}…`,
      hint: `Give the field a key of at most ${longestKey} characters.`,
    });
  const excess = keys.limits.excess(key, Buffer.byteLength(value));
  if (excess === undefined) return;
  throw new ConfigOverrideError({
    code: 'too_large',
    message: `The value for ${key} is too large: ${excess}.`,
    hint: 'Set a smaller value. If the field needs larger ones, raise the option maxValueBytes for its key.',
  });
}

/** The error for a key that the registry does not have; it suggests the nearest one. */
export function unknownKeyError(
  { keys }: Pick<OverrideAccess, 'keys'>,
  key: string,
): BoostConfigError {
  return new BoostConfigError(readConfigValue(key, undefined, keys.registry).problems ?? []);
}

/** The value as its field reads it, which must be the same again when it comes back out of the store. */
export function checkValue({ keys }: OverrideAccess, key: string, raw: unknown): unknown {
  if (raw === null) return checkNone(keys, key);
  const { value, problems } = readConfigValue(key, raw, keys.registry);
  if (problems !== undefined) throw new BoostConfigError(problems);
  const stored = throughJson(value);
  const isReadable = keys.field(key)?.sensitive === true || !isMarked(value);
  if (stored !== undefined && isReadable && !isTooDeep(stored.value)) {
    const again = readConfigValue(key, stored.value, keys.registry);
    if (again.problems === undefined && isSameValue(again.value, value)) return again.value;
  }
  throw new ConfigOverrideError({
    code: 'not_storable',
    message: `The value for ${key} cannot be stored: it does not come back from JSON as it was.`,
    hint: 'Set text, a number, a boolean, or lists and objects of these. To remove an override, unset it.',
  });
}

function checkNone(keys: StoredKeys, key: string): null {
  const problems = problemsOfNone(key, keys);
  if (problems !== undefined) throw new BoostConfigError(problems);
  return null;
}
