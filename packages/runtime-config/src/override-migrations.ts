import type { Knex } from 'knex';
import { checkDatabase } from './database-dialect.ts';
import { checkNames, optionNames } from './option-names.ts';
import { ConfigOverrideError } from './override-error.ts';
import { checkTable, type OverrideTableNames, tableNames } from './override-tables.ts';
import { creationHintFor, isMissingTable, isOtherTable, systemCode } from './system-code.ts';
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
        table.integer('schema_version').notNullable();
        table.integer('readable_since').notNullable();
        table.timestamp('updated_at', { useTz: true }).notNullable();
        // The last one: SQLite reads through a large value to what comes after it.
        table.text('value').notNullable();
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
  readonly table?: string | undefined;
}

/**
 * Creates the tables of the overrides, and brings them to this version. It is the only function of this
 * package that needs the right to create tables, and only while a table is missing. Call it when the backend
 * starts, before the first `resolve`. Several replicas may do so at the same time, and a process that is
 * killed in it leaves nothing behind. Which steps have run is recorded in a table of this store, apart from
 * the `knex_migrations` of the caller. On PostgreSQL the tables are created in the first schema of the
 * `search_path`, Knex's `searchPath`.
 *
 * @param knex - SQLite (`better-sqlite3`) or PostgreSQL (`pg`), not a transaction
 * @throws ConfigOverrideError `unsuitable_database` for other databases and for a table of another program,
 *   `invalid_option`, and `store_unavailable` when the tables cannot be created
 */
export async function migrateOverrideStore(
  knex: Knex,
  options: MigrateOverrideStoreOptions = {},
): Promise<void> {
  const { lockCreation } = checkDatabase(knex);
  const { table } = checkNames(options, optionNames.migrateOverrideStore);
  const names = tableNames(checkTable(table));
  if (knex.isTransaction === true) throw transactionError();
  // One transaction: a killed process rolls back, and cannot leave Knex's own lock behind.
  const migrate = async () => {
    if (await isUpToDate(knex, names)) return;
    await knex.transaction(async transaction => {
      for (const statement of lockCreation)
        await transaction.raw(statement, [`${names.overrides}_creation`]);
      await transaction.migrate.latest(migratorConfig(names));
    });
  };
  try {
    await againAfterConflict(migrate);
  } catch (error) {
    throw migrationError(error, names);
  }
}

function migratorConfig(names: OverrideTableNames): Knex.MigratorConfig {
  return {
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
}

/** Whether nothing is to be done. Knex's own answer takes its lock, which needs the right to write. */
async function isUpToDate(knex: Knex, names: OverrideTableNames): Promise<boolean> {
  try {
    const done: unknown[] = await knex(names.migrations).pluck('name');
    return migrations.every(({ name }) => done.includes(name));
  } catch (error) {
    if (isMissingTable(error)) return false;
    throw error;
  }
}

function transactionError(): ConfigOverrideError {
  return new ConfigOverrideError({
    code: 'invalid_option',
    message: 'migrateOverrideStore was called with a transaction.',
    hint: 'Pass the Knex itself: migrateOverrideStore begins its own transaction.',
  });
}

function migrationError(error: unknown, { overrides }: OverrideTableNames): ConfigOverrideError {
  if (isOtherTable(error))
    return new ConfigOverrideError({
      code: 'unsuitable_database',
      message: `The database has tables called ${overrides} or beginning with ${overrides}_ that migrateOverrideStore did not create.`,
      hint: 'Choose another name with the option table, the same for createKnexOverrideStore.',
    });
  const code = systemCode(error);
  return new ConfigOverrideError({
    code: 'store_unavailable',
    message: `The tables of the overrides could not be created${code === undefined ? '' : ` (${code})`}.`,
    hint: creationHintFor(code),
  });
}
