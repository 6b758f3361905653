import { randomBytes } from 'node:crypto';
import type { OverrideAccess } from './override-access.ts';
import type {
  NewOverride,
  OverrideAction,
  OverrideWrite,
  RejectedOverride,
  Rejection,
  StoredOverride,
} from './override-store.ts';
import type { StoredKeys } from './stored-keys.ts';
import { keyToday } from './stored-value.ts';
import { parseJson } from './stored-version.ts';
import { isMarked } from './value-cipher.ts';

/** A change of a row: what it was, and what it becomes. */
interface WriteRecord {
  readonly action: OverrideAction;
  readonly before: StoredOverride | undefined;
  readonly next: NewOverride;
}

/** Writes a row and the history of it, which names no value of a secret. Returns the row. */
export async function recordWrite(
  access: OverrideAccess,
  write: OverrideWrite,
  { action, before, next }: WriteRecord,
): Promise<StoredOverride> {
  const after = await write.put(next);
  await record(access, write, { action, before, after });
  return after;
}

/**
 * Moves a row aside, and writes the history of it.
 *
 * @param before - what the row was, if it was written anew to be moved
 */
export async function recordMove(
  access: OverrideAccess,
  write: OverrideWrite,
  row: StoredOverride,
  reason: Omit<Rejection, 'movedBy'>,
  before: StoredOverride = row,
): Promise<void> {
  await write.reject(row, { ...reason, movedBy: access.actor });
  await record(access, write, { action: 'reject', before, after: undefined });
}

/** Removes a row, and writes the history of it. */
export async function recordRemoval(
  access: OverrideAccess,
  write: OverrideWrite,
  before: StoredOverride,
  action: OverrideAction,
): Promise<void> {
  await write.remove(before.key);
  await record(access, write, { action, before, after: undefined });
}

/** Puts a row back that was moved aside, and writes the history of it. */
export async function recordRestore(
  access: OverrideAccess,
  write: OverrideWrite,
  row: RejectedOverride,
): Promise<void> {
  const after = await write.restore(row);
  await record(access, write, { action: 'restore', before: undefined, after });
}

/** Writes the history of rows that were deleted after they had been moved aside. */
export async function recordPurge(
  { keys, actor }: OverrideAccess,
  write: OverrideWrite,
  key: string,
): Promise<void> {
  const change = { key, action: 'purge', sensitive: mayBeSecret(keys, key) } as const;
  await write.log({ ...noValues, ...change, revision: revisionOfNone(), changedBy: actor });
}

/** Whether the values of a key must not be shown: that of a key that nobody has may be a secret too. */
export function mayBeSecret(keys: StoredKeys, key: string): boolean {
  const field = keys.field(key);
  return field === undefined || field.sensitive === true;
}

const noValues = { fromValue: null, fromVersion: null, toValue: null, toVersion: null } as const;

/** A revision that no row has. */
function revisionOfNone(): string {
  return randomBytes(16).toString('base64url');
}

interface RowChange {
  readonly action: OverrideAction;
  readonly before: StoredOverride | undefined;
  readonly after: StoredOverride | undefined;
}

async function record(
  access: OverrideAccess,
  write: OverrideWrite,
  { action, before, after }: RowChange,
): Promise<void> {
  const row = after ?? before;
  if (row === undefined) return;
  const sensitive = [before, after].some(each => each !== undefined && isSecretRow(access, each));
  const shown = (each: StoredOverride | undefined) =>
    !sensitive && typeof each?.value === 'string' ? each.value : null;
  await write.log({
    key: row.key,
    action,
    fromValue: shown(before),
    fromVersion: versionOf(before),
    toValue: shown(after),
    toVersion: versionOf(after),
    sensitive,
    revision: after?.revision ?? revisionOfNone(),
    changedBy: access.actor,
  });
}

/** A secret, as far as is known today. */
function isSecretRow({ keys, cipher }: OverrideAccess, row: StoredOverride): boolean {
  const stored = parseJson(row.value)?.value;
  return mayBeSecret(keys, keyToday(row, keys)) || isMarked(stored) || cipher.isLegacy(stored);
}

function versionOf(row: StoredOverride | undefined): number | null {
  return typeof row?.schemaVersion === 'number' && Number.isSafeInteger(row.schemaVersion)
    ? row.schemaVersion
    : null;
}
