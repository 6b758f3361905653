import * as fc from 'fast-check';
import createKnex from 'knex';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anyCell, anyKey, anyText, anyVersion, findLosses, keys } from '../test/any-row.fixture.ts';
import { operationsOf } from '../test/database-host.fixture.ts';
import { manyCases, manyCasesTimeout } from '../test/many-cases.fixture.ts';
import { memoryResolver } from '../test/memory-resolver.fixture.ts';
import { sampleRegistry, sampleYaml } from '../test/sample-fields.fixture.ts';
import { createKnexOverrideStore } from './knex-override-store.ts';
import { createMemoryOverrideStore } from './memory-override-store.ts';
import type { OverrideStore } from './override-store.ts';
import { ensureRejectedTable } from './override-tables.ts';

const plainKeys = keys.filter(
  key => key in sampleRegistry.fields && sampleRegistry.fields[key]?.sensitive !== true,
);
const withoutStamps = (all: object) =>
  Object.entries(all).filter(([key]) => !key.endsWith('__schemaVersion'));

const resolver = (overrides: OverrideStore) => memoryResolver({ yaml: sampleYaml, overrides });

test(
  'any rows are resolved, reconciled without a loss, and no more to do the second time',
  async () => {
    const rowList = fc.uniqueArray(
      fc.record({
        key: anyKey,
        value: anyText,
        schemaVersion: fc.oneof(anyVersion, fc.constant(null), fc.constant('x')),
      }),
      { selector: row => row.key, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(rowList, async rows => {
        const store = createMemoryOverrideStore(rows);
        const config = resolver(store);
        const before = await operationsOf(store).read();
        const all = await config.resolveAll();
        const read = plainKeys.map(async key => [key, await config.resolve(key)] as const);
        expect(await Promise.all(read)).toEqual(plainKeys.map(key => [key, all[key]?.value]));
        expect(await operationsOf(store).read()).toEqual(before);

        const { entries } = await config.reconcile();
        expect(entries.map(({ key }) => key).toSorted()).toEqual(
          rows.map(({ key }) => key).toSorted(),
        );
        const kept = await operationsOf(store).read();
        const stamps = kept.filter(({ key }) => key.endsWith('__schemaVersion')).length;
        expect(kept.length + store.rejected.length).toBeLessThanOrEqual(rows.length + stamps);
        expect(kept.length + store.rejected.length).toBeGreaterThanOrEqual(rows.length);
        expect(withoutStamps(await config.resolveAll())).toEqual(withoutStamps(all));
        const again = await config.reconcile();
        expect(
          again.entries.filter(
            ({ outcome }) => !['unchanged', 'kept', 'waiting'].includes(outcome),
          ),
        ).toEqual([]);
        expect(await operationsOf(store).read()).toEqual(kept);
      }),
      manyCases,
    );
  },
  manyCasesTimeout,
);

const knex = createKnex({
  client: 'better-sqlite3',
  connection: { filename: ':memory:' },
  useNullAsDefault: true,
});
const store = createKnexOverrideStore(knex);
interface Statement {
  run(...values: unknown[]): void;
  all(): { readonly row: string }[];
}
let database: { prepare(text: string): Statement; exec(text: string): void };
beforeAll(async () => {
  await operationsOf(store).read();
  await ensureRejectedTable(knex);
  database = await knex.client.acquireConnection();
  await knex.client.releaseConnection(database);
});
afterAll(() => knex.destroy());

test(
  'any cells of a SQLite table are read, moved and kept byte by byte',
  async () => {
    const cell = fc.oneof(anyText, anyCell, anyVersion);
    const row = fc.tuple(fc.oneof(anyKey, anyCell), cell, cell, fc.oneof(cell, fc.constant(null)));
    const insert = database.prepare(
      'insert or ignore into boost_admin_config (key, value, schema_version, updated_at) values (?, ?, ?, ?)',
    );
    const bytes = database.prepare(
      'select typeof(key) || hex(key) || typeof(value) || hex(value) || typeof(schema_version) || hex(schema_version) as row from (select * from boost_admin_config union all select key, value, schema_version, updated_at from boost_admin_config_rejected) order by 1',
    );
    const contents = async () => bytes.all().map(found => found.row);
    const config = resolver(store);
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async rows => {
        database.exec('delete from boost_admin_config; delete from boost_admin_config_rejected');
        for (const values of rows) insert.run(...values);
        expect(await findLosses(config, contents)).toEqual([]);
      }),
      manyCases,
    );
  },
  manyCasesTimeout,
);

test.each([
  ['a key of bytes that read as a key of ours', Buffer.from('boost.sample.limit'), '5', 3, 'now'],
  ['a key of text that is none', Buffer.from([0x80]), '5', 3, 'now'],
  ['a time that is no text', 'boost.sample.group.token', '', '0', Buffer.from([128])],
  ['bytes as value', 'boost.sample.limit', Buffer.from([0x80, 0]), 3, 'now'],
])('%s in a SQLite table does not stop reconcile', async (_what, ...cells) => {
  database.exec('delete from boost_admin_config; delete from boost_admin_config_rejected');
  database
    .prepare(
      'insert into boost_admin_config (key, value, schema_version, updated_at) values (?, ?, ?, ?)',
    )
    .run(...cells);
  const { entries } = await resolver(store).reconcile();
  expect(entries).toHaveLength(1);
  const isKept = entries[0]?.outcome === 'kept';
  const table = isKept ? 'boost_admin_config' : 'boost_admin_config_rejected';
  const [moved] = await knex(table).select('key', 'value');
  expect([moved.key, moved.value]).toEqual(cells.slice(0, 2));
});
