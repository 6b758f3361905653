import type { OverrideAccess } from './override-access.ts';
import type { OverrideWrite, StoredOverride } from './override-store.ts';
import type { ReconcileEntry } from './reconcile-report.ts';
import { planRow, type RowPlan } from './reconcile-row.ts';
import { newestFirst } from './stored-overrides.ts';
import { isLegacyRow, keyToday } from './stored-value.ts';
import { recordMove, recordWrite } from './write-record.ts';

/**
 * Migrates and checks all that is stored, each row in a write of its own, in which it is read and judged
 * again. Several replicas may do so at once, and be killed at it.
 */
export async function reconcileOverrides(access: OverrideAccess): Promise<ReconcileEntry[]> {
  const rows = await access.store.read();
  const entries: ReconcileEntry[] = [];
  // The oldest first: it is moved aside before a newer one takes its place.
  for (const row of newestFirst(rows, access.keys).toReversed()) {
    let plan = planRow(row, namesakes(access, row, rows), access);
    if (plan.next !== undefined || plan.outcome === 'rejected')
      plan = await access.store.write(write => reconcileRow(access, row.key, write));
    entries.push(entryOf(row.key, plan));
  }
  return entries.toSorted(byKey);
}

/** What would become of each row, and of each name of a key. Nothing is written. */
export function planOverrides(
  access: OverrideAccess,
  rows: readonly StoredOverride[],
): ReconcileEntry[] {
  return rows
    .map(row => entryOf(row.key, planRow(row, namesakes(access, row, rows), access)))
    .toSorted(byKey);
}

/** How many rows are in the form that Boost 0.8 encrypted. */
export async function countLegacyRows({ store, cipher }: OverrideAccess): Promise<number> {
  return (await store.read()).filter(row => isLegacyRow(row, cipher)).length;
}

/** Orders rows and entries by their keys. */
export function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : 1;
}

/** Others may have written the row since it was read: it is planned again. */
async function reconcileRow(
  access: OverrideAccess,
  key: string,
  write: OverrideWrite,
): Promise<RowPlan> {
  const rows = await write.read();
  const row = rows.find(each => each.key === key);
  if (row === undefined) return { outcome: 'superseded' };
  const plan = planRow(row, namesakes(access, row, rows), access);
  const { outcome, next, code, reason = '' } = plan;
  if (outcome === 'rejected' && code !== undefined) {
    await write.reject(row, { code, reason, movedBy: access.actor });
    await recordMove(access, write, row);
  } else if (next !== undefined) {
    const action = outcome === 'reencrypted' ? 'reencrypt' : 'migrate';
    if (next.key !== row.key) await write.remove(row.key);
    await recordWrite(access, write, { action, before: row, next: asWritten(row, next) });
  }
  return plan;
}

/** It is still the value that an administrator set at that time. */
export function asWritten<Next>(
  { updatedAt, updatedBy }: StoredOverride,
  next: Next,
): Next & Pick<StoredOverride, 'updatedAt' | 'updatedBy'> {
  return { ...next, updatedAt, updatedBy };
}

/** The rows of one key, under each of its names, and those in the place of one of them. */
function namesakes(
  { keys }: OverrideAccess,
  row: StoredOverride,
  rows: readonly StoredOverride[],
): StoredOverride[] {
  const names = new Set(keys.namesOf(keyToday(row, keys)));
  return rows.filter(
    each => each === row || names.has(each.key) || keyToday(each, keys) === keyToday(row, keys),
  );
}

function entryOf(key: string, { outcome, code, reason, next }: RowPlan): ReconcileEntry {
  const renamedTo = next !== undefined && next.key !== key ? { renamedTo: next.key } : {};
  return {
    key,
    outcome,
    ...renamedTo,
    ...(code !== undefined && { code }),
    ...(reason !== undefined && { reason }),
  };
}
