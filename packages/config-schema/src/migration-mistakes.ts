import { isVersion } from './field-mistakes.ts';
import type { ConfigFieldSet, ConfigMigration } from './field-set.ts';
import { isPlainKey } from './path.ts';

/** What is wrong with the migrations of a set, each mistake with its version or key. */
export function findMigrationMistakes({ version, fields, migrations }: ConfigFieldSet): string[] {
  return migrations.flatMap((migration, index) => {
    const later = migrations.slice(index);
    const before = migrations[index - 1]?.to ?? 1;
    return [
      ...findOrderMistakes(migration, before, version),
      ...findKeyMistakes(migration, later, key => Object.hasOwn(fields, key)),
      ...findSectionMistakes(migration, Object.keys(fields)),
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
  ];
  for (const key of new Set(named)) {
    if (!isField(key) && !isGoneLater(key))
      yield `${key} ${step} is not a field of the set: correct its name`;
  }
}
