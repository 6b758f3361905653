import { refusalOf } from './guarded-store.ts';
import { clearSecretHistory } from './history.ts';
import type { OverrideAccess } from './override-access.ts';
import { ConfigOverrideError } from './override-error.ts';
import type { NewOverride, RejectedOverride, StoredOverride } from './override-store.ts';
import { byKey } from './reconcile.ts';
import type { ReconcileEntry } from './reconcile-report.ts';
import {
  isLegacyRow,
  keyToday,
  readStoredValue,
  type UnusableCode,
  whyClosed,
  writeStoredValue,
} from './stored-value.ts';
import { parseJson, versionOfRow } from './stored-version.ts';
import { isMarked, mayBeEncrypted } from './value-cipher.ts';
import { recordWrite } from './write-record.ts';

/**
 * Encrypts every value that is encrypted in another form, or under a previous secret, under today's
 * secret: also where the field is not known today, whose module may come back. Rows that were moved
 * aside stay what they were, so those that only a previous secret opens are reported.
 *
 * @throws ConfigOverrideError `no_encryption_secret` without one
 */
export async function reencryptOverrides(access: OverrideAccess): Promise<ReconcileEntry[]> {
  const { store, cipher } = access;
  if (!cipher.canEncrypt) throw noEncryptionSecret();
  await clearSecretHistory(access);
  const entries: (ReconcileEntry | undefined)[] = [];
  for (const row of (await store.read()).toSorted(byKey)) {
    const { entry, next } = planRow(access, row);
    entries.push(next === undefined ? entry : await reencryptRow(access, row.key));
  }
  const rejected = await store.readRejected();
  entries.push(...rejected.toSorted(byKey).map(row => judgeRejected(access, row)));
  return entries.filter(entry => entry !== undefined);
}

/** Why a sensitive value cannot be written. */
export function noEncryptionSecret(): ConfigOverrideError {
  return new ConfigOverrideError({
    code: 'no_encryption_secret',
    message: 'A sensitive value is stored encrypted, and there is nothing to encrypt it with.',
    hint: 'Set boost.encryptionSecret in app-config, the same on every replica.',
  });
}

/** Others may have written the row since it was read: it is planned again. */
function reencryptRow(access: OverrideAccess, key: string): Promise<ReconcileEntry | undefined> {
  return access.store
    .write(async write => {
      const [row] = await write.read([key]);
      if (row === undefined) return { key, outcome: 'superseded' } as const;
      const { entry, next } = planRow(access, row);
      if (next !== undefined)
        await recordWrite(access, write, { action: 'reencrypt', before: row, next });
      return entry;
    })
    .catch((error: unknown) => kept(key, 'not_written', refusalOf(error)));
}

/** What is to be done with a row. */
interface ReencryptPlan {
  /** Undefined for a row that contains no secret. */
  readonly entry: ReconcileEntry | undefined;
  readonly next?: NewOverride;
}

function planRow(access: OverrideAccess, row: StoredOverride): ReencryptPlan {
  const { key } = row;
  const opened = openRow(access, row);
  if (opened === undefined) return { entry: judgeClosed(access, row) };
  if (opened.form === 'current') return { entry: { key, outcome: 'unchanged' } };
  const value = writeStoredValue({ key, value: opened.value, version: 1 }, access, true)?.value;
  if (value === undefined) throw noEncryptionSecret();
  const excess = access.keys.limits.excess(key, Buffer.byteLength(value));
  if (excess !== undefined) return { entry: kept(key, 'too_large', `encrypted anew, ${excess}`) };
  return { entry: { key, outcome: 'reencrypted' }, next: withValue(access, row, value) };
}

function judgeClosed(access: OverrideAccess, row: StoredOverride): ReconcileEntry | undefined {
  const { key } = row;
  if (isCopyOfSecret(access, row))
    return {
      key,
      outcome: 'unchanged',
      reason: 'Boost 0.8 encrypted it, and its field is no secret',
    };
  if (!isSecret(access, row)) return undefined;
  const { code, reason } = whyClosed(access.cipher, parseJson(row.value)?.value);
  return kept(key, code, reason);
}

/** The value of a row that is encrypted under its own key, or in the clear although it is a secret. */
function openRow(
  access: OverrideAccess,
  row: StoredOverride,
): { readonly value: unknown; readonly form: string } | undefined {
  if (isCopyOfSecret(access, row)) return undefined;
  const { keys, cipher } = access;
  const stored = parseJson(row.value)?.value;
  const opened = cipher.decrypt(row.key, stored);
  if (opened !== undefined) return opened;
  const reading = readStoredValue(row, { keys, cipher });
  return reading.form === 'plain' ? { value: stored, form: 'plain' } : undefined;
}

/** Whether it is what Boost 0.8 encrypted, in the row of a field that is no secret. */
function isCopyOfSecret(access: OverrideAccess, row: StoredOverride): boolean {
  return access.cipher.isLegacy(parseJson(row.value)?.value) && !isLegacyRow(row, access);
}

/** Whether what does not open is a secret, as far as can be said without its field. */
function isSecret({ keys }: OverrideAccess, row: StoredOverride): boolean {
  const stored = parseJson(row.value)?.value;
  const field = keys.field(keyToday(row, keys));
  if (field === undefined) return mayBeEncrypted(stored);
  return field.sensitive === true || isMarked(stored);
}

function judgeRejected(
  { cipher }: OverrideAccess,
  { key, value }: RejectedOverride,
): ReconcileEntry | undefined {
  const stored = parseJson(value)?.value;
  const form = cipher.decrypt(key, stored)?.form;
  if (form === 'current' || (form === undefined && !isMarked(stored))) return undefined;
  const reason =
    form === undefined
      ? 'no configured secret decrypts it'
      : 'it is in an older form or under a previous secret';
  return kept(key, 'moved_aside', `it was moved aside, and ${reason}`);
}

function kept(key: string, code: UnusableCode, reason: string): ReconcileEntry {
  return { key, outcome: 'kept', code, reason };
}

/** Everything but the form of the value stays as it is. */
function withValue({ keys }: OverrideAccess, row: StoredOverride, value: string): NewOverride {
  const set = keys.ownerOf(row.key);
  const today = set === undefined ? 1 : versionOfRow(set, row).version;
  return {
    key: row.key,
    owner: typeof row.owner === 'string' ? row.owner : null,
    value,
    schemaVersion: versionOr(row.schemaVersion, today),
    readableSince: versionOr(row.readableSince, today),
    updatedAt: row.updatedAt,
    updatedBy: row.updatedBy,
  };
}

function versionOr(version: unknown, other: number): number {
  return typeof version === 'number' ? version : other;
}
