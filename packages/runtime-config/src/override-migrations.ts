import type { Knex } from 'knex';
import { checkDatabase } from './database-dialect.ts';
import { checkTable, type OverrideTableNames, tableNames } from './override-tables.ts';
import { againAfterConflict } from './transaction-conflict.ts';

/** One step of the tables, from one version of this package to the next. */
interface TableMigration {
  readonly name: string;
  up(knex: Knex, names: OverrideTableNames): Promise<void>;
}

/**
 * In order. A step that was released is never changed, and none removes or narrows what an older replica
 * reads or writes: during a rollout both use the tables.
 */
const migrations: readonly TableMigration[] = [
  {
    name: '1-overrides',
    async up(knex, names) {
      await knex.schema.createTable(names.overrides, table => {
        table.string('key', 256).primary();
        addOverrideColumns(table);
        table.text('value').notNullable();
        table.integer('schema_version').notNullable();
        table.integer('readable_since').notNullable();
        table.timestamp('updated_at', { useTz: true }).notNullable();
      });
      await knex.schema.createTable(names.rejected, table => {
        table.increments('id');
        table.string('key', 256).notNullable();
        addOverrideColumns(table);
        // These columns accept whatever the row contained, so that nothing is lost.
        table.text('value');
        table.integer('schema_version');
        table.integer('readable_since');
        table.timestamp('updated_at', { useTz: true });
        table.string('code', 64).notNullable();
        table.text('reason').notNullable();
        table.timestamp('moved_at', { useTz: true }).notNullable();
        table.string('moved_by', 255);
      });
      await knex.schema.createTable(names.history, table => {
        table.increments('id');
        table.string('key', 256).notNullable().index();
        table.string('action', 32).notNullable();
        table.text('from_value');
        table.integer('from_version');
        table.text('to_value');
        table.integer('to_version');
        table.boolean('sensitive').notNullable();
        table.string('revision', 64).notNullable();
        table.timestamp('changed_at', { useTz: true }).notNullable().index();
        table.string('changed_by', 255);
      });
      await knex.schema.createTable(names.imported, table => {
        table.string('key', 256).primary();
        table.string('source_hash', 64).notNullable();
        table.timestamp('imported_at', { useTz: true }).notNullable();
      });
    },
  },
];

function addOverrideColumns(table: Knex.CreateTableBuilder): void {
  table.string('owner', 255);
  table.string('updated_by', 255);
}

/** Options of {@link migrateOverrideStore}. */
export interface MigrateOverrideStoreOptions {
  /**
   * The name of the table of overrides; the other tables of the store begin with it.
   *
   * @defaultValue `'boost_config_overrides'`
   */
  readonly table?: string;
}

/**
 * Creates the tables of the overrides, and brings them to this version. It is the only function of this
 * package that needs the right to create tables. Call it when the backend starts, before the first
 * `resolve`; several replicas may do so at the same time, and a process that is killed in it leaves nothing
 * behind. Which steps have run is recorded in a table of this store, apart from the `knex_migrations` of
 * the caller.
 *
 * @param knex - SQLite (`better-sqlite3`) or PostgreSQL (`pg`), not a transaction
 * @throws ConfigOverrideError `unsuitable_database` for other databases, `invalid_option` for a bad name
 */
export async function migrateOverrideStore(
  knex: Knex,
  { table }: MigrateOverrideStoreOptions = {},
): Promise<void> {
  const { lock } = checkDatabase(knex);
  const names = tableNames(checkTable(table));
  const options: Knex.MigratorConfig = {
    tableName: names.migrations,
    // After a rollback the tables know steps that this version does not.
    disableMigrationsListValidation: true,
    migrationSource: {
      getMigrations: async () => [...migrations],
      getMigrationName: (migration: TableMigration) => migration.name,
      getMigration: async (migration: TableMigration) => ({
        up: transaction => migration.up(transaction, names),
        down: async () => undefined,
      }),
    },
  };
  // One transaction: a killed process rolls back, and cannot leave Knex's own lock behind.
  await againAfterConflict(() =>
    knex.transaction(async transaction => {
      if (lock !== undefined) await transaction.raw(lock, [names.migrations]);
      await transaction.migrate.latest(options);
    }),
  );
}
