import { afterAll, beforeAll, describe } from 'vitest';
import { describeDryRun } from '../test/dry-run-suite.fixture.ts';
import { describeImport } from '../test/import-suite.fixture.ts';
import { describeOpenedSecrets } from '../test/opened-secrets-suite.fixture.ts';
import { type Postgres, skipsPostgres, startPostgres } from '../test/postgres.fixture.ts';
import { describeRotation } from '../test/rotation-suite.fixture.ts';

describe.skipIf(skipsPostgres())('with a real PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());

  const host = { name: 'in PostgreSQL', open: () => postgres.open() };
  describeImport(host);
  describeDryRun(host);
  describeOpenedSecrets(host);
  describeRotation(host);
});
