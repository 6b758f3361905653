import type { Knex } from 'knex';
import { CallTime } from './call-time.ts';
import { ConfigOverrideError } from './override-error.ts';

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

const columns = ['key', 'value', 'schema_version'] as const;

/**
 * Reads Boost's table. It sends no statement but `select`, so that a role that may only read is enough.
 *
 * @throws ConfigOverrideError `unsuitable_database` when the table does not exist, or is not Boost's
 */
export async function readBoostRows({
  knex,
  table = 'boost_admin_config',
}: ImportSource): Promise<BoostRow[]> {
  const time = new CallTime(knex);
  const found = Object.keys(await time.limit(knex(table)).columnInfo());
  if (found.length === 0)
    throw unsuitable(
      `The table ${table} does not exist in the database to import from.`,
      'Pass the Knex of the plugin boost, in whose database or schema Boost 0.8 made it, and the name of its table.',
    );
  const missing = columns.filter(column => !found.includes(column));
  if (missing.length > 0)
    throw unsuitable(
      `The table ${table} has no column ${missing.join(', ')}, so that it is not Boost's.`,
      'Pass the table in which Boost 0.8 keeps its overrides.',
    );
  const rows: Record<(typeof columns)[number], unknown>[] = await time
    .limit(knex(table))
    .select(...columns);
  return rows.map(({ key, value, schema_version }) => ({ key, value, schemaVersion: schema_version }));
}

function unsuitable(message: string, hint: string): ConfigOverrideError {
  return new ConfigOverrideError({ code: 'unsuitable_database', message, hint });
}
