import { describePostgres } from '../test/postgres.fixture.ts';
import { describeTransactions } from '../test/transaction-suite.fixture.ts';

describePostgres(postgres => {
  describeTransactions(postgres);
});
