import * as fc from 'fast-check';
import createKnex from 'knex';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createConfigResolver } from './create-config-resolver.ts';
import { createKnexOverrideStore } from './knex-override-store.ts';
import { createMemoryOverrideStore } from './memory-override-store.ts';
import { ensureRejectedTable } from './override-tables.ts';
import { sampleRegistry, sampleYaml } from './sample-fields.fixture.ts';
import { seal } from './sealed-value.fixture.ts';

const runs = { numRuns: Number(process.env['PROPERTY_RUNS'] ?? 10_000) };
const rowsEach = 20;
const token = 'boost.sample.token';
const sealed = seal(token, 'hidden');
const keys = [
  ...Object.keys(sampleRegistry.fields).filter(key => key.startsWith('boost.sample')),
  'boost.sample.name',
  'boost.sample.secret',
  'boost.sample.old',
  'boost.sample.group.name',
  'boost.security.mode',
  'boost.devSpaces.credentials',
];

const plainKeys = keys.filter(
  key => key in sampleRegistry.fields && sampleRegistry.fields[key]?.sensitive !== true,
);
const withoutStamps = (all: object) =>
  Object.entries(all).filter(([key]) => !key.endsWith('__schemaVersion'));

const anyKey = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...keys) },
  fc.constantFrom(
    '',
    '__proto__',
    'constructor',
    'boost',
    'boost.',
    'boost.sample',
    '.',
    'boost.__proto__.x',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const anyText = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }).map(value => JSON.stringify(value)),
  fc.integer({ min: -5, max: 2000 }).map(String),
  fc.constantFrom(
    sealed,
    sealed.slice(0, -9),
    '"boost1:"',
    '{"__proto__":{"a":1}}',
    '1e999',
    '',
    'null',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const anyVersion = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -1, max: 5 }) },
  fc.constantFrom(2 ** 31 - 1, 2 ** 53, 1.5, -(2 ** 31)),
);
/** What the columns of a SQLite table take beside that. */
const anyBytes = fc.uint8Array({ maxLength: 12 }).map(bytes => Buffer.from(bytes));
const anyCell = fc.oneof(
  anyBytes,
  fc.double({ noNaN: true }),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
);

function resolver(
  overrides:
    | ReturnType<typeof createMemoryOverrideStore>
    | ReturnType<typeof createKnexOverrideStore>,
) {
  return createConfigResolver({ yaml: sampleYaml, overrides, registry: sampleRegistry });
}

test('any rows are resolved, reconciled without a loss, and no more to do the second time [runtime-overrides/Any bytes in the database]', async () => {
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
      const before = await store.read();
      const all = await config.resolveAll();
      const read = plainKeys.map(async key => [key, await config.resolve(key)] as const);
      expect(await Promise.all(read)).toEqual(plainKeys.map(key => [key, all[key]?.value]));
      expect(await store.read()).toEqual(before);

      const { entries } = await config.reconcile();
      expect(entries.map(({ key }) => key).toSorted()).toEqual(
        rows.map(({ key }) => key).toSorted(),
      );
      const kept = await store.read();
      const stamps = kept.filter(({ key }) => key.endsWith('__schemaVersion')).length;
      expect(kept.length + store.rejected.length).toBeLessThanOrEqual(rows.length + stamps);
      expect(kept.length + store.rejected.length).toBeGreaterThanOrEqual(rows.length);
      expect(withoutStamps(await config.resolveAll())).toEqual(withoutStamps(all));
      const again = await config.reconcile();
      expect(
        again.entries.filter(({ outcome }) => !['unchanged', 'kept', 'waiting'].includes(outcome)),
      ).toEqual([]);
      expect(await store.read()).toEqual(kept);
    }),
    runs,
  );
}, 120_000);

const knex = createKnex({
  client: 'better-sqlite3',
  connection: { filename: ':memory:' },
  useNullAsDefault: true,
});
const store = createKnexOverrideStore(knex);
interface Statement {
  run(...values: unknown[]): void;
  all(): unknown[];
}
let database: { prepare(text: string): Statement; exec(text: string): void };
beforeAll(async () => {
  await store.read();
  await ensureRejectedTable(knex);
  database = await knex.client.acquireConnection();
  await knex.client.releaseConnection(database);
});
afterAll(() => knex.destroy());

test('any cells of a SQLite table are read, moved and kept byte by byte [runtime-overrides/Any bytes in the database]', async () => {
  const cell = fc.oneof(anyText, anyCell, anyVersion);
  const row = fc.tuple(fc.oneof(anyKey, anyCell), cell, cell, fc.oneof(cell, fc.constant(null)));
  const insert = database.prepare(
    'insert or ignore into boost_admin_config (key, value, schema_version, updated_at) values (?, ?, ?, ?)',
  );
  const bytes = database.prepare(
    'select typeof(key) || hex(key) || typeof(value) || hex(value) || typeof(schema_version) || hex(schema_version) as b from (select * from boost_admin_config union all select key, value, schema_version, updated_at from boost_admin_config_rejected)',
  );
  // One case is one row; they share a table, since each statement costs more than a case.
  const config = resolver(store);
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: rowsEach, maxLength: rowsEach }), async rows => {
      database.exec('delete from boost_admin_config; delete from boost_admin_config_rejected');
      for (const values of rows) insert.run(...values);
      const before = bytes.all();
      const all = await config.resolveAll();
      expect(Object.keys(all)).toHaveLength(Object.keys(sampleRegistry.fields).length);
      expect(bytes.all()).toEqual(before);
      await config.reconcile();
      const kept = bytes.all();
      expect(kept.length).toBeGreaterThanOrEqual(before.length);
      await config.reconcile();
      expect(bytes.all()).toEqual(kept);
    }),
    { numRuns: Math.ceil(runs.numRuns / rowsEach) },
  );
}, 120_000);

test.each([
  ['a key of bytes that read as a key of ours', Buffer.from('boost.sample.limit'), '5', 3, 'now'],
  ['a key of text that is none', Buffer.from([0x80]), '5', 3, 'now'],
  ['a time that is no text', 'boost.sample.group.token', '', '0', Buffer.from([128])],
  ['bytes as value', 'boost.sample.limit', Buffer.from([0x80, 0]), 3, 'now'],
])(
  '%s in a SQLite table does not stop reconcile [runtime-overrides/Any bytes in the database]',
  async (_what, ...cells) => {
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
  },
);
