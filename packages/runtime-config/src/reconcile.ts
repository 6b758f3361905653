import {
  type GroupChanges,
  migrateGroup,
  mostAttempts,
  type OverrideAccess,
} from './migrate-group.ts';
import { ConfigOverrideError } from './override-error.ts';
import type { StoredOverride } from './override-store.ts';
import type { ReconcileEntry, ReconcileReport } from './reconcile-report.ts';
import { reconcileRow } from './reconcile-row.ts';
import { unknownKey, writeStoredValue } from './stored-value.ts';
import { parseJson, versionOfRow, versionRowsOf } from './stored-version.ts';

/** Migrates and checks all that is stored. Several replicas may do so at once, and be killed at it. */
export async function reconcileOverrides(access: OverrideAccess): Promise<ReconcileReport> {
  const rows = (await access.store.read()).toSorted(byKey);
  const entries: ReconcileEntry[] = [];
  const changes: GroupChanges = new Map();
  for (const [versionKey, set] of access.keys.versionKeys)
    if (
      rows.some(row => access.keys.versionKeyOf(row.key) === versionKey || row.key === versionKey)
    )
      await migrateGroup(access, versionKey, set, changes);
  // A row under a former name is moved aside before the later one that keeps it from its place.
  for (const { key } of access.keys.latestNamesFirst(rows).toReversed())
    entries.push(
      access.keys.ownerOf(key) === undefined
        ? { key, outcome: 'kept', ...unknownKey }
        : await reconcileRow(access, key, changes.get(key)),
    );
  return { entries: entries.toSorted(byKey) };
}

/**
 * Encrypts every sensitive value that is stored in another form, or under a previous secret, under
 * today's secret.
 *
 * @throws ConfigOverrideError `no_encryption_secret` without one
 */
export async function reencryptOverrides(access: OverrideAccess): Promise<ReconcileReport> {
  const { store, keys, cipher } = access;
  if (!cipher.canEncrypt) throw noEncryptionSecret();
  const entries: ReconcileEntry[] = [];
  for (const { key } of (await store.read()).toSorted(byKey)) {
    if (keys.field(key)?.sensitive === true) entries.push(await reencryptRow(access, key));
  }
  return { entries };
}

/** Why a sensitive value cannot be written. */
export function noEncryptionSecret(): ConfigOverrideError {
  return new ConfigOverrideError({
    code: 'no_encryption_secret',
    message: 'A sensitive value is stored encrypted, and there is nothing to encrypt it with.',
    hint: 'Set boost.encryptionSecret in app-config, the same on every replica.',
  });
}

async function reencryptRow(access: OverrideAccess, key: string): Promise<ReconcileEntry> {
  const { store, cipher } = access;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const [row] = await store.read([key]);
    if (row === undefined) break;
    const opened = cipher.decrypt(key, parseJson(row.value)?.value);
    if (opened === undefined)
      return {
        key,
        outcome: 'kept',
        code: 'undecryptable',
        reason: 'no secret that is configured opens the value',
      };
    if (opened.form === 'current') return { key, outcome: 'unchanged' };
    const next = writeStoredValue(
      { key, value: opened.value, version: versionToKeep(access, row) },
      access,
    );
    if (next === undefined) throw noEncryptionSecret();
    if (await store.transaction(transaction => transaction.replace(row, next)))
      return { key, outcome: 'reencrypted' };
  }
  return { key, outcome: 'superseded' };
}

/** The value itself stays what it is, and so does its version. */
function versionToKeep({ keys }: OverrideAccess, row: StoredOverride): number {
  if (typeof row.schemaVersion === 'number') return row.schemaVersion;
  const set = keys.ownerOf(row.key);
  return set === undefined ? 1 : versionOfRow(keys, set, row, versionRowsOf(keys, [])).version;
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : 1;
}
