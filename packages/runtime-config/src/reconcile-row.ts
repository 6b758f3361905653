import {
  type GroupChange,
  mostAttempts,
  type OverrideAccess,
  renamedTwice,
} from './migrate-group.ts';
import type { NewOverride, StoredOverride } from './override-store.ts';
import type { ReconcileEntry, ReconcileOutcome } from './reconcile-report.ts';
import {
  isClosed,
  isLegacyRow,
  legacyReason,
  readStoredValue,
  type UnusableCode,
  writeStoredValue,
} from './stored-value.ts';
import { type StoredVersion, versionRowsOf } from './stored-version.ts';

/** What is to be done with a row next. */
type RowPlan =
  | { readonly kind: 'leave'; readonly outcome?: ReconcileOutcome; readonly reason?: string }
  | { readonly kind: 'keep'; readonly code: UnusableCode; readonly reason: string }
  | { readonly kind: 'reject'; readonly code: UnusableCode; readonly reason: string }
  | { readonly kind: 'replace'; readonly next: NewOverride; readonly outcome: ReconcileOutcome };

/**
 * Brings one row to today's version and form, one version at a time, and moves it aside when it is
 * not what its field takes. Each change is made only where the row still is what was read, so that a
 * newer write is never overwritten; then the row is looked at again. A row that Boost encrypted stays
 * as it is, whatever it needs: its value is migrated for each reader.
 *
 * @param earlier - what the migration of its group made of the row
 */
export async function reconcileRow(
  access: OverrideAccess,
  key: string,
  earlier?: GroupChange,
): Promise<ReconcileEntry> {
  const { store, keys } = access;
  let { key: name } = earlier ?? { key };
  let outcome: ReconcileOutcome = earlier === undefined ? 'unchanged' : 'migrated';
  const entry = (fields: Omit<ReconcileEntry, 'key'>): ReconcileEntry => ({
    key,
    ...(name !== key && { renamedTo: name }),
    ...fields,
  });
  if (earlier?.rejected !== undefined) return entry({ outcome: 'rejected', ...earlier.rejected });
  for (let attempt = 0; attempt < mostAttempts; ) {
    const names = [name, ...keys.laterNames(name), keys.versionKeyOf(name)];
    const rows = await store.read(names.filter(each => each !== undefined));
    const row = rows.find(candidate => candidate.key === name);
    if (row === undefined) return entry({ outcome: 'superseded' });
    const plan = planRow(access, row, rows);
    if (plan.kind === 'leave')
      return entry({
        outcome: plan.outcome ?? outcome,
        ...(plan.reason !== undefined && { reason: plan.reason }),
      });
    if (plan.kind === 'keep')
      return entry({ outcome: 'kept', code: plan.code, reason: plan.reason });
    if (plan.kind === 'reject') {
      const { code, reason } = plan;
      if (await store.transaction(transaction => transaction.reject(row, reason)))
        return entry({ outcome: 'rejected', code, reason });
    } else {
      const { next } = plan;
      if (await store.transaction(transaction => transaction.replace(row, next))) {
        name = next.key;
        outcome = plan.outcome;
        continue;
      }
    }
    attempt += 1;
  }
  return entry({ outcome: 'superseded' });
}

function planRow(
  { keys, cipher }: OverrideAccess,
  row: StoredOverride,
  rows: readonly StoredOverride[],
): RowPlan {
  const context = { keys, cipher, versionRows: versionRowsOf(keys, rows) };
  const reading = readStoredValue(row, context);
  const isInGroup = keys.versionKeyOf(row.key) !== undefined;
  const isLegacy = isLegacyRow(row, cipher);
  const [step] = reading.steps;
  // A value that a later migration does not take can still be brought some of the way.
  const isStepFirst =
    step !== undefined && !isLegacy && reading.unusable?.code === 'migration_failed';
  if (reading.unusable !== undefined && !isStepFirst) {
    const { unusable, version } = reading;
    if (isLegacy) return keepLegacy(unusable.code, unusable.reason);
    const isKept = keys.isVersionKey(row.key) || mayBeOfUse(unusable.code, version, isInGroup);
    return { kind: isKept ? 'keep' : 'reject', ...unusable };
  }
  const rival = [reading.key, step?.key].find(
    later => later !== row.key && rows.some(({ key }) => key === later),
  );
  if (rival !== undefined) {
    if (isLegacy) return keepLegacy('removed_key', renamedTwice(rival));
    return { kind: 'reject', code: 'removed_key', reason: renamedTwice(rival) };
  }
  if (step !== undefined) {
    if (isLegacy) return { kind: 'leave', outcome: 'waiting', reason: legacyReason };
    if (isInGroup) return { kind: 'leave', outcome: 'waiting' };
    const isSensitive = keys.field(reading.key)?.sensitive === true;
    const next = writeStoredValue(step, context, isSensitive);
    if (next !== undefined) return { kind: 'replace', next, outcome: 'migrated' };
    return { kind: 'leave', outcome: 'waiting', reason: 'there is no boost.encryptionSecret' };
  }
  if (reading.unusable === undefined && reading.form === 'plain') {
    const { key, value } = reading;
    const version = Number(row.schemaVersion) || reading.version.version;
    const next = writeStoredValue({ key, value, version }, context, true);
    if (next !== undefined) return { kind: 'replace', next, outcome: 'reencrypted' };
    return { kind: 'leave', outcome: 'waiting', reason: 'there is no boost.encryptionSecret' };
  }
  if (reading.version.state !== 'ahead') return { kind: 'leave' };
  const { version } = reading.version;
  return { kind: 'leave', reason: `it was stored under version ${version}, later than today's` };
}

function keepLegacy(code: UnusableCode, reason: string): RowPlan {
  return { kind: 'keep', code, reason: `${reason}; ${legacyReason}` };
}

/** Whether a value that is not used may be of use to somebody later: then its row stays where it is. */
function mayBeOfUse(code: UnusableCode, { state }: StoredVersion, isInGroup: boolean): boolean {
  if (code === 'unknown_key' || code === 'migration_failed' || isClosed(code)) return true;
  return state === 'ahead' || (state === 'unreadable' && isInGroup);
}
