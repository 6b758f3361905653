import { propertyRuns } from '@rhdh-boost/test-support/property-runs';
import * as fc from 'fast-check';
import createKnex, { type Knex } from 'knex';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anyCell, anyKey, anyText, anyVersion } from '../test/any-row.fixture.ts';
import { contentsOf, createBoostTable } from '../test/boost-table.fixture.ts';
import { sampleRegistry, sampleYaml } from '../test/sample-fields.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { createKnexOverrideStore } from './knex-override-store.ts';
import { migrateOverrideStore } from './override-migrations.ts';

let knex: Knex;
beforeAll(async () => {
  knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
  });
  await migrateOverrideStore(knex);
  await createBoostTable(knex, []);
});
afterAll(() => knex.destroy());

const anyRow = fc.record({
  key: fc.oneof({ weight: 8, arbitrary: anyKey }, anyCell),
  value: fc.oneof({ weight: 8, arbitrary: anyText }, anyCell),
  schema_version: fc.oneof({ weight: 8, arbitrary: anyVersion }, anyCell, anyText),
});

test("Bad input: any cells of Boost's table are imported as they are, or reported and left", async () => {
  const config = createConfigResolver({
    yaml: sampleYaml,
    overrides: createKnexOverrideStore(knex),
    registry: sampleRegistry,
  });
  const contents = async (table: string) => (await contentsOf(knex, table)).toSorted();
  await fc.assert(
    fc.asyncProperty(fc.array(anyRow, { maxLength: 8 }), async rows => {
      for (const table of [
        'boost_admin_config',
        'boost_config_overrides',
        'boost_config_overrides_imported',
      ])
        await knex(table).delete();
      for (const row of rows)
        await knex('boost_admin_config').insert(row).onConflict('key').ignore();
      const before = await contents('boost_admin_config');
      const plan = await config.reconcile({ dryRun: true, importedFrom: { knex } });
      const { entries } = await config.importRows({ knex });
      expect(entries).toEqual(plan.imported?.entries);
      expect(await contents('boost_admin_config')).toEqual(before);
      expect(entries).toHaveLength(before.length);
      const imported = entries.filter(({ outcome }) => outcome === 'imported');
      const overrides = await knex('boost_config_overrides').select('key', 'value');
      expect(overrides).toHaveLength(imported.length);
      for (const { key, value } of overrides)
        expect(await knex('boost_admin_config').where({ key, value })).toHaveLength(1);
      await config.resolveAll();
      expect((await config.importRows({ knex })).entries).toHaveLength(before.length);
      expect(await knex('boost_config_overrides').select('key', 'value')).toEqual(overrides);
    }),
    { numRuns: propertyRuns(500) },
  );
}, 60_000);

test("Bad input: keys of Boost's table that are not UTF-8 do not stop the import of the others", async () => {
  for (const table of [
    'boost_admin_config',
    'boost_config_overrides',
    'boost_config_overrides_imported',
  ])
    await knex(table).delete();
  await knex('boost_admin_config').insert(
    ['61ff', '61fe'].map(hex => ({
      key: knex.raw(`cast(x'${hex}' as text)`),
      value: '1',
      schema_version: 1,
    })),
  );
  await knex('boost_admin_config').insert({
    key: 'boost.systemPrompt',
    value: '"x"',
    schema_version: 2,
  });
  const config = createConfigResolver({
    yaml: sampleYaml,
    overrides: createKnexOverrideStore(knex),
    registry: sampleRegistry,
  });
  const { entries } = await config.importRows({ knex });
  expect(entries.map(({ key, outcome, code }) => [key, outcome, code])).toEqual([
    ['(string)', 'skipped', 'bad_key'],
    ['(string)', 'skipped', 'bad_key'],
    ['boost.systemPrompt', 'imported', undefined],
  ]);
  expect(await config.resolve('boost.systemPrompt')).toBe('x');
});
