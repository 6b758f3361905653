import { afterAll, beforeAll, describe } from 'vitest';
import { describeAdministration } from '../test/administration-suite.fixture.ts';
import { type Postgres, skipsPostgres, startPostgres } from '../test/postgres.fixture.ts';

describe.skipIf(skipsPostgres())('with a real PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());

  describeAdministration({ name: 'in PostgreSQL', open: () => postgres.open() });
});
