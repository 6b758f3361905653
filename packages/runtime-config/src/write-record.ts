import { randomBytes } from 'node:crypto';
import type { OverrideAccess } from './override-access.ts';
import type {
  NewOverride,
  OverrideAction,
  OverrideWrite,
  StoredOverride,
} from './override-store.ts';
import { keyToday } from './stored-value.ts';

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

/** Writes the history of a row that was moved aside. */
export async function recordMove(
  access: OverrideAccess,
  write: OverrideWrite,
  before: StoredOverride,
): Promise<void> {
  await record(access, write, { action: 'reject', before, after: undefined });
}

/** Writes the history of a row that was removed. */
export async function recordRemoval(
  access: OverrideAccess,
  write: OverrideWrite,
  before: StoredOverride,
): Promise<void> {
  await record(access, write, { action: 'unset', before, after: undefined });
}

interface RowChange {
  readonly action: OverrideAction;
  readonly before: StoredOverride | undefined;
  readonly after: StoredOverride | undefined;
}

async function record(
  { keys, actor }: OverrideAccess,
  write: OverrideWrite,
  { action, before, after }: RowChange,
): Promise<void> {
  const row = after ?? before;
  if (row === undefined) return;
  // The value of a key that nobody has may be a secret.
  const sensitive = [before, after].some(each => {
    const field = each === undefined ? undefined : keys.field(keyToday(each, keys));
    return each !== undefined && (field === undefined || field.sensitive === true);
  });
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
    revision: after?.revision ?? randomBytes(16).toString('base64url'),
    changedBy: actor,
  });
}

function versionOf(row: StoredOverride | undefined): number | null {
  return typeof row?.schemaVersion === 'number' && Number.isSafeInteger(row.schemaVersion)
    ? row.schemaVersion
    : null;
}
