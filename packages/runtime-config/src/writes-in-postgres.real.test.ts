import { afterAll, beforeAll, describe } from 'vitest';
import { type Postgres, skipsPostgres, startPostgres } from '../test/postgres.fixture.ts';
import { describeRejected } from '../test/rejected-suite.fixture.ts';
import { describeResolveMany } from '../test/resolve-many-suite.fixture.ts';
import { describeWriteProcesses } from '../test/write-process-suite.fixture.ts';
import { describeWrites } from '../test/writes-suite.fixture.ts';

describe.skipIf(skipsPostgres())('with a real PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres?.stop());
  const host = { name: 'in PostgreSQL', open: () => postgres.open() };

  describeWrites(host);
  describeResolveMany(host);
  describeRejected(host);
  describeWriteProcesses(host);
});
