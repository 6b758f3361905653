import { migrateValue } from './migrate-values.ts';
import { describeByHand } from './migration-findings.ts';
import type { MigrationStep } from './migration-step.ts';

/**
 * Brings values to what is taken now.
 *
 * @param isOld - whether the file is known to be of the version before
 */
export function changeValues(step: MigrationStep, isOld: boolean): void {
  const { session, places, findings } = step;
  for (const [key, migrate] of Object.entries(step.migration.values ?? {})) {
    const path = key.split('.');
    if (migrateValue(session, { path, migrate, isOld })) {
      findings.push(describeByHand(path, places.locate(path)));
    }
  }
}
