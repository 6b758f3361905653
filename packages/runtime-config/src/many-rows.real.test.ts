import { describeManyRows } from '../test/many-rows-suite.fixture.ts';
import { describePostgres } from '../test/postgres.fixture.ts';

describePostgres(postgres => {
  describeManyRows({ name: 'in PostgreSQL', open: () => postgres.open() }, '::timestamptz');
});
