import { afterAll, beforeAll, describe } from 'vitest';
import { describeImport } from '../test/import-suite.fixture.ts';
import { type Postgres, skipsPostgres, startPostgres } from '../test/postgres.fixture.ts';

describe.skipIf(skipsPostgres())('with a real PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());

  describeImport({ name: 'in PostgreSQL', open: () => postgres.open() });
});
