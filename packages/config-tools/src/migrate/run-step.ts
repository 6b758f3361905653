import { changeValues } from './changed-values.ts';
import type { MigrationStep } from './migration-step.ts';
import { neededKeys, writePlaceholders } from './placeholders.ts';
import { removeKeys } from './removed-keys.ts';
import { renameKeys } from './renamed-keys.ts';

/**
 * Makes a migration.
 *
 * @returns the keys that are needed in place of what was removed; none when nothing was that had a
 *   value
 * @throws MigrationRefusal when something cannot be edited safely
 */
export function runStep(step: MigrationStep): string[] {
  const hadRenamed = renameKeys(step);
  const { hadRemoved, removedAt } = removeKeys(step);
  if (removedAt !== undefined) writePlaceholders(step, removedAt);
  changeValues(step, hadRenamed || hadRemoved);
  return removedAt === undefined ? [] : neededKeys(step);
}
