import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import createKnex, { type Knex } from 'knex';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { operationsOf } from '../test/database-host.fixture.ts';
import stored from '../test/fixtures/boost-stored-values.json' with { type: 'json' };
import { sampleRegistry, sampleYaml } from '../test/sample-fields.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { createKnexOverrideStore } from './knex-override-store.ts';

let knex: Knex;
beforeEach(() => {
  knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
  });
});
afterEach(() => knex.destroy());

const definition = () => knex('sqlite_master').select('sql').where('name', 'boost_admin_config');

test("Boost's table is used as it is [runtime-config/Each row of Boost is read]", async () => {
  await knex.schema.createTable('boost_admin_config', table => {
    table.string('key').primary();
    table.text('value').notNullable();
    table.integer('schema_version').notNullable().defaultTo(1);
    table.timestamp('updated_at', { useTz: true }).defaultTo(knex.fn.now());
    table.string('a_column_of_a_later_boost');
  });
  const rows = stored.rows.slice(1).map(({ key, value, schema_version }) => ({
    key,
    value,
    schema_version,
  }));
  await knex('boost_admin_config').insert(rows);
  const [columns, before] = [await definition(), await knex('boost_admin_config').select()];
  const config = createConfigResolver({
    yaml: sampleYaml,
    overrides: createKnexOverrideStore(knex),
    registry: sampleRegistry,
  });
  expect(await config.resolve('boost.devSpaces.credentials')).toBe('x');
  await config.resolveAll();
  expect(await knex('boost_admin_config').select()).toEqual(before);
  await config.reconcile();
  await config.set('boost.model.name', 'granite');
  expect(await definition()).toEqual(columns);
  expect(await knex('boost_admin_config').select()).toHaveLength(rows.length + 1);
});

test('a table that is made has the columns of Boost', async () => {
  await createKnexOverrideStore(knex).read();
  const columns = await knex('boost_admin_config').columnInfo();
  expect(Object.keys(columns)).toEqual(['key', 'value', 'schema_version', 'updated_at']);
});

test('a table that lacks a column is refused by name, until it is mended', async () => {
  await knex.schema.createTable('boost_admin_config', table => {
    table.string('key').primary();
    table.text('value');
  });
  const store = createKnexOverrideStore(knex);
  await expect(store.read()).rejects.toMatchObject({
    code: 'unsuitable_database',
    message: expect.stringContaining('schema_version, updated_at'),
  });
  await knex.schema.dropTable('boost_admin_config');
  expect(await operationsOf(store).read()).toEqual([]);
});

test('a row has the time of its last write [runtime-config/Value is checked and stored]', async () => {
  const config = createConfigResolver({ yaml: {}, overrides: createKnexOverrideStore(knex) });
  const times: number[] = [];
  for (const name of ['granite-3', 'granite-4']) {
    const before = Date.now();
    await config.set('boost.model.name', name);
    const [time] = await knex('boost_admin_config').pluck('updated_at');
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(Date.now());
    times.push(time);
    await wait(5);
  }
  expect(times[1]).toBeGreaterThan(times[0] ?? Number.NaN);
});

test('a table that cannot be made is an error', async () => {
  await knex.raw('pragma query_only = on');
  await expect(createKnexOverrideStore(knex).read()).rejects.toThrow('readonly');
});

test('the second table is made with the first row that is moved aside', async () => {
  const config = createConfigResolver({
    yaml: sampleYaml,
    overrides: createKnexOverrideStore(knex),
  });
  const tables = async () =>
    (await knex('sqlite_master').where('type', 'table').pluck('name')).filter((name: string) =>
      name.startsWith('boost'),
    );
  await config.set('boost.model.name', 'granite');
  await config.reconcile();
  await config.reencrypt();
  expect(await tables()).toEqual(['boost_admin_config']);
  await knex('boost_admin_config').update('value', '7');
  expect((await config.reconcile()).entries).toMatchObject([{ outcome: 'rejected' }]);
  expect(await tables()).toEqual(['boost_admin_config', 'boost_admin_config_rejected']);
  expect(await knex('boost_admin_config_rejected').select()).toMatchObject([{ value: '7' }]);
});

test.each([
  ['SQLITE_BUSY', 'begin immediate'],
  ['SQLITE_READONLY', undefined],
])('a file that gives %s says what to do', async (code, lock) => {
  const folder = await mkdtemp(join(tmpdir(), 'overrides-'));
  const open = () =>
    createKnex({
      client: 'better-sqlite3',
      connection: { filename: join(folder, 'boost.sqlite') },
      useNullAsDefault: true,
    });
  const [own, other] = [open(), open()];
  const config = createConfigResolver({ yaml: {}, overrides: createKnexOverrideStore(own) });
  await config.set('boost.model.name', 'granite');
  await (lock === undefined ? own.raw('pragma query_only = on') : other.raw(lock));
  const hint = lock === undefined ? 'make tables' : 'Try again.';
  await expect(config.set('boost.model.name', 'canary')).rejects.toMatchObject({
    code: 'store_unavailable',
    message: expect.stringContaining(`(${code})`),
    hint: expect.stringContaining(hint),
  });
  await Promise.all([own.destroy(), other.destroy()]);
  await rm(folder, { recursive: true });
});

test('another database is refused', () => {
  const client = Object.assign(() => undefined, { client: { dialect: 'mysql' } });
  for (const other of [client, {}])
    expect(() => Reflect.apply(createKnexOverrideStore, undefined, [other])).toThrow(
      expect.objectContaining({ code: 'unsuitable_database' }),
    );
});
