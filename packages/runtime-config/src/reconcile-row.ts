import type { NewOverride, StoredOverride } from './override-store.ts';
import type { ReconcileOutcome } from './reconcile-report.ts';
import { rowsOfKey, supersededReason } from './stored-overrides.ts';
import {
  isClosed,
  isLegacyRow,
  legacyReason,
  readStoredValue,
  type StoredReading,
  type StoredValueContext,
  type UnusableCode,
  writeStoredValue,
} from './stored-value.ts';
import { parseJson, type StoredVersion } from './stored-version.ts';

/** What is to be done with a row, and what is reported. */
export interface RowPlan {
  readonly outcome: ReconcileOutcome;
  readonly code?: UnusableCode;
  readonly reason?: string;
  /** What replaces the row, also under another key; of a rejected row, what is moved aside in its place. */
  readonly next?: Omit<NewOverride, 'updatedBy'>;
}

/**
 * Plans how one row is brought to today's version and form, or moved aside when its field does not accept
 * it. A row that Boost encrypted stays as it is, whatever it needs: its value is migrated for each reader.
 *
 * @param rows - all rows of the same key, under each of its names
 */
export function planRow(
  row: StoredOverride,
  rows: readonly StoredOverride[],
  context: StoredValueContext,
): RowPlan {
  const { keys } = context;
  const judged = judge(row, context);
  const unused = planUnused(judged, rows, context);
  if (unused !== undefined) return unused;
  const { reading, isLegacy } = judged;
  const { unusable, version } = reading;
  const step = reading.steps.at(-1);
  if (step !== undefined) {
    if (isLegacy) return { outcome: 'waiting', reason: legacyReason };
    const rival = rows.find(other => other.key === step.key && other !== row);
    if (rival !== undefined && !isMovedAside(rival, rows, context))
      return { outcome: 'waiting', reason: `the row of ${step.key} is in its place` };
    const next = writeStoredValue(step, context, keys.field(reading.key)?.sensitive === true);
    if (next === undefined) return withoutSecret;
    const excess = excessOf(next, context);
    if (excess !== undefined) return { outcome: 'waiting', reason: excess };
    return unusable === undefined
      ? { outcome: 'migrated', next }
      : { outcome: 'kept', ...unusable, next };
  }
  if (reading.unusable === undefined && reading.form === 'plain') {
    const stored = { key: reading.key, value: reading.value, version: version.version };
    const next = writeStoredValue(stored, context, true);
    if (next === undefined) return withoutSecret;
    const excess = excessOf(next, context);
    return excess === undefined
      ? { outcome: 'reencrypted', next }
      : { outcome: 'waiting', reason: excess };
  }
  if (version.state !== 'ahead') return { outcome: 'unchanged' };
  return {
    outcome: 'unchanged',
    reason: `it was stored under version ${version.version}, later than today's`,
  };
}

/** A row, what it is worth today, and whether Boost encrypted it: each takes a decryption. */
interface JudgedRow {
  readonly row: StoredOverride;
  readonly reading: StoredReading;
  readonly isLegacy: boolean;
}

function judge(row: StoredOverride, context: StoredValueContext): JudgedRow {
  return { row, reading: readStoredValue(row, context), isLegacy: isLegacyRow(row, context) };
}

/** Plans a row whose value is not used, and that no step brings any of the way. */
function planUnused(
  { row, reading, isLegacy }: JudgedRow,
  rows: readonly StoredOverride[],
  context: StoredValueContext,
): RowPlan | undefined {
  const aside = (code: UnusableCode, reason: string): RowPlan => {
    if (isLegacy) return { outcome: 'kept', code, reason: `${reason}; ${legacyReason}` };
    if (reading.form !== 'plain') return { outcome: 'rejected', code, reason };
    const next = encryptInPlace(row, reading.version.version, context);
    return next === undefined
      ? { outcome: 'kept', code, reason: `${reason}; ${withoutSecret.reason}` }
      : { outcome: 'rejected', code, reason, next };
  };
  const { unusable, version } = reading;
  if (unusable?.code === 'newer_version' || unusable?.code === 'unknown_key')
    return { outcome: 'kept', ...unusable };
  const [newest] = rowsOfKey(rows, reading.key, context.keys);
  if (newest !== undefined && newest.key !== row.key)
    return aside('superseded', supersededReason(reading.key));
  // A value that a later migration does not accept can still be brought some of the way.
  const isPartly = reading.steps.length > 0 && unusable?.code === 'migration_failed';
  if (unusable !== undefined && (isLegacy || !isPartly)) {
    if (isClosed(unusable.code) || (!isLegacy && mayBeOfUse(unusable.code, version)))
      return { outcome: 'kept', ...unusable };
    return aside(unusable.code, unusable.reason);
  }
  return undefined;
}

function isMovedAside(
  row: StoredOverride,
  rows: readonly StoredOverride[],
  context: StoredValueContext,
): boolean {
  return planUnused(judge(row, context), rows, context)?.outcome === 'rejected';
}

const withoutSecret = {
  outcome: 'waiting',
  reason: 'there is no boost.encryptionSecret',
} as const;

/** The row of a value that was stored before its field was a secret: the rejected rows must not contain it either. */
function encryptInPlace(
  { key, value }: StoredOverride,
  version: number,
  context: StoredValueContext,
): RowPlan['next'] {
  return writeStoredValue({ key, value: parseJson(value)?.value, version }, context, true);
}

/** Why the next form of a row is too large to be read again; the value of the row as it is stays in use. */
function excessOf(
  { key, value }: Pick<NewOverride, 'key' | 'value'>,
  { keys }: StoredValueContext,
): string | undefined {
  const excess = keys.limits.excess(key, Buffer.byteLength(value));
  return excess === undefined ? undefined : `its next form is too large: ${excess}`;
}

/** Whether a value that is not used may be of use to somebody later: then its row is kept. */
function mayBeOfUse(code: UnusableCode, { state }: StoredVersion): boolean {
  return code === 'migration_failed' || code === 'too_large' || state === 'ahead';
}
