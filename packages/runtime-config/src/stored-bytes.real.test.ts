import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anyPostgresRows } from '../test/any-columns.fixture.ts';
import { tryAnyRows } from '../test/any-row.fixture.ts';
import type { StorePlace } from '../test/database-host.fixture.ts';
import { type Postgres, skipsPostgres, startPostgres } from '../test/postgres.fixture.ts';

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

  test('Bad input: whatever the columns of a PostgreSQL table contain, no row is lost or changed', async () => {
    const knex = place.knex?.();
    if (knex === undefined) throw new Error('There is no database.');
    await expect(tryAnyRows(knex, anyPostgresRows)).resolves.toBeUndefined();
  }, 600_000);
});
