import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyKey, anyText, anyVersion, findLosses } from '../test/any-row.fixture.ts';
import type { StorePlace } from '../test/database-host.fixture.ts';
import { manyCases } from '../test/many-cases.fixture.ts';
import { memoryResolver } from '../test/memory-resolver.fixture.ts';
import { type Postgres, skipsPostgres, startPostgres } from '../test/postgres.fixture.ts';
import { sampleYaml } from '../test/sample-fields.fixture.ts';
import { ensureRejectedTable } from './override-tables.ts';

/** Text of PostgreSQL holds no zero byte. */
const withoutZero = (text: fc.Arbitrary<string>) => text.map(value => value.replaceAll('\0', ''));

describe.skipIf(skipsPostgres())('with a real PostgreSQL', () => {
  let postgres: Postgres;
  let place: StorePlace;
  beforeAll(async () => {
    postgres = await startPostgres();
    place = await postgres.open();
  });
  afterAll(async () => {
    await place?.close();
    postgres?.stop();
  });

  const anyRow = fc.record({
    key: withoutZero(anyKey),
    value: withoutZero(anyText),
    schema_version: anyVersion.filter(version => Math.abs(version | 0) === Math.abs(version)),
    updated_at: fc.constantFrom(
      'infinity',
      '-infinity',
      '4713-01-01 BC',
      '2026-01-01 00:00:00.000001',
    ),
  });

  test('any rows of a PostgreSQL table are read, moved and kept as they are', async () => {
    const knex = place.knex?.();
    if (knex === undefined) throw new Error('There is no database.');
    await place.rows();
    await ensureRejectedTable(knex);
    const tables = ['boost_admin_config', 'boost_admin_config_rejected'];
    const columns = "key || '|' || value || '|' || schema_version || '|' || updated_at::text";
    const all = tables.map(table => `select ${columns} as row from ${table}`).join(' union all ');
    const contents = async () => {
      const { rows }: { rows: { row: string }[] } = await knex.raw(all);
      return rows.map(({ row }) => row).toSorted();
    };
    const config = memoryResolver({ yaml: sampleYaml, overrides: place.replica() });
    const rowList = fc.uniqueArray(anyRow, {
      selector: ({ key }) => key,
      minLength: 1,
      maxLength: 2,
    });
    await fc.assert(
      fc.asyncProperty(rowList, async rows => {
        await knex.raw('delete from boost_admin_config; delete from boost_admin_config_rejected');
        await knex('boost_admin_config').insert(rows);
        expect(await findLosses(config, contents)).toEqual([]);
      }),
      manyCases,
    );
  }, 300_000);
});
