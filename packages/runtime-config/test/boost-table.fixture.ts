import type { Knex } from 'knex';
import stored from './fixtures/boost-stored-values.json' with { type: 'json' };

/** A row as Boost 0.8 stores it. */
export interface BoostTableRow {
  readonly key: unknown;
  readonly value: unknown;
  readonly schema_version: unknown;
}

/** Rows that Boost 0.8.2 wrote, one for each key. */
export const rowsOfBoost: readonly BoostTableRow[] = [
  ...new Map(
    stored.rows.map(({ key, value, schema_version }) => [key, { key, value, schema_version }]),
  ).values(),
];

/** What Boost 0.8.2 read from each of them, by key. */
export const valuesOfBoost: Readonly<Record<string, unknown>> = Object.fromEntries(
  stored.rows.map(({ key, value, plaintext }) => [key, plaintext ?? JSON.parse(value)]),
);

/** Creates the table as Boost 0.8.2 does, with these rows. */
export async function createBoostTable(
  knex: Knex,
  rows: readonly BoostTableRow[] = rowsOfBoost,
  name = 'boost_admin_config',
): Promise<void> {
  await knex.schema.createTable(name, table => {
    table.string('key').primary().notNullable();
    table.text('value').notNullable();
    table.integer('schema_version').notNullable();
    table.timestamp('updated_at', { useTz: true }).defaultTo(knex.fn.now()).notNullable();
  });
  if (rows.length > 0) await knex.batchInsert(name, [...rows], 100);
}

/** Everything in some tables, as text of one row each. */
export async function contentsOf(knex: Knex, ...tables: readonly string[]): Promise<string[]> {
  const rows: unknown[] = [];
  for (const table of tables) rows.push(...(await knex(table).select('*').orderBy(1)));
  return rows.map(row => JSON.stringify(row));
}
