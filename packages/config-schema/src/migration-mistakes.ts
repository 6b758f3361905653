import type { ConfigFields } from './field.ts';
import { isVersion } from './field-mistakes.ts';
import type { ConfigFieldSet, ConfigMigration } from './field-set.ts';
import { isMapping } from './mapping.ts';
import { isPlainKey } from './path.ts';

/** What is wrong with the migrations of a set, each mistake with its version or key. */
export function findMigrationMistakes({ version, fields, migrations }: ConfigFieldSet): string[] {
  const renamedTo = new Set(migrations.flatMap(({ renamed = {} }) => Object.values(renamed)));
  return migrations.flatMap((migration, index) => {
    const later = migrations.slice(index);
    const before = migrations[index - 1]?.to ?? 1;
    return [
      ...findOrderMistakes(migration, before, version),
      ...findKeyMistakes(migration, later, key => Object.hasOwn(fields, key)),
      ...findSectionMistakes(migration, Object.keys(fields)),
      ...findSensitiveMistakes(migration, fields, renamedTo),
    ];
  });
}

function findOrderMistakes({ to }: ConfigMigration, before: number, version: number): string[] {
  if (!isVersion(to)) return ['a migration has no version: write to, a whole number from 2'];
  const mistakes = [];
  if (to <= before) {
    mistakes.push(
      `the migration to version ${to} is out of order: its version must be above ${before}`,
    );
  }
  if (to > version)
    mistakes.push(
      `the migration to version ${to} is above version ${version} of the set: raise version, or correct the migration`,
    );
  return mistakes;
}

/** What a removed section takes along must not be there, and what is renamed is not removed. */
function* findSectionMistakes(
  { to, removed = {}, renamed = {} }: ConfigMigration,
  keys: readonly string[],
): Generator<string> {
  const step = `in the migration to version ${to}`;
  for (const key of Object.keys(removed)) {
    const below = keys.find(other => other.startsWith(`${key}.`));
    if (below !== undefined) {
      yield `${key} is removed ${step}, but ${below} is still a field: list the removed keys one by one`;
    }
    if (Object.hasOwn(renamed, key)) {
      yield `${key} is both removed and renamed ${step}: keep it in renamed only`;
    }
  }
}

/** A key that is listed without need would let plain text be read where a secret is expected. */
function* findSensitiveMistakes(
  { to, becameSensitive = [] }: ConfigMigration,
  fields: ConfigFields,
  renamedTo: ReadonlySet<string>,
): Generator<string> {
  for (const key of becameSensitive) {
    const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (!isMapping(field)) continue;
    const place = `${key} is in becameSensitive of the migration to version ${to}`;
    if (field.sensitive !== true)
      yield `${place}, but is not sensitive: set sensitive and visibility`;
    if (field.since >= to && !renamedTo.has(key))
      yield `${place}, but exists only since version ${field.since}: remove it there`;
  }
}

function* findKeyMistakes(
  migration: ConfigMigration,
  later: readonly ConfigMigration[],
  isField: (key: string) => boolean,
): Generator<string> {
  const { to, removed = {}, renamed = {}, values = {}, placeholders = {} } = migration;
  const step = `in the migration to version ${to}`;
  for (const key of [...Object.keys(removed), ...Object.keys(renamed)]) {
    if (!isPlainKey(key))
      yield `${key} ${step} is not a valid key: begin it with boost. and separate plain names by dots`;
    if (isField(key))
      yield `${key} is removed or renamed ${step}, but is still a field: remove the field, or correct the migration`;
  }
  // A later migration may take away what an earlier one brought.
  const isGoneLater = (key: string) =>
    later.some(
      other => Object.hasOwn(other.renamed ?? {}, key) || Object.hasOwn(other.removed ?? {}, key),
    );
  const named = [
    ...Object.values(renamed),
    ...Object.keys(values),
    ...Object.keys(placeholders),
    ...(migration.placeholdersUnless ?? []),
    ...(migration.becameSensitive ?? []),
  ];
  for (const key of new Set(named)) {
    if (!isField(key) && !isGoneLater(key))
      yield `${key} ${step} is not a field of the set: correct its name`;
  }
}
