import type { Knex } from 'knex';
import { CallTime } from './call-time.ts';
import { guard } from './guarded-store.ts';
import { checkNames, optionNames } from './option-names.ts';
import { ConfigOverrideError } from './override-error.ts';
import { hintFor, systemCode } from './system-code.ts';

/** Where rows are imported from. */
export interface ImportSource {
  /**
   * A Knex on the database of Boost 0.8, which is only read. Backstage keeps a database or schema for
   * each plugin, and the table is in that of the plugin `boost`.
   */
  readonly knex: Knex;
  /**
   * The table.
   *
   * @defaultValue `boost_admin_config`
   */
  readonly table?: string | undefined;
}

/** A row of Boost's table. SQLite takes anything in any column. */
export interface BoostRow {
  readonly key: unknown;
  /** The value: JSON as text; of a secret, the text that Boost encrypted. */
  readonly value: unknown;
  /** The version of Boost's own registry, whatever set the key belongs to here. */
  readonly schemaVersion: unknown;
}

const defaultTable = 'boost_admin_config';
const columns = ['key', 'value', 'schema_version'] as const;

/**
 * Reads Boost's table. The right to select from it is enough.
 *
 * @throws ConfigOverrideError `invalid_option`, `unsuitable_database` when the table does not exist or is
 *   not Boost's, `store_unavailable`
 */
export async function readBoostRows(source: ImportSource): Promise<BoostRow[]> {
  const { knex, table = defaultTable } = checkNames(source ?? {}, optionNames.importSource);
  if (typeof knex !== 'function' || typeof table !== 'string' || table === '')
    throw new ConfigOverrideError({
      code: 'invalid_option',
      message: 'Rows are imported from { knex, table }: a Knex, and the name of a table.',
      hint: `Use the database of the plugin boost. Leave table out for ${defaultTable}.`,
    });
  return guard(
    () => readTable(knex, table),
    error => unreadable(table, error),
  );
}

async function readTable(knex: Knex, table: string): Promise<BoostRow[]> {
  const time = new CallTime(knex);
  const found = Object.keys(await time.limit(knex(table)).columnInfo());
  if (found.length === 0)
    throw unsuitable(
      `The table ${table} does not exist in the database to import from, or its user cannot read it.`,
      'Import from the database of the plugin boost, in whose database or schema Boost 0.8 created it.',
    );
  const missing = columns.filter(column => !found.includes(column));
  if (missing.length > 0)
    throw unsuitable(
      `The table ${table} has no column ${missing.join(', ')}: Boost 0.8 did not create it.`,
      'Import from the table in which Boost 0.8 keeps its overrides.',
    );
  const rows: Record<(typeof columns)[number], unknown>[] = await time
    .limit(knex(table))
    .select(...columns);
  return rows.map(({ key, value, schema_version: schemaVersion }) => ({
    key,
    value,
    schemaVersion,
  }));
}

function unreadable(table: string, error: unknown): ConfigOverrideError {
  const code = systemCode(error);
  return new ConfigOverrideError({
    code: 'store_unavailable',
    message: `The table ${table} could not be read for the import${code === undefined ? '' : ` (${code})`}.`,
    hint: code === '42501' ? 'Let its user select from this table.' : hintFor(code),
  });
}

/** Boost's table is not where it is imported from, as long as nobody changes that. */
export class UnusableImportSource extends ConfigOverrideError {}

function unsuitable(message: string, hint: string): ConfigOverrideError {
  return new UnusableImportSource({ code: 'unsuitable_database', message, hint });
}
