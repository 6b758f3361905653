import createKnex from 'knex';
import { expect, onTestFinished, test } from 'vitest';
import { createBoostTable, rowsOfBoost } from '../test/boost-table.fixture.ts';
import { describeDryRun } from '../test/dry-run-suite.fixture.ts';
import { describeImport } from '../test/import-suite.fixture.ts';
import { memoryResolver } from '../test/memory-resolver.fixture.ts';
import { describeOpenedSecrets } from '../test/opened-secrets-suite.fixture.ts';
import { describePostgres } from '../test/postgres.fixture.ts';
import { describeRotation } from '../test/rotation-suite.fixture.ts';

describePostgres(postgres => {
  describeImport(postgres);
  describeDryRun(postgres);
  describeOpenedSecrets(postgres);
  describeRotation(postgres);

  test("A1: the right to select from Boost's table, in a schema, is enough", async () => {
    const place = await postgres.open();
    onTestFinished(() => place.close());
    const settings = place.knex?.().client.connectionSettings;
    const inSchema = (user: string) => {
      const connection = { ...settings, user };
      const knex = createKnex({ client: 'pg', connection, searchPath: ['boost'] });
      onTestFinished(() => knex.destroy());
      return knex;
    };
    const [owner, knex] = [inSchema('boost'), inSchema('reader')];
    await owner.raw('create schema boost');
    await createBoostTable(owner);
    await owner.raw('create role reader login');
    const importRows = () => memoryResolver().importRows({ knex });

    await owner.raw('grant usage on schema boost to reader');
    await expect(importRows()).rejects.toMatchObject({
      code: 'unsuitable_database',
      message: expect.stringContaining('its user cannot read it'),
    });
    await owner.raw('grant select on boost_admin_config to reader');
    expect((await importRows()).entries).toHaveLength(rowsOfBoost.length);
    await owner.raw('revoke select on boost_admin_config from reader');
    await owner.raw('grant update on boost_admin_config to reader');
    await expect(importRows()).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringContaining(
        'boost_admin_config could not be read for the import (42501)',
      ),
      hint: 'Let its user select from this table.',
    });
  });
});
