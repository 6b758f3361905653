import { afterAll, beforeAll, describe } from 'vitest';
import { describeEncryption } from './encryption-suite.fixture.ts';
import { describeGroups } from './group-suite.fixture.ts';
import { type Postgres, skipsPostgres, startPostgres } from './postgres.fixture.ts';
import { describeProcesses } from './process-suite.fixture.ts';
import { describeReconcile } from './reconcile-suite.fixture.ts';
import { describeResolver } from './resolver-suite.fixture.ts';

describe.skipIf(skipsPostgres())('with a real PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());
  const host = { name: 'in PostgreSQL', open: () => postgres.open() };

  describeResolver(host);
  describeReconcile(host);
  describeGroups(host);
  describeEncryption(host);
  describeProcesses(host);
});
