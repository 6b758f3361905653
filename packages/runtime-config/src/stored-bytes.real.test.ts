import { expect, onTestFinished, test } from 'vitest';
import { anyPostgresRows } from '../test/any-columns.fixture.ts';
import { tryAnyRows } from '../test/any-row.fixture.ts';
import { describePostgres } from '../test/postgres.fixture.ts';

describePostgres(postgres => {
  test('Bad input: whatever the columns of a PostgreSQL table contain, no row is lost or changed', async () => {
    const place = await postgres.open();
    onTestFinished(() => place.close());
    const knex = place.knex?.();
    if (knex === undefined) throw new Error('There is no database.');
    await expect(tryAnyRows(knex, anyPostgresRows)).resolves.toBeUndefined();
  }, 600_000);
});
