import { afterAll, beforeAll, describe } from 'vitest';
import { type Postgres, skipsPostgres, startPostgres } from '../test/postgres.fixture.ts';
import { describeTransactions } from '../test/transaction-suite.fixture.ts';

describe.skipIf(skipsPostgres())('with a real PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());

  describeTransactions({ name: 'in PostgreSQL', open: () => postgres.open() });
});
