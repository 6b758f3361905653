import {
  type BoostConfigProblem,
  type ConfigFieldSet,
  readConfigValue,
} from '@rhdh-boost/config-schema';
import { deepestNesting, isTooDeep } from './json-value.ts';
import { followKey, takeStep } from './migration-chain.ts';
import type { NewOverride, StoredOverride } from './override-store.ts';
import type { StoredKeys } from './stored-keys.ts';
import { parseJson, readableSince, type StoredVersion, versionOfRow } from './stored-version.ts';
import { type EncryptedForm, isMarked, mayBeEncrypted, type ValueCipher } from './value-cipher.ts';

/** What rows are read with. */
export interface StoredValueContext {
  readonly keys: StoredKeys;
  readonly cipher: ValueCipher;
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
 * - `not_json`, `invalid_value`: the field does not accept the value today.
 * - `undecryptable`: none of the secrets decrypts the value.
 * - `no_encryption_secret`: the value is encrypted, and `boost.encryptionSecret` is not set or cannot be used.
 * - `plain_text`: the field is a secret, and the value is not encrypted.
 * - `legacy_not_accepted`: Boost 0.8 encrypted the value, and the option `acceptLegacy` is false.
 * - `migration_failed`: a migration does not accept the value.
 * - `moved_aside`: the row was moved aside, and `reencrypt` leaves it as it is.
 * - `newer_version`: a later version wrote it, and this one would read it in another way.
 * - `superseded`: a newer value is stored under another name of the same key.
 * - `not_written`: the value is used, but the database refuses to change its row.
 * - `too_large`: the value is larger than `maxValueBytes`.
 */
export type UnusableCode =
  | 'unknown_key'
  | 'not_overridable'
  | 'removed_key'
  | 'not_json'
  | 'invalid_value'
  | 'undecryptable'
  | 'no_encryption_secret'
  | 'plain_text'
  | 'legacy_not_accepted'
  | 'migration_failed'
  | 'moved_aside'
  | 'newer_version'
  | 'superseded'
  | 'not_written'
  | 'too_large';

/** Why a row with a key that nobody has is not used. */
const unknownKey = {
  code: 'unknown_key',
  reason: 'no set of fields that is installed has the key',
} as const;

/** How a value was encrypted; `plain` for one that was written before its field was sensitive. */
export type StoredForm = EncryptedForm | 'plain';

/** What a row is worth today. */
export type StoredReading = {
  /** The key that the row's value has today. */
  readonly key: string;
  /** The version that it was stored under. */
  readonly version: StoredVersion;
  /** The migrations that it still needs and that accept it, each with the value that it returns. */
  readonly steps: readonly MigratedValue[];
  /** How a value that can be read was stored; undefined for a plain value of a plain field. */
  readonly form: StoredForm | undefined;
} & (
  | {
      /** The value as its field reads it; null for an override that says that the field has none. */
      readonly value: unknown;
      readonly unusable?: undefined;
    }
  | { readonly unusable: { readonly code: UnusableCode; readonly reason: string } }
);

/** Reads one row as it would be after every migration: opened, migrated and checked. */
export function readStoredValue(row: StoredOverride, context: StoredValueContext): StoredReading {
  const { keys, cipher } = context;
  const set = keys.ownerOf(row.key);
  if (set === undefined) return ofNobody(row, keys);
  const version = versionOfRow(set, row);
  const chain = followKey(set, row.key, version.version);
  const steps: MigratedValue[] = [];
  let form: StoredForm | undefined;
  const unusable = (code: UnusableCode, reason: string): StoredReading => ({
    key: chain.key,
    version,
    steps,
    form,
    unusable: { code, reason },
  });
  if (version.state === 'newer') return unusable('newer_version', newerVersion(set, row, version));
  if (chain.removed !== undefined)
    return unusable(
      'removed_key',
      `version ${chain.removed.in} removed it: ${chain.removed.replacement}`,
    );
  const field = keys.field(chain.key);
  if (field === undefined) return ofNobody(row, keys);
  if (field.configScope === 'yaml-only')
    return unusable('not_overridable', 'the field is read from app-config alone');
  if (keys.isVersionKey(chain.key))
    return unusable('not_overridable', 'each row has its own version');
  const excess = keys.limits.excess(chain.key, row.bytes);
  if (excess !== undefined) return unusable('too_large', excess);
  const parsed = parseJson(row.value);
  if (parsed === undefined) return unusable('not_json', 'the value is not JSON');
  const isSensitive = field.sensitive === true;
  const opened = openStored(cipher, row.key, parsed.value, isSensitive, chain.wasPlain);
  if (opened === undefined) {
    const { code, reason } = whyClosed(cipher, parsed.value);
    return unusable(code, reason);
  }
  form = opened.form;
  if (isTooDeep(opened.value))
    return unusable('invalid_value', `the value is nested deeper than ${deepestNesting} levels`);
  let { value } = opened;
  const isNone = value === null;
  for (const step of chain.steps) {
    const taken = isNone ? { value } : takeStep(step, value);
    if (taken === undefined)
      return unusable('migration_failed', `the migration to version ${step.to} does not accept it`);
    value = taken.value;
    steps.push({ version: step.to, key: step.key, value });
  }
  if (isNone) {
    const problems = problemsOfNone(chain.key, keys);
    if (problems !== undefined) return unusable('invalid_value', sayProblems(problems));
    return { key: chain.key, version, steps, value, form };
  }
  const reading = readConfigValue(chain.key, value, keys.registry);
  if (reading.problems !== undefined)
    return unusable('invalid_value', sayProblems(reading.problems));
  if (reading.value === undefined) return unusable('invalid_value', 'the value is none');
  return { key: chain.key, version, steps, value: reading.value, form };
}

/**
 * What is wrong with an override that says explicitly that a field has no value, JSON null: its field may
 * need one. Undefined when it may have none, or has a default.
 */
export function problemsOfNone(
  key: string,
  { registry }: StoredKeys,
): readonly BoostConfigProblem[] | undefined {
  const field = registry.fields[key];
  if (field?.defaultValue !== undefined || field?.configScope === 'db-only') return undefined;
  return readConfigValue(key, undefined, registry).problems;
}

/**
 * Whether Boost up to 0.8 encrypted a row's value. Only `reencrypt` and a write of an administrator
 * change such a row, so that no secret is rewritten before somebody decides it. In the row of a field that is
 * no secret it is text like any other: Boost bound its values to no key, and encrypted for this row, a copy of
 * a secret would be readable as the value of the field.
 */
export function isLegacyRow(row: StoredOverride, { keys, cipher }: StoredValueContext): boolean {
  const field = keys.field(keyToday(row, keys));
  const isText = field?.configScope !== 'yaml-only' && field?.sensitive !== true;
  return (field === undefined || !isText) && cipher.isLegacy(parseJson(row.value)?.value);
}

/** Why `reconcile` leaves such a row as it is, as part of a sentence. */
export const legacyReason =
  'Boost 0.8 encrypted it, and it stays in that form until reencrypt has run';

/** The key that a row's value has today, by its version alone. */
export function keyToday(row: StoredOverride, keys: StoredKeys): string {
  const set = keys.ownerOf(row.key);
  return set === undefined ? row.key : followKey(set, row.key, versionOfRow(set, row).version).key;
}

const closedCodes: ReadonlySet<UnusableCode> = new Set([
  'undecryptable',
  'no_encryption_secret',
  'plain_text',
  'legacy_not_accepted',
]);

/** Whether a value is not used because it does not open, so that another secret or option may open it. */
export function isClosed(code: UnusableCode): boolean {
  return closedCodes.has(code);
}

/** Why the value of a secret does not open. */
export function whyClosed(
  cipher: ValueCipher,
  stored: unknown,
): { readonly code: UnusableCode; readonly reason: string } {
  if (cipher.refusesLegacy(stored))
    return {
      code: 'legacy_not_accepted',
      reason: 'Boost 0.8 encrypted it, and the option acceptLegacy is false',
    };
  if (!mayBeEncrypted(stored))
    return { code: 'plain_text', reason: 'the field is a secret, and its value is not encrypted' };
  const { missing } = cipher;
  return missing === undefined
    ? { code: 'undecryptable', reason: 'no configured secret decrypts the value' }
    : { code: 'no_encryption_secret', reason: missing };
}

/**
 * The value of a row, opened where it is encrypted: also for a field that is no longer sensitive, whose
 * readers must not get what is encrypted. Plain text of a sensitive field is taken only from a version in
 * which its set declares that the field was no secret, and not where it may be what Boost encrypted under
 * a secret that is lost.
 */
function openStored(
  cipher: ValueCipher,
  key: string,
  stored: unknown,
  isSensitive: boolean,
  wasPlain: boolean,
): { readonly value: unknown; readonly form: StoredForm | undefined } | undefined {
  if (!isSensitive && !isMarked(stored)) return { value: stored, form: undefined };
  const opened = cipher.decrypt(key, stored);
  if (opened !== undefined || !isSensitive) return opened;
  if (!wasPlain || mayBeEncrypted(stored)) return undefined;
  return { value: stored, form: 'plain' };
}

/**
 * The row for a value, encrypted where its field is sensitive; undefined when there is no secret to
 * encrypt with.
 */
export function writeStoredValue(
  { version, key, value }: MigratedValue,
  { keys, cipher }: StoredValueContext,
  isSensitive: boolean = keys.field(key)?.sensitive === true,
): Omit<NewOverride, 'updatedBy'> | undefined {
  if (isSensitive && !cipher.canEncrypt) return undefined;
  const set = keys.ownerOf(key);
  return {
    key,
    owner: set?.owner ?? null,
    value: JSON.stringify(isSensitive ? cipher.encrypt(key, value) : value),
    schemaVersion: version,
    readableSince: set === undefined ? version : readableSince(set, key, version),
  };
}

/** A key that nobody has. A later version of an installed set may have it: then the versions are named. */
function ofNobody(row: StoredOverride, keys: StoredKeys): StoredReading {
  const set = keys.registry.sets.find(({ owner }) => owner === row.owner);
  const version = set === undefined ? undefined : versionOfRow(set, row);
  const isLater = version?.state === 'ahead' || version?.state === 'newer';
  return {
    key: row.key,
    version: version ?? { state: 'unreadable', version: 0 },
    steps: [],
    form: undefined,
    unusable:
      set !== undefined && version !== undefined && isLater
        ? {
            code: 'newer_version',
            reason: `${newerVersion(set, row, version)}, which does not know the key`,
          }
        : unknownKey,
  };
}

function newerVersion(
  { owner, version }: ConfigFieldSet,
  row: StoredOverride,
  { version: stored }: StoredVersion,
): string {
  if (typeof row.owner === 'string' && row.owner !== owner)
    return `version ${stored} of another set of fields wrote it, and ${owner} has version ${version}`;
  return `version ${stored} of ${owner} wrote it, and this backend has version ${version}`;
}

function sayProblems(problems: readonly BoostConfigProblem[]): string {
  return problems.map(({ path, message }) => `${path} ${message}`).join('; ');
}
