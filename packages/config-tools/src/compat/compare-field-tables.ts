import type { FieldTable, FieldTableEntry } from '@rhdh-boost/config-schema/artefacts';
import { compareFields } from './compare-fields.ts';
import { compareMigrations } from './compare-migrations.ts';
import { type CompatChange, changeOf, type RuledChange } from './compat-change.ts';
import { findKeyEnds, type KeyEnds } from './moved-key.ts';

/**
 * Finds what changed between two tables of fields, each change breaking or compatible by a rule.
 * A change is compatible when every value that was taken is still taken and every reader still
 * understands; where that cannot be told, it is breaking.
 *
 * @param before - the table that files, rows and readers were made for
 * @param after - the table that they meet
 * @returns the changes in the order of the old table's keys, then the new ones; none for the same tables
 */
export function compareFieldTables(before: FieldTable, after: FieldTable): CompatChange[] {
  const ends = findKeyEnds(before, after);
  return [
    ...compareVersions(before, after),
    ...Object.keys(before.fields).flatMap(key => compareKey(key, ends, before, after)),
    ...compareNewKeys(ends, before, after),
    ...compareMigrations(before, after),
  ];
}

function compareVersions(before: FieldTable, after: FieldTable): CompatChange[] {
  const keys = compareVersionKeys(before.versionKeys, after.versionKeys);
  if (after.version >= before.version) return keys;
  const description = `version was ${before.version}, is ${after.version}`;
  return [changeOf(before.owner, { rule: 'version-lowered', description }), ...keys];
}

/** The fields that have a version in one table alone. A new field had none before. */
function compareVersionKeys(
  before: readonly string[] = [],
  after: readonly string[] = [],
): CompatChange[] {
  const gone = before.filter(key => !after.includes(key));
  return gone.map(key =>
    changeOf(key, {
      rule: 'version-key-changed',
      description: 'no longer contains the version of its section',
    }),
  );
}

function compareKey(
  key: string,
  ends: KeyEnds,
  before: FieldTable,
  after: FieldTable,
): CompatChange[] {
  const from = fieldOf(before, key);
  if (from === undefined) return [];
  const target = ends.get(key);
  const same = fieldOf(after, key);
  const changes =
    same === undefined
      ? compareGone(key, from, target, ends, after)
      : [...compareKept(key, target), ...compareFields(from, same)];
  return changes.map(change => changeOf(key, change));
}

/** A field that is still there must keep the values that were set for it. */
function compareKept(key: string, target: string | undefined): RuledChange[] {
  if (target === key) return [];
  const what = target === undefined ? 'removes its values' : `moves its values to ${target}`;
  return [{ rule: 'values-led-away', description: `is still a field, and a migration ${what}` }];
}

function compareGone(
  key: string,
  from: FieldTableEntry,
  target: string | undefined,
  ends: KeyEnds,
  after: FieldTable,
): RuledChange[] {
  if (target === undefined) {
    return [
      {
        rule: 'field-removed-with-migration',
        description: 'was removed, and a migration removes its values',
      },
    ];
  }
  const to = fieldOf(after, target);
  if (to === undefined) {
    return [{ rule: 'field-removed', description: describeRemoval(key, target) }];
  }
  return [describeRename(key, target, ends), ...compareFields(from, to)];
}

function describeRename(key: string, target: string, ends: KeyEnds): RuledChange {
  const rivals = [...ends]
    .filter(([other, end]) => other !== key && end === target)
    .map(([other]) => other);
  if (rivals.length === 0) return { rule: 'field-renamed', description: `is ${target} now` };
  const others = rivals.map(other =>
    other === target ? 'which was a field before' : `and so is ${other}`,
  );
  return { rule: 'renames-collide', description: [`is ${target} now`, ...others].join(', ') };
}

function describeRemoval(key: string, target: string): string {
  return key === target
    ? 'was removed without a migration from the old version'
    : `was removed: a migration renames it to ${target}, which is not a field`;
}

function compareNewKeys(ends: KeyEnds, before: FieldTable, after: FieldTable): CompatChange[] {
  const renamed = new Set(
    [...ends].filter(([key]) => fieldOf(after, key) === undefined).map(([, end]) => end),
  );
  return Object.entries(after.fields)
    .filter(([key]) => fieldOf(before, key) === undefined && !renamed.has(key))
    .map(([key, { required }]) =>
      required === true
        ? changeOf(key, { rule: 'required-field-added', description: 'is new and must be set' })
        : changeOf(key, { rule: 'field-added', description: 'is new' }),
    );
}

function fieldOf({ fields }: FieldTable, key: string): FieldTableEntry | undefined {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}
