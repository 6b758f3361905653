import type { FieldTable } from '@rhdh-boost/config-schema/artefacts';
import { movedKey } from './moved-key.ts';

/** Values that a migration changes by code. */
export interface CodedMigration {
  /** The key of the field, as the migration's version has it. */
  readonly key: string;
  /** The version that the migration leads to. */
  readonly to: number;
}

/** The values that are changed by code on their way to today's fields: what it makes of them no table tells. */
export function findCodedMigrations(after: FieldTable): CodedMigration[] {
  return after.migrations.flatMap(({ to, values = [] }) =>
    values.filter(key => movedKey(key, after, to) !== undefined).map(key => ({ key, to })),
  );
}
