import { afterAll, beforeAll, describe, test } from 'vitest';
import { anyPostgresRows } from '../test/any-columns.fixture.ts';
import { expectNoLoss } from '../test/any-row.fixture.ts';
import { describeManyRows } from '../test/many-rows-suite.fixture.ts';
import { type Postgres, skipsPostgres, startPostgres } from '../test/postgres.fixture.ts';

describe.skipIf(skipsPostgres())('with a real PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());

  test('Bad input: whatever the columns of a PostgreSQL table contain, no row is lost or changed', async () => {
    const place = await postgres.open();
    const knex = place.knex?.();
    if (knex === undefined) throw new Error('There is no database.');
    await expectNoLoss(knex, anyPostgresRows);
    await place.close();
  }, 300_000);

  describeManyRows({ name: 'in PostgreSQL', open: () => postgres.open() }, '::timestamptz');
});
