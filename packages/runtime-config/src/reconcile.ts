import { refusalOf } from './guarded-store.ts';
import { clearSecretHistory } from './history.ts';
import type { OverrideAccess } from './override-access.ts';
import type { OverrideWrite, StoredOverride } from './override-store.ts';
import type { ReconcileEntry } from './reconcile-report.ts';
import { planRow, type RowPlan } from './reconcile-row.ts';
import { newestFirst } from './stored-overrides.ts';
import { isLegacyRow, keyToday, type StoredValueContext } from './stored-value.ts';
import { recordMove, recordWrite } from './write-record.ts';

/**
 * Migrates and checks all that is stored, each row in its own write, in which it is read and judged again.
 * Several replicas may do so at the same time, and may be killed meanwhile.
 */
export async function reconcileOverrides(access: OverrideAccess): Promise<ReconcileEntry[]> {
  await clearSecretHistory(access);
  const rows = await access.store.read();
  const namesakes = groupNamesakes(access, rows);
  const entries: ReconcileEntry[] = [];
  // The oldest first: it is moved aside before a newer one takes its place.
  for (const row of newestFirst(rows, access.keys).toReversed()) {
    const plan = planRow(row, namesakes(row), access);
    const isChanged = plan.next !== undefined || plan.outcome === 'rejected';
    entries.push(entryOf(row.key, isChanged ? await changeRow(access, row, plan) : plan));
  }
  return entries.toSorted(byKey);
}

/** A row that the database refuses to change stays as it is, and the others are brought up to date. */
async function changeRow(
  access: OverrideAccess,
  row: StoredOverride,
  { outcome, code, reason }: RowPlan,
): Promise<RowPlan> {
  try {
    return await access.store.write(write => reconcileRow(access, row, write));
  } catch (error) {
    const refusal = refusalOf(error);
    if (code === undefined) return { outcome: 'waiting', code: 'not_written', reason: refusal };
    const what = outcome === 'rejected' ? 'it cannot be moved aside' : 'it cannot be migrated';
    return { outcome: 'kept', code, reason: `${reason}; ${what}. ${refusal}` };
  }
}

/** What would become of each row, and of each name of a key. Nothing is written. */
export function planOverrides(
  access: OverrideAccess,
  rows: readonly StoredOverride[],
): ReconcileEntry[] {
  const namesakes = groupNamesakes(access, rows);
  return rows.map(row => entryOf(row.key, planRow(row, namesakes(row), access))).toSorted(byKey);
}

/** How many rows are in the form that Boost 0.8 encrypted, whether or not this form is accepted. */
export function countLegacyRows(
  rows: readonly StoredOverride[],
  context: StoredValueContext,
): number {
  return rows.filter(row => isLegacyRow(row, context)).length;
}

/** Orders rows and entries by their keys. */
export function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : 1;
}

/** Others may have written the row since it was read: it is planned again. */
async function reconcileRow(
  access: OverrideAccess,
  { key }: StoredOverride,
  write: OverrideWrite,
): Promise<RowPlan> {
  const rows = await write.read(access.keys.relatedNames(key));
  const row = rows.find(each => each.key === key);
  if (row === undefined) return { outcome: 'superseded' };
  const plan = planRow(row, groupNamesakes(access, rows)(row), access);
  const { outcome, next, code, reason = '' } = plan;
  if (outcome === 'rejected' && code !== undefined) {
    const moved = next === undefined ? row : await write.put(asWritten(row, next));
    await recordMove(access, write, moved, { code, reason }, row);
  } else if (next !== undefined) {
    const action = outcome === 'reencrypted' ? 'reencrypt' : 'migrate';
    if (next.key !== row.key) await write.remove(row.key);
    await recordWrite(access, write, { action, before: row, next: asWritten(row, next) });
  }
  return plan;
}

/** It is still the value that an administrator set at that time. */
function asWritten<Next>(
  { updatedAt, updatedBy }: StoredOverride,
  next: Next,
): Next & Pick<StoredOverride, 'updatedAt' | 'updatedBy'> {
  return { ...next, updatedAt, updatedBy };
}

/** Finds the rows of one key, under each of its names, and those in the place of one of them. */
function groupNamesakes(
  { keys }: OverrideAccess,
  rows: readonly StoredOverride[],
): (row: StoredOverride) => StoredOverride[] {
  const rowOf = new Map(rows.map(row => [row.key, row]));
  const rowsOfKey = new Map<string, StoredOverride[]>();
  for (const row of rows) {
    const today = keyToday(row, keys);
    const group = rowsOfKey.get(today);
    if (group === undefined) rowsOfKey.set(today, [row]);
    else group.push(row);
  }
  return row => {
    const today = keyToday(row, keys);
    const named = keys.namesOf(today).flatMap(name => rowOf.get(name) ?? []);
    return [...new Set([row, ...named, ...(rowsOfKey.get(today) ?? [])])];
  };
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
