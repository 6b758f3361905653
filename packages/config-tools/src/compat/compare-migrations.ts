import type { FieldTable } from '@rhdh-boost/config-schema/artefacts';
import { type CompatChange, changeOf } from './compat-change.ts';
import { movedKey } from './moved-key.ts';

/** What became of the migrations that the old table had. */
export function compareMigrations(before: FieldTable, after: FieldTable): CompatChange[] {
  return [...compareKeyMigrations(before, after), ...compareValueMigrations(before, after)];
}

/** What the old table moved on must still be moved on, and to the same end. */
function compareKeyMigrations(before: FieldTable, after: FieldTable): CompatChange[] {
  return before.migrations.flatMap(({ to, removed = [], renamed = {} }) =>
    [...removed, ...Object.keys(renamed)]
      .filter(key => !isStillThere(key, after))
      .flatMap(key => {
        const end = movedKey(key, before, to - 1);
        const wanted = end === undefined ? end : movedKey(end, after, before.version);
        const now = movedKey(key, after, to - 1);
        if (now === wanted) return [];
        const [was, is] = [wanted, now].map(place => describeEnd(key, place));
        const description = `what was written before version ${to} was ${was}, and is ${is} now`;
        return [changeOf(key, { rule: 'migration-dropped', description })];
      }),
  );
}

function describeEnd(key: string, end: string | undefined): string {
  if (end === undefined) return 'removed';
  return end === key ? 'left where it is' : `moved to ${end}`;
}

/** Whether a key, or something in the section that it names, is a field. */
function isStillThere(key: string, { fields }: FieldTable): boolean {
  return Object.keys(fields).some(field => field === key || field.startsWith(`${key}.`));
}

/** Values that the old table changed must still be changed; what the code makes of them is not known. */
function compareValueMigrations(before: FieldTable, after: FieldTable): CompatChange[] {
  return before.migrations.flatMap(({ to, values = [] }) =>
    values
      .filter(key => movedKey(key, after, to) !== undefined && !changesValues(after, to, key))
      .map(key => {
        const description = `what was written before version ${to} was changed by code, and is now left as it was`;
        return changeOf(key, { rule: 'value-migration-dropped', description });
      }),
  );
}

function changesValues({ migrations }: FieldTable, version: number, key: string): boolean {
  return migrations.some(({ to, values = [] }) => to === version && values.includes(key));
}
