import { boostConfigRegistry, type ConfigRegistry } from '@rhdh-boost/config-schema';
import { createFieldTable } from '@rhdh-boost/config-schema/artefacts';
import type { Finding } from '../finding.ts';
import { type CodedMigration, findCodedMigrations } from './coded-migrations.ts';
import { compareFieldTables } from './compare-field-tables.ts';
import type { CompatChange } from './compat-change.ts';
import { findOpaqueFields } from './opaque-fields.ts';
import type { FieldTableReading } from './parse-field-table.ts';
import { readBaseline, readFieldTableFile } from './read-baseline.ts';

/** What is compared with what. */
export interface CompatOptions {
  /** The baseline: a file such as `fields.json`, or else a git ref (a commit, tag or branch). */
  readonly against: string;
  /** Where the commit has the table, seen from the current folder; by default `schema/fields.json` here, or Boost's own. */
  readonly path?: string;
  /** A file to compare instead of the registry. */
  readonly current?: string;
  /** The registry whose fields are compared: the set with the baseline's owner. Boost's own by default. */
  readonly registry?: ConfigRegistry;
  /** The folder that names start from, and whose repository has the ref; the process's by default. */
  readonly cwd?: string;
  /**
   * Keys of fields whose potentially breaking changes a person has confirmed to be compatible.
   *
   * @defaultValue none
   */
  readonly accept?: readonly string[];
}

/** What a comparison gives. */
export interface CompatReport {
  /** What the fields were compared with, as it was named. */
  readonly against: string;
  /** Who declares the fields; none when nothing could be compared. */
  readonly owner?: string;
  /** What changed. */
  readonly changes: readonly CompatChange[];
  /**
   * Fields whose checks are code that no rule of theirs describes: whether those changed is not
   * known, and for a reviewer to see. There when there are any.
   */
  readonly notCompared?: readonly string[];
  /**
   * Values that a migration changes by code: what it makes of them, and whether that changed, is not
   * known, and for a reviewer to see. There when there are any.
   */
  readonly codedMigrations?: readonly CodedMigration[];
  /** Why nothing could be compared. */
  readonly findings: readonly Finding[];
  /** 0: nothing breaks. 1: something breaks, or may break and was not accepted. 2: nothing could be compared. */
  readonly exitCode: 0 | 1 | 2;
}

/**
 * Compares the fields of today with those of a file or a commit, and says what a change breaks.
 * Nothing is thrown for what cannot be read: the report has findings then.
 */
export async function compareConfiguration(options: CompatOptions): Promise<CompatReport> {
  const { against, path, current, registry = boostConfigRegistry, cwd = process.cwd() } = options;
  const { accept = [] } = options;
  const before = await readBaseline({ against, path, cwd });
  if (before.problem !== undefined) return refuse(against, before.problem);
  const after =
    current === undefined
      ? currentTable(registry, before.table.owner, against)
      : readFieldTableFile(current, cwd);
  if (after.problem !== undefined) return refuse(against, after.problem);
  const { owner } = before.table;
  if (after.table.owner !== owner) {
    return refuse(against, describeOtherOwner(against, owner, [after.table.owner]));
  }
  const changes = acceptChanges(compareFieldTables(before.table, after.table), accept);
  const breaks = changes.some(({ kind }) => kind !== 'compatible');
  const opaque = findOpaqueFields(before.table, after.table);
  const codedMigrations = findCodedMigrations(after.table);
  return {
    against,
    owner,
    changes,
    ...(opaque.length > 0 ? { notCompared: opaque } : {}),
    ...(codedMigrations.length > 0 ? { codedMigrations } : {}),
    findings: [],
    exitCode: breaks ? 1 : 0,
  };
}

/** A person has confirmed that what may break in these fields does not. */
function acceptChanges(
  changes: readonly CompatChange[],
  keys: readonly string[],
): readonly CompatChange[] {
  const accepted = (change: CompatChange): CompatChange =>
    change.kind === 'potentially-breaking' && keys.includes(change.key)
      ? { ...change, kind: 'compatible' }
      : change;
  return changes.map(accepted);
}

function currentTable(registry: ConfigRegistry, owner: string, against: string): FieldTableReading {
  const set = registry.sets.find(candidate => candidate.owner === owner);
  if (set !== undefined) return { table: createFieldTable(set) };
  const owners = registry.sets.map(candidate => candidate.owner);
  return { problem: describeOtherOwner(against, owner, owners) };
}

function describeOtherOwner(against: string, owner: string, owners: readonly string[]): Finding {
  return {
    severity: 'error',
    code: 'other_owner',
    message: `${against} has the fields of ${owner}, which are not compared with those of ${owners.join(', ')}`,
    hint: 'Name a baseline of the same owner, or bring the set of that owner with --fields.',
  };
}

function refuse(against: string, finding: Finding): CompatReport {
  return { against, changes: [], findings: [finding], exitCode: 2 };
}
