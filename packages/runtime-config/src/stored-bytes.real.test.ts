import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyRows, tryAnyRows } from '../test/any-row.fixture.ts';
import type { StorePlace } from '../test/database-host.fixture.ts';
import { type Postgres, skipsPostgres, startPostgres } from '../test/postgres.fixture.ts';

/** PostgreSQL's text contains no zero byte, and its integers have 32 bits. */
const rowsOfPostgres = anyRows.map(rows =>
  rows.map(row => ({
    ...row,
    key: row.key.replaceAll('\0', ''),
    value: row.value.replaceAll('\0', ''),
    schema_version: row.schema_version | 0,
    readable_since: row.readable_since | 0,
  })),
);

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

  test('any rows of a PostgreSQL table are read, moved and kept as they are', async () => {
    const knex = place.knex?.();
    if (knex === undefined) throw new Error('There is no database.');
    await expect(tryAnyRows(knex, rowsOfPostgres)).resolves.toBeUndefined();
  }, 300_000);
});
