import { afterAll, beforeAll, describe } from 'vitest';
import { type Postgres, skipsPostgres, startPostgres } from '../test/postgres.fixture.ts';
import { describeSizes } from '../test/sizes-suite.fixture.ts';

describe.skipIf(skipsPostgres())('with a real PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());

  describeSizes({ name: 'in PostgreSQL', open: () => postgres.open() });
});
