import createKnex from 'knex';
import { expect, test } from 'vitest';
import { describeEncryption } from '../test/encryption-suite.fixture.ts';
import { describePostgres } from '../test/postgres.fixture.ts';
import { describeProcesses } from '../test/process-suite.fixture.ts';
import { describeReconcile } from '../test/reconcile-suite.fixture.ts';
import { describeResolver } from '../test/resolver-suite.fixture.ts';
import { describeRollingUpgrade } from '../test/rolling-suite.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { createKnexOverrideStore } from './knex-override-store.ts';

describePostgres(postgres => {
  describeResolver(postgres);
  describeReconcile(postgres);
  describeEncryption(postgres);
  describeProcesses(postgres);
  describeRollingUpgrade(postgres);

  test('a role that may not create tables reads, writes and reconciles', async () => {
    const place = await postgres.open();
    const owner = place.knex?.();
    if (owner === undefined) throw new Error('There is no database.');
    await place.write('boost.model.name', '"granite"', 2);
    await owner.raw('create role limited login');
    await owner.raw(
      'grant select, insert, update, delete on all tables in schema public to limited',
    );
    await owner.raw('grant usage on all sequences in schema public to limited');
    const limited = createKnex({
      client: 'pg',
      connection: { ...owner.client.connectionSettings, user: 'limited' },
    });
    const config = createConfigResolver({ yaml: {}, overrides: createKnexOverrideStore(limited) });
    expect(await config.resolve('boost.model.name')).toBe('granite');
    await config.set('boost.model.name', 'granite-4');
    expect((await config.reconcile()).entries).toMatchObject([{ outcome: 'unchanged' }]);
    await place.write('boost.model.name', '7', 2);
    expect((await config.reconcile()).entries).toMatchObject([{ outcome: 'rejected' }]);
    expect(await place.rejected()).toMatchObject([{ value: '7' }]);
    await limited.destroy();
    await place.close();
  });

  test('writes of serializable transactions all succeed', async () => {
    const place = await postgres.open();
    await place
      .knex?.()
      .raw(
        "do $$ begin execute format('alter database %I set default_transaction_isolation = serializable', current_database()); end $$",
      );
    const replicas = [1, 2, 3].map(() =>
      createConfigResolver({ yaml: {}, overrides: place.replica() }),
    );
    const writes = replicas.flatMap(config =>
      [1, 2, 3, 4].map(index => config.set('boost.model.name', `granite-${index}`)),
    );
    const outcomes = await Promise.allSettled(writes);
    expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
    await place.close();
  });
});
