import { BoostConfigError, type ConfigFieldSet, formatConfigPath } from '@rhdh-boost/config-schema';
import {
  asRefusal,
  invalidChange,
  type Refusal,
  refusalOfMany,
  refusalOfOne,
} from './change-refusal.ts';
import { addedProblems, type OverrideValues, valuesOf } from './effective-rules.ts';
import { frozenCopy } from './json-value.ts';
import { checkNames, optionNames } from './option-names.ts';
import type { OverrideAccess } from './override-access.ts';
import { ConfigOverrideError } from './override-error.ts';
import type {
  NewOverride,
  OverrideAction,
  OverrideWrite,
  StoredOverride,
} from './override-store.ts';
import { noEncryptionSecret } from './reencrypt.ts';
import { rowsOfKey, supersededReason } from './stored-overrides.ts';
import { writeStoredValue } from './stored-value.ts';
import { checkSize, checkValue, overridable } from './write-override.ts';
import { recordMove, recordRemoval, recordWrite } from './write-record.ts';

/** One change of `setMany`. */
export type ConfigChange = {
  /** A key of the registry. */
  readonly key: string;
  /** The revision that the caller has seen; null for a key without an override. */
  readonly ifRevision?: string | null | undefined;
} & (
  | {
      /** The value; null clears what app-config says. */
      readonly value: unknown;
      /** Absent: a value is set. */
      readonly unset?: undefined;
    }
  | {
      /** Removes the override, so that app-config or the default applies. */
      readonly unset: true;
    }
);

/** What became of a change. */
export interface WrittenChange {
  readonly key: string;
  /** The value as its field reads it, frozen; undefined when the override was removed. */
  readonly value: unknown;
  /** The revision of the row; null when the override was removed. */
  readonly revision: string | null;
  /** Whether the key had an override before. */
  readonly wasSet: boolean;
}

/**
 * Writes several overrides, or none of them. Every write of an administrator is one of these.
 *
 * @throws ConfigOverrideError `invalid_changes` or `conflict`, with all `problems`
 */
export async function changeOverrides(
  access: OverrideAccess,
  changes: readonly ConfigChange[],
): Promise<readonly WrittenChange[]> {
  const result = await tryChanges(access, changes);
  if ('written' in result) return result.written;
  throw refusalOfMany(result.refused);
}

/**
 * Writes one override.
 *
 * @param action - what the history says was done; `set` or `unset` by default
 * @throws BoostConfigError when the field, or a rule between fields, refuses the change
 * @throws ConfigOverrideError `conflict`, and what else the key or value is refused with
 */
export async function changeOverride(
  access: OverrideAccess,
  change: ConfigChange,
  action?: OverrideAction,
): Promise<WrittenChange> {
  const result = await tryChanges(access, [change], action);
  if ('refused' in result) throw refusalOfOne(result.refused);
  const [written] = result.written;
  if (written === undefined) throw new Error('A change has no result.');
  return written;
}

type Result =
  | { readonly written: readonly WrittenChange[] }
  | { readonly refused: readonly Refusal[] };

/** A change whose key and value are accepted. */
interface PlannedChange {
  readonly key: string;
  readonly ifRevision: string | null | undefined;
  readonly value: unknown;
  /** The row to write; undefined to remove the override. */
  readonly next: NewOverride | undefined;
}

async function tryChanges(
  access: OverrideAccess,
  changes: readonly ConfigChange[],
  action?: OverrideAction,
): Promise<Result> {
  if (!Array.isArray(changes)) throw invalidChange('The changes must be a list.');
  const planned: PlannedChange[] = [];
  const refused: Refusal[] = [];
  const seen = new Set<string>();
  for (const change of changes) {
    try {
      checkForm(change);
      const { key } = change;
      if (seen.has(key)) throw invalidChange(`${textOf(key)} is changed more than once.`);
      seen.add(key);
      planned.push(planChange(access, change));
    } catch (error) {
      refused.push({ key: keyOf(change), error: asRefusal(error) });
    }
  }
  if (refused.length > 0) return { refused };
  if (planned.length === 0) return { written: [] };
  return access.store.write(write => writePlanned(access, write, planned, action));
}

function planChange(access: OverrideAccess, change: ConfigChange): PlannedChange {
  const { key, ifRevision } = change;
  const set = overridable(access, key);
  if (change.unset === true) return { key, ifRevision, value: undefined, next: undefined };
  const value = checkValue(access, key, change.value);
  return { key, ifRevision, value: frozenCopy(value), next: rowOf(access, set, key, value) };
}

/** Changes may come from JSON, which no type has checked. */
function checkForm(change: ConfigChange): void {
  const { key, ifRevision, unset }: { [Name in keyof ConfigChange]?: unknown } = Object(change);
  if (typeof key !== 'string') throw invalidChange('Each change must have a key.');
  checkNames(change, optionNames.change);
  if (unset !== undefined && (unset !== true || 'value' in change))
    throw invalidChange(`The change of ${textOf(key)} must either have a value or unset it.`);
  if (ifRevision !== undefined && ifRevision !== null && typeof ifRevision !== 'string')
    throw invalidChange(`The ifRevision of ${textOf(key)} must be text or null.`);
}

/** A change without a key is refused for that alone. */
function keyOf(change: unknown): string {
  const { key }: { key?: unknown } = Object(change);
  return typeof key === 'string' ? key : '';
}

function textOf(key: string): string {
  return formatConfigPath(key.split('.'));
}

function rowOf(
  access: OverrideAccess,
  { version }: ConfigFieldSet,
  key: string,
  value: unknown,
): NewOverride {
  const override = writeStoredValue({ key, value, version }, access);
  if (override === undefined) throw noEncryptionSecret();
  checkSize(access, override);
  return { ...override, updatedBy: access.actor };
}

async function writePlanned(
  access: OverrideAccess,
  write: OverrideWrite,
  planned: readonly PlannedChange[],
  action: OverrideAction | undefined,
): Promise<Result> {
  const rows = await write.read(overridableNames(access));
  const changes = planned.map(change => ({
    ...change,
    before: rowsOfKey(rows, change.key, access.keys),
  }));
  const refused = changes.flatMap(refuseOtherRevision);
  if (refused.length > 0) return { refused };
  const before = valuesOf(access, rows);
  const added = addedProblems(access, before, withChanges(before, planned));
  if (added.length > 0)
    return {
      refused: added.map(problem => ({
        key: problem.path,
        error: new BoostConfigError([problem]),
      })),
    };
  const written: WrittenChange[] = [];
  for (const change of changes) written.push(await writeChange(access, write, change, action));
  return { written };
}

/** Every name under which a row can be an override, so that one query reads all that a rule may need. */
export function overridableNames({ keys }: OverrideAccess): string[] {
  const { fields } = keys.registry;
  const names = Object.keys(fields)
    .filter(key => fields[key]?.configScope !== 'yaml-only')
    .flatMap(key => keys.namesOf(key));
  return [...new Set(names)];
}

type LocatedChange = PlannedChange & { readonly before: readonly StoredOverride[] };

function refuseOtherRevision({ key, ifRevision, before }: LocatedChange): Refusal[] {
  const currentRevision = before[0]?.revision ?? null;
  if (ifRevision === undefined || ifRevision === currentRevision) return [];
  const error = new ConfigOverrideError({
    code: 'conflict',
    message:
      currentRevision === null
        ? `The override of ${key} was removed after it was read.`
        : `The override of ${key} has changed since it was read.`,
    hint:
      currentRevision === null
        ? 'Read the setting again. To set an override all the same, repeat the change with the revision null.'
        : 'Read it again, and repeat the change with its current revision.',
    currentRevision,
  });
  return [{ key, error }];
}

function withChanges(values: OverrideValues, changes: readonly PlannedChange[]): OverrideValues {
  const changed = new Map(values);
  for (const { key, next, value } of changes) {
    if (next === undefined) changed.delete(key);
    else changed.set(key, value);
  }
  return changed;
}

async function writeChange(
  access: OverrideAccess,
  write: OverrideWrite,
  { key, value, next, before }: LocatedChange,
  action: OverrideAction = next === undefined ? 'unset' : 'set',
): Promise<WrittenChange> {
  const wasSet = before.length > 0;
  if (next !== undefined) {
    const record = { action, before: before[0], next };
    const row = await recordWrite(access, write, record);
    const superseded = { code: 'superseded', reason: supersededReason(key) };
    // The time of the database may go back, as after a failover: what is set now must decide all the same.
    for (const other of before.filter(({ updatedAt }) => updatedAt > row.updatedAt))
      if (other.key !== row.key) await recordMove(access, write, other, superseded);
    return { key, value, revision: row.revision, wasSet };
  }
  for (const row of before) await recordRemoval(access, write, row, action);
  return { key, value, revision: null, wasSet };
}
