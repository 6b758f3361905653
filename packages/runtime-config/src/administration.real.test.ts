import { describeAdministration } from '../test/administration-suite.fixture.ts';
import { describePostgres } from '../test/postgres.fixture.ts';

describePostgres(postgres => {
  describeAdministration(postgres);
});
