import createKnex from 'knex';
import { test } from 'vitest';
import { anySqliteRows } from '../test/any-columns.fixture.ts';
import { expectNoLoss } from '../test/any-row.fixture.ts';
import { sqliteHost } from '../test/database-host.fixture.ts';
import { manyCasesTimeout } from '../test/many-cases.fixture.ts';
import { describeManyRows } from '../test/many-rows-suite.fixture.ts';
import { migrateOverrideStore } from './override-migrations.ts';

test(
  'Bad input: whatever the columns of a SQLite table contain, no row is lost or changed',
  async () => {
    const knex = createKnex({
      client: 'better-sqlite3',
      connection: { filename: ':memory:' },
      useNullAsDefault: true,
    });
    await migrateOverrideStore(knex);
    await expectNoLoss(knex, anySqliteRows);
    await knex.destroy();
  },
  manyCasesTimeout,
);

describeManyRows(sqliteHost, '');
