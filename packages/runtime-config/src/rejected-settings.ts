import { isDate } from 'node:util/types';
import { BoostConfigError } from '@rhdh-boost/config-schema';
import { addedProblems, valuesOf } from './effective-rules.ts';
import { checkNames, optionNames } from './option-names.ts';
import type { OverrideAccess } from './override-access.ts';
import { ConfigOverrideError } from './override-error.ts';
import type {
  OverrideRows,
  RejectedOverride,
  RejectedRows,
  StoredOverride,
} from './override-store.ts';
import { overridableNames } from './set-many.ts';
import { rowsOfKey } from './stored-overrides.ts';
import { keyToday } from './stored-value.ts';
import { recordPurge, recordRestore } from './write-record.ts';

/** A row that was moved aside, without its value. */
export interface RejectedSetting {
  /** Identifies the row, for `restore` and `purge`. */
  readonly id: number;
  /** The key of the row, as it was stored. */
  readonly key: string;
  /** Why it was moved aside; stable, for programs. */
  readonly code: string;
  /** The same as part of a sentence. */
  readonly reason: string;
  /** When it was moved aside, by the time of the database: ISO 8601 in UTC. */
  readonly movedAt: string;
  /** Who asked for that; null where nobody was named. */
  readonly movedBy: string | null;
  /** When its value was written. */
  readonly updatedAt: string;
  /** Who wrote it; null where nobody was named. */
  readonly updatedBy: string | null;
  /** The size of the value, in bytes. */
  readonly bytes: number;
}

/** Which rows that were moved aside. */
export type RejectedSettings =
  | {
      /** The `id` of each, at most 10,000. Unknown ones are ignored. */
      readonly ids: readonly number[];
    }
  | {
      /** All that were moved aside before this time. */
      readonly before: Date;
    };

/** The rows that were moved aside, in order. */
export async function listRejected(
  store: Pick<OverrideRows, 'readRejected'>,
): Promise<readonly RejectedSetting[]> {
  const rows = await store.readRejected();
  return rows.map(({ id, key, code, reason, movedAt, movedBy, updatedAt, updatedBy, bytes }) => ({
    id,
    key,
    code,
    reason,
    movedAt,
    movedBy,
    updatedAt,
    updatedBy,
    bytes,
  }));
}

/**
 * Puts a row back as it was. What it was moved aside for is judged again by the next reader, and by the next
 * `reconcile`.
 *
 * @throws ConfigOverrideError `not_found`, or `conflict` when the key has an override
 * @throws BoostConfigError when a rule between fields refuses the value
 */
export async function restoreRejected(access: OverrideAccess, id: number): Promise<void> {
  await access.store.write(async write => {
    const row = (await write.readRejected()).find(each => each.id === id);
    if (row === undefined) throw notFound();
    const rows = await write.read([...overridableNames(access), row.key]);
    const [inPlace] = rowsInPlaceOf(access, rows, row);
    if (inPlace !== undefined) throw placeTaken(row.key, inPlace);
    const before = valuesOf(access, rows);
    const after = valuesOf(access, [...rows, { ...row, revision: '' }]);
    const added = addedProblems(access, before, after);
    if (added.length > 0) throw new BoostConfigError(added);
    await recordRestore(access, write, row);
  });
}

function rowsInPlaceOf(
  access: OverrideAccess,
  rows: readonly StoredOverride[],
  row: RejectedOverride,
): readonly StoredOverride[] {
  const key = keyToday({ ...row, revision: '' }, access.keys);
  return [...rows.filter(each => each.key === row.key), ...rowsOfKey(rows, key, access.keys)];
}

function notFound(): ConfigOverrideError {
  return new ConfigOverrideError({
    code: 'not_found',
    message: 'No row that was moved aside has this id.',
    hint: 'List the rejected rows again: it may have been restored or purged.',
  });
}

function placeTaken(key: string, { revision }: StoredOverride): ConfigOverrideError {
  return new ConfigOverrideError({
    code: 'conflict',
    message: `The row of ${key} cannot be restored: the key has an override.`,
    hint: 'Unset the override first, or purge the row that was moved aside.',
    currentRevision: revision,
  });
}

/**
 * Deletes rows that were moved aside, for ever. Returns how many.
 *
 * @throws ConfigOverrideError `invalid_option`
 */
export async function purgeRejected(
  access: OverrideAccess,
  which: RejectedSettings,
): Promise<number> {
  const rows = checkWhich(which);
  return access.store.write(async write => {
    const counts = await write.purge(rows);
    for (const key of counts.keys()) await recordPurge(access, write, key);
    return [...counts.values()].reduce((sum, count) => sum + count, 0);
  });
}

/** What PostgreSQL takes as an integer. */
const highestId = 2 ** 31 - 1;
/** Ids are sent with the statement, of which a database takes a limited number. */
const mostIds = 10_000;

function checkWhich(which: RejectedSettings): RejectedRows {
  const { ids, before }: { ids?: unknown; before?: unknown } = Object(
    checkNames(which, optionNames.purge),
  );
  if (before === undefined && Array.isArray(ids) && ids.length <= mostIds && ids.every(isId))
    return { ids: [...new Set(ids)].filter(id => id >= 1 && id <= highestId) };
  if (ids === undefined && isDate(before) && isFourDigitYear(before.getUTCFullYear()))
    return { before: before.toISOString() };
  throw new ConfigOverrideError({
    code: 'invalid_option',
    message: 'Which rows to purge must be either a list of ids or a time.',
    hint: `Name either at most ${mostIds} ids of rejected rows as ids, or a time as before.`,
  });
}

function isId(id: unknown): id is number {
  return Number.isSafeInteger(id);
}

/** Other years have another form as text. */
function isFourDigitYear(year: number): boolean {
  return year >= 0 && year <= 9999;
}
