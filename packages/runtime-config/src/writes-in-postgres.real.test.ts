import createKnex from 'knex';
import { expect, test } from 'vitest';
import { approvalRegistry, endpoint, mode, workflow } from '../test/approval-fields.fixture.ts';
import { describePostgres } from '../test/postgres.fixture.ts';
import { describeRejected } from '../test/rejected-suite.fixture.ts';
import { describeResolveMany } from '../test/resolve-many-suite.fixture.ts';
import { describeWriteProcesses } from '../test/write-process-suite.fixture.ts';
import { describeWrites } from '../test/writes-suite.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';

describePostgres(postgres => {
  describeWrites(postgres);
  describeResolveMany(postgres);
  describeRejected(postgres);
  describeWriteProcesses(postgres);

  test.each(['repeatable read', 'serializable'])(
    'B11: rules hold where transactions are %s by default',
    async level => {
      const place = await postgres.open();
      const knex = createKnex(place.connection ?? {});
      const { rows } = await knex.raw('select current_database() as name');
      await knex.raw(
        `alter database ?? set default_transaction_isolation = '${level}'`,
        rows[0].name,
      );
      await knex.destroy();
      const [one, other] = [1, 2].map(() =>
        createConfigResolver({ yaml: {}, overrides: place.replica(), registry: approvalRegistry }),
      );
      for (let round = 0; round < 5; round += 1) {
        await one?.setMany([
          { key: mode, value: 'built-in' },
          { key: endpoint, value: workflow },
        ]);
        const results = await Promise.allSettled([
          one?.set(mode, 'sonataflow'),
          other?.unset(endpoint),
        ]);
        expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
      }
      await place.close();
    },
  );
});
