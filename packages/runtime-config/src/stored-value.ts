import { type BoostConfigProblem, readConfigValue } from '@rhdh-boost/config-schema';
import { deepestNesting, isTooDeep } from './json-value.ts';
import { followKey, takeStep } from './migration-chain.ts';
import type { NewOverride, StoredOverride } from './override-store.ts';
import type { StoredKeys } from './stored-keys.ts';
import { parseJson, type StoredVersion, type VersionRows, versionOfRow } from './stored-version.ts';
import type { EncryptedForm, ValueCipher } from './value-cipher.ts';

/** What rows are read with. */
export interface StoredValueContext {
  readonly keys: StoredKeys;
  readonly cipher: ValueCipher;
  readonly versionRows: VersionRows;
}

/** What a migration made of a row, not yet written. */
export interface MigratedValue {
  readonly version: number;
  readonly key: string;
  readonly value: unknown;
}

/**
 * Why a row is not used.
 * - `unknown_key`: no set has the key, nor had it.
 * - `not_overridable`: the field is read from app-config alone.
 * - `removed_key`: a version of the set removed the key.
 * - `not_json`, `invalid_value`: the value is not what the field takes today.
 * - `undecryptable`: none of the secrets opens the value.
 * - `migration_failed`: a migration does not take the value.
 */
export type UnusableCode =
  | 'unknown_key'
  | 'not_overridable'
  | 'removed_key'
  | 'not_json'
  | 'invalid_value'
  | 'undecryptable'
  | 'migration_failed';

/** Why a row with a key that nobody has is not used. */
export const unknownKey = {
  code: 'unknown_key',
  reason: 'no set of fields that is installed has the key',
} as const;

/** What a row is worth today. */
export type StoredReading = {
  /** The key that the row's value has today. */
  readonly key: string;
  /** The version that it was stored under. */
  readonly version: StoredVersion;
  /** The migrations that it still needs and that take it, each with what it makes of the value. */
  readonly steps: readonly MigratedValue[];
} & (
  | {
      readonly value: unknown;
      readonly form: EncryptedForm | undefined;
      readonly unusable?: undefined;
    }
  | { readonly unusable: { readonly code: UnusableCode; readonly reason: string } }
);

/** Reads one row as it would be after every migration: opened, migrated and checked. */
export function readStoredValue(row: StoredOverride, context: StoredValueContext): StoredReading {
  const { keys, cipher, versionRows } = context;
  const set = keys.ownerOf(row.key);
  if (set === undefined) return ofNobody(row);
  const version = versionOfRow(keys, set, row, versionRows);
  const from = version.state === 'behind' ? version.version : set.version;
  const chain = followKey(set, row.key, from);
  const steps: MigratedValue[] = [];
  const unusable = (code: UnusableCode, reason: string): StoredReading => ({
    key: chain.key,
    version,
    steps,
    unusable: { code, reason },
  });
  if (chain.removed !== undefined)
    return unusable(
      'removed_key',
      `version ${chain.removed.in} removed it: ${chain.removed.replacement}`,
    );
  const field = keys.field(chain.key);
  if (field === undefined) return ofNobody(row);
  if (field.configScope === 'yaml-only')
    return unusable('not_overridable', 'the field is read from app-config alone');
  const parsed = parseJson(row.value);
  if (parsed === undefined) return unusable('not_json', 'the value is not JSON');
  const opened =
    field.sensitive === true
      ? cipher.decrypt(row.key, parsed.value)
      : { value: parsed.value, form: undefined };
  if (opened === undefined)
    return unusable('undecryptable', 'no secret that is configured opens the value');
  if (isTooDeep(opened.value))
    return unusable('invalid_value', `the value is nested deeper than ${deepestNesting} levels`);
  let { value } = opened;
  for (const step of chain.steps) {
    const taken = takeStep(step, value);
    if (taken === undefined)
      return unusable('migration_failed', `the migration to version ${step.to} does not take it`);
    value = taken.value;
    steps.push({ version: step.to, key: step.key, value });
  }
  const reading = readConfigValue(chain.key, value, keys.registry);
  if (reading.problems !== undefined)
    return unusable('invalid_value', sayProblems(reading.problems));
  if (reading.value === undefined) return unusable('invalid_value', 'the value is none');
  return { key: chain.key, version, steps, value: reading.value, form: opened.form };
}

/**
 * The row for a value, encrypted where its field is sensitive; undefined when there is no secret to
 * encrypt with.
 */
export function writeStoredValue(
  { version, key, value }: MigratedValue,
  { keys, cipher }: Pick<StoredValueContext, 'keys' | 'cipher'>,
  isSensitive: boolean = keys.field(key)?.sensitive === true,
): NewOverride | undefined {
  if (!isSensitive) return { key, value: JSON.stringify(value), schemaVersion: version };
  if (!cipher.canEncrypt) return undefined;
  return { key, value: JSON.stringify(cipher.encrypt(key, value)), schemaVersion: version };
}

function ofNobody({ key }: StoredOverride): StoredReading {
  return { key, version: { state: 'unreadable', version: 0 }, steps: [], unusable: unknownKey };
}

function sayProblems(problems: readonly BoostConfigProblem[]): string {
  return problems.map(({ path, message }) => `${path} ${message}`).join('; ');
}
