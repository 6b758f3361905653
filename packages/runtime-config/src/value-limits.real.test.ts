import { describePostgres } from '../test/postgres.fixture.ts';
import { describeSizes } from '../test/sizes-suite.fixture.ts';

describePostgres(postgres => {
  describeSizes(postgres);
});
