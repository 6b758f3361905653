import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import createKnex, { type Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createConfigResolver } from '../src/create-config-resolver.ts';
import { createKnexOverrideStore } from '../src/knex-override-store.ts';
import { migrateOverrideStore } from '../src/override-migrations.ts';
import { tableNames } from '../src/override-tables.ts';
import type { MigrationTask } from './migrating-process.fixture.ts';
import { sampleRegistry, sampleYaml } from './sample-fields.fixture.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('./migrating-process.fixture.ts', import.meta.url));
const title = 'boost.sample.title';

/** A database without tables. */
export interface EmptyDatabase {
  readonly connection: Knex.Config;
  close(): Promise<void>;
}

/** Where the suite of `migrateOverrideStore` runs. */
export interface EmptyHost {
  readonly name: string;
  openEmpty(): Promise<EmptyDatabase>;
}

/** How the tables are created, on a database. */
export function describeMigrations(host: EmptyHost): void {
  describe(`migrateOverrideStore ${host.name}`, () => {
    let database: EmptyDatabase;
    let knex: Knex;
    beforeEach(async () => {
      database = await host.openEmpty();
      knex = createKnex(database.connection);
    });
    afterEach(async () => {
      await knex.destroy();
      await database.close();
    });

    const start = (task: Partial<MigrationTask> = {}) =>
      run(process.execPath, [
        program,
        JSON.stringify({ connection: database.connection, startAt: 0, ...task }),
      ]);
    const resolver = (table?: string) =>
      createConfigResolver({
        yaml: sampleYaml,
        overrides: createKnexOverrideStore(knex, table === undefined ? {} : { table }),
        registry: sampleRegistry,
        cache: { ttlSeconds: 0 },
      });
    const { migrations, ...others } = tableNames();
    const tables = [...Object.values(others), migrations, `${migrations}_lock`];
    const existing = async () => {
      const found = await Promise.all(tables.map(table => knex.schema.hasTable(table)));
      return found.filter(Boolean).length;
    };

    test('A4: four processes that start at the same time create the tables once', async () => {
      const startAt = Date.now() + 2500;
      await Promise.all([0, 1, 2, 3].map(() => start({ startAt })));
      expect(await existing()).toBe(tables.length);
      expect(await knex(migrations).pluck('name')).toEqual(['1-overrides']);
      await resolver().set(title, 'set');
      expect(await resolver().resolve(title)).toBe('set');
    }, 60_000);

    test('A4: a process killed before any statement leaves nothing that stops the next one [runtime-config/Killed creation is completed]', async () => {
      const trial = await host.openEmpty();
      const { stdout } = await start({ connection: trial.connection });
      await trial.close();
      const statements = Number(stdout);
      expect(statements).toBeGreaterThan(10);
      const atOnce = 4;
      const killed = async (killBefore: number) => {
        const empty = await host.openEmpty();
        const { connection } = empty;
        await expect(start({ connection, killBefore })).rejects.toMatchObject({
          signal: 'SIGKILL',
        });
        const own = createKnex(connection);
        await migrateOverrideStore(own);
        expect(await own(migrations).pluck('name'), `statement ${killBefore}`).toEqual([
          '1-overrides',
        ]);
        expect(await own(others.overrides).select()).toEqual([]);
        await own.destroy();
        await empty.close();
      };
      for (let first = 1; first <= statements; first += atOnce)
        await Promise.all(
          Array.from({ length: Math.min(atOnce, statements - first + 1) }, (_, more) =>
            killed(first + more),
          ),
        );
    }, 180_000);

    test("A4: the caller's own migrations are left alone", async () => {
      const migrationSource = {
        getMigrations: async () => ['caller'],
        getMigrationName: () => 'caller',
        getMigration: async () => ({
          up: async (own: Knex) => own.schema.createTable('theirs', table => table.increments()),
          down: async () => undefined,
        }),
      };
      await knex.migrate.latest({ migrationSource });
      await migrateOverrideStore(knex);
      await knex.migrate.latest({ migrationSource });
      expect(await knex('knex_migrations').pluck('name')).toEqual(['caller']);
      expect(await knex(migrations).pluck('name')).toEqual(['1-overrides']);
    });

    test('A4: after a rollback the steps of a later version are ignored', async () => {
      await migrateOverrideStore(knex);
      await knex(migrations).insert({ name: '2-later', batch: 2, migration_time: new Date() });
      await migrateOverrideStore(knex);
      await resolver().set(title, 'set');
      expect(await knex(migrations).pluck('name')).toEqual(['1-overrides', '2-later']);
    });

    test('A4: a second call reads once and writes nothing', async () => {
      await migrateOverrideStore(knex);
      const statements: string[] = [];
      knex.on('query', ({ sql }: { readonly sql: string }) => statements.push(sql));
      await migrateOverrideStore(knex);
      expect(statements).toHaveLength(1);
      expect(statements[0]).toMatch(/^select/);
    });

    test('A4: another table has its own rows', async () => {
      await migrateOverrideStore(knex);
      await migrateOverrideStore(knex, { table: 'other' });
      await resolver('other').set(title, 'other');
      expect(await resolver().resolve(title)).toBeUndefined();
      expect(await resolver('other').resolve(title)).toBe('other');
    });

    test('A4: a missing table is an error that names the call [runtime-config/Missing tables are named]', async () => {
      for (const call of [
        () => resolver().resolve(title),
        () => resolver().set(title, 'set'),
        () => resolver().reconcile(),
      ])
        await expect(call()).rejects.toMatchObject({
          code: 'missing_table',
          hint: expect.stringContaining('migrateOverrideStore(knex, { table })'),
        });
      expect(await existing()).toBe(0);
    });

    test('A4: a table of another program is an error that names the call and the option', async () => {
      await knex.schema.createTable(others.overrides, table => {
        table.string('key').primary();
        table.text('value');
      });
      for (const call of [() => resolver().resolve(title), () => resolver().set(title, 'set')])
        await expect(call()).rejects.toMatchObject({
          code: 'unsuitable_database',
          hint: expect.stringMatching(/migrateOverrideStore.*option table/),
        });
      await expect(migrateOverrideStore(knex)).rejects.toMatchObject({
        code: 'unsuitable_database',
        message: expect.stringContaining(others.overrides),
        hint: expect.stringContaining('option table'),
      });
      expect(await existing()).toBe(1);
    });

    test('A4: a transaction is refused', async () => {
      const transaction = await knex.transaction();
      await expect(migrateOverrideStore(transaction)).rejects.toMatchObject({
        code: 'invalid_option',
      });
      await transaction.rollback();
      expect(await existing()).toBe(0);
    });
  });
}
