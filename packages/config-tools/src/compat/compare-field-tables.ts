import type { FieldTable } from '@rhdh-boost/config-schema/artefacts';
import { compareFields } from './compare-fields.ts';
import { type CompatChange, changeOf, type RuledChange } from './compat-change.ts';
import { movedKey } from './moved-key.ts';

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
  return [
    ...compareVersions(before, after),
    ...Object.keys(before.fields).flatMap(key => compareKey(key, before, after)),
    ...compareNewKeys(before, after),
    ...compareMigrations(before, after),
  ];
}

function compareVersions(before: FieldTable, after: FieldTable): CompatChange[] {
  if (after.version >= before.version) return [];
  const description = `version was ${before.version}, is ${after.version}`;
  return [changeOf(before.owner, { rule: 'version-lowered', description })];
}

function compareKey(key: string, before: FieldTable, after: FieldTable): CompatChange[] {
  const from = fieldOf(before, key);
  if (from === undefined) return [];
  const same = fieldOf(after, key);
  if (same !== undefined) return compareFields(from, same).map(change => changeOf(key, change));
  const target = movedKey(key, after, before.version);
  if (target === undefined) {
    const description = 'is gone; a migration removes it';
    return [changeOf(key, { rule: 'field-removed-with-migration', description })];
  }
  const to = fieldOf(after, target);
  if (to === undefined) {
    return [changeOf(key, { rule: 'field-removed', description: describeRemoval(key, target) })];
  }
  const renamed: RuledChange = { rule: 'field-renamed', description: `is ${target} now` };
  return [renamed, ...compareFields(from, to)].map(change => changeOf(key, change));
}

function describeRemoval(key: string, target: string): string {
  return key === target
    ? 'is gone, without a migration from the old version'
    : `is gone: a migration renames it to ${target}, which is no field`;
}

function compareNewKeys(before: FieldTable, after: FieldTable): CompatChange[] {
  const renamed = new Set(
    Object.keys(before.fields)
      .filter(key => fieldOf(after, key) === undefined)
      .map(key => movedKey(key, after, before.version)),
  );
  return Object.entries(after.fields)
    .filter(([key]) => fieldOf(before, key) === undefined && !renamed.has(key))
    .map(([key, { required }]) =>
      required === true
        ? changeOf(key, { rule: 'required-field-added', description: 'is new and must be set' })
        : changeOf(key, { rule: 'field-added', description: 'is new' }),
    );
}

/** What the old table moved on must still be moved on, and to the same end. */
function compareMigrations(before: FieldTable, after: FieldTable): CompatChange[] {
  return before.migrations.flatMap(({ to, removed = [], renamed = {} }) =>
    [...removed, ...Object.keys(renamed)]
      .filter(key => !isStillThere(key, after))
      .filter(key => {
        const end = movedKey(key, before, to - 1);
        const wanted = end === undefined ? end : movedKey(end, after, before.version);
        return movedKey(key, after, to - 1) !== wanted;
      })
      .map(key =>
        changeOf(key, {
          rule: 'migration-dropped',
          description: `the migrations from version ${to - 1} on do not lead it where they did`,
        }),
      ),
  );
}

/** Whether a key, or something in the section that it names, is a field. */
function isStillThere(key: string, { fields }: FieldTable): boolean {
  return Object.keys(fields).some(field => field === key || field.startsWith(`${key}.`));
}

function fieldOf({ fields }: FieldTable, key: string): FieldTable['fields'][string] | undefined {
  return Object.hasOwn(fields, key) ? fields[key] : undefined;
}
