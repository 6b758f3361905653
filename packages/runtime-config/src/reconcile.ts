import { type GroupChanges, migrateGroup, type OverrideAccess } from './migrate-group.ts';
import type { ReconcileEntry } from './reconcile-report.ts';
import { reconcileRow } from './reconcile-row.ts';
import { isLegacyRow, unknownKey } from './stored-value.ts';

/** Migrates and checks all that is stored. Several replicas may do so at once, and be killed at it. */
export async function reconcileOverrides(access: OverrideAccess): Promise<ReconcileEntry[]> {
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
  return entries.toSorted(byKey);
}

/** How many rows are in the form that Boost 0.8 encrypted. */
export async function countLegacyRows({ store, cipher }: OverrideAccess): Promise<number> {
  return (await store.read()).filter(row => isLegacyRow(row, cipher)).length;
}

/** Orders rows and entries by their keys. */
export function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : 1;
}
