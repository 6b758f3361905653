import type { FieldTable, FieldTableEntry } from '@rhdh-boost/config-schema/artefacts';

/** A plain field, with what a test wants otherwise. */
export function field(differences: Partial<FieldTableEntry> = {}): FieldTableEntry {
  return {
    scope: 'yaml-only',
    visibility: 'backend',
    since: 1,
    description: 'What it does.',
    schema: { type: 'string' },
    ...differences,
  };
}

/** A table of version 1 without migrations, with what a test wants otherwise. */
export function table(
  fields: FieldTable['fields'],
  differences: Partial<FieldTable> = {},
): FieldTable {
  return { owner: '@scope/owner', version: 1, fields, migrations: [], ...differences };
}
