import { mostAttempts, type OverrideAccess } from './migrate-group.ts';
import { ConfigOverrideError } from './override-error.ts';
import type { RejectedOverride, StoredOverride } from './override-store.ts';
import { byKey } from './reconcile.ts';
import type { ReconcileEntry } from './reconcile-report.ts';
import {
  keyToday,
  readStoredValue,
  type UnusableCode,
  whyClosed,
  writeStoredValue,
} from './stored-value.ts';
import { parseJson, versionOfRow, versionRowsOf } from './stored-version.ts';
import { isMarked, mayBeEncrypted } from './value-cipher.ts';

/**
 * Encrypts every value that is encrypted in another form, or under a previous secret, under today's
 * secret: also where the field is not known today, whose module may come back. Rows that were moved
 * aside stay what they were, so those that only a previous secret opens are told of.
 *
 * @throws ConfigOverrideError `no_encryption_secret` without one
 */
export async function reencryptOverrides(access: OverrideAccess): Promise<ReconcileEntry[]> {
  const { store, cipher } = access;
  if (!cipher.canEncrypt) throw noEncryptionSecret();
  const entries: (ReconcileEntry | undefined)[] = [];
  for (const { key } of (await store.read()).toSorted(byKey))
    entries.push(await reencryptRow(access, key));
  const rejected = await store.transaction(transaction => transaction.readRejected());
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

/** Undefined for a row that holds no secret. */
async function reencryptRow(
  access: OverrideAccess,
  key: string,
): Promise<ReconcileEntry | undefined> {
  const { store, keys } = access;
  const versionKey = keys.versionKeyOf(key);
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const rows = await store.read(versionKey === undefined ? [key] : [key, versionKey]);
    const row = rows.find(candidate => candidate.key === key);
    if (row === undefined) break;
    const opened = openRow(access, row, rows);
    if (opened === undefined) {
      if (!isSecret(access, row, rows)) return undefined;
      const { code, reason } = whyClosed(access.cipher, parseJson(row.value)?.value);
      return kept(key, code, reason);
    }
    if (opened.form === 'current') return { key, outcome: 'unchanged' };
    const version = versionToKeep(access, row);
    const next = writeStoredValue({ key, value: opened.value, version }, access, true);
    if (next === undefined) throw noEncryptionSecret();
    if (await store.transaction(transaction => transaction.replace(row, next)))
      return { key, outcome: 'reencrypted' };
  }
  return { key, outcome: 'superseded' };
}

/** The value of a row that is encrypted under its own key, or in the clear although it is a secret. */
function openRow(
  { keys, cipher }: OverrideAccess,
  row: StoredOverride,
  rows: readonly StoredOverride[],
): { readonly value: unknown; readonly form: string } | undefined {
  const stored = parseJson(row.value)?.value;
  const opened = cipher.decrypt(row.key, stored);
  if (opened !== undefined) return opened;
  const reading = readStoredValue(row, { keys, cipher, versionRows: versionRowsOf(keys, rows) });
  return reading.form === 'plain' ? { value: stored, form: 'plain' } : undefined;
}

/** Whether what does not open is a secret, as far as can be told without its field. */
function isSecret(
  { keys }: OverrideAccess,
  row: StoredOverride,
  rows: readonly StoredOverride[],
): boolean {
  const stored = parseJson(row.value)?.value;
  const field = keys.field(keyToday(row, { keys, versionRows: versionRowsOf(keys, rows) }));
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
    form === undefined ? 'no secret opens it' : 'it is in an older form or under a previous secret';
  return kept(key, 'moved_aside', `it was moved aside, and ${reason}`);
}

function kept(key: string, code: UnusableCode, reason: string): ReconcileEntry {
  return { key, outcome: 'kept', code, reason };
}

/** The value itself stays what it is, and so does its version. */
function versionToKeep({ keys }: OverrideAccess, row: StoredOverride): number {
  if (typeof row.schemaVersion === 'number') return row.schemaVersion;
  const set = keys.ownerOf(row.key);
  return set === undefined ? 1 : versionOfRow(keys, set, row, versionRowsOf(keys, [])).version;
}
