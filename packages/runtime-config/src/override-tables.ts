import type { Knex } from 'knex';
import type { CallTime } from './call-time.ts';
import { ConfigOverrideError } from './override-error.ts';

/** The overrides: the table that Boost itself has, column for column. */
export const overrideTable = 'boost_admin_config';
/** The rows that were moved aside; a key may be here more than once. */
export const rejectedTable = 'boost_admin_config_rejected';

/** Thrown inside a transaction that needs the second table, which cannot be made there. */
export class NoRejectedTable extends Error {}

/**
 * Makes the table of overrides where it is missing. One that is there is left as it is. Several
 * replicas may do so at once.
 */
export async function ensureOverrideTable(knex: Knex, time: CallTime): Promise<void> {
  await ensureTable(knex, overrideTable, table => {
    table.string('key').primary();
    table.text('value').notNullable();
    table.integer('schema_version').notNullable();
    table.timestamp('updated_at', { useTz: true }).notNullable();
  });
  const columns = Object.keys(await time.limit(knex(overrideTable)).columnInfo());
  const missing = ['key', 'value', 'schema_version', 'updated_at'].filter(
    column => !columns.includes(column),
  );
  if (missing.length === 0) return;
  throw new ConfigOverrideError({
    code: 'unsuitable_database',
    message: `The table ${overrideTable} has no column ${missing.join(', ')}.`,
    hint: 'It is not the table that Boost made. Give the resolver a database or schema of its own.',
  });
}

/** Makes the table for rows that are moved aside: when the first is, for many roles may not make tables. */
export async function ensureRejectedTable(knex: Knex): Promise<void> {
  await ensureTable(knex, rejectedTable, table => {
    table.increments('id');
    table.string('key').notNullable();
    // The columns take whatever was in the row, so that nothing is lost.
    table.text('value');
    table.integer('schema_version');
    table.timestamp('updated_at', { useTz: true });
    table.text('reason').notNullable();
    table.timestamp('moved_at', { useTz: true }).notNullable();
  });
}

async function ensureTable(
  knex: Knex,
  name: string,
  columns: (table: Knex.CreateTableBuilder) => void,
): Promise<void> {
  if (await knex.schema.hasTable(name)) return;
  try {
    // Whole or not at all: PostgreSQL gets the key in a statement of its own.
    await knex.transaction(transaction => transaction.schema.createTable(name, columns));
  } catch (error) {
    // Another replica may have made it in between; "if not exists" is no help, PostgreSQL's races too.
    if (!(await knex.schema.hasTable(name))) throw error;
  }
}
