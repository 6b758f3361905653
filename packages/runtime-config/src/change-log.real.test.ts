import { setTimeout as pause } from 'node:timers/promises';
import createKnex, { type Knex } from 'knex';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { PgBouncer, skipsPgBouncer } from '../test/pgbouncer.fixture.ts';
import { type Postgres, skipsPostgres, startPostgres } from '../test/postgres.fixture.ts';
import { ChangeListener, notifyOfChange } from './change-listener.ts';
import { ChangeLog } from './change-log.ts';

const table = 'boost_config_overrides';

describe.skipIf(skipsPostgres())('with a real PostgreSQL', () => {
  let postgres: Postgres;
  const ends: (() => Promise<unknown> | void)[] = [];
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  afterAll(() => postgres?.stop());

  async function database() {
    const place = await postgres.open();
    ends.push(() => place.close());
    const connection = place.connection?.connection as Knex.PgConnectionConfig;
    const knex = open(connection);
    await knex.schema.createTable(table, t => t.string('key').primary());
    await knex.schema.createTable(`${table}_history`, t => {
      t.increments('id');
      t.string('key');
    });
    return { knex, connection };
  }
  function open(connection: Knex.Config['connection'], pool = { min: 0, max: 1 }) {
    const knex = createKnex({ client: 'pg', connection, pool });
    ends.push(() => knex.destroy());
    return knex;
  }
  function follow(knex: Knex, options = { listen: true, pollMs: 60_000 }) {
    const history = `${table}_history`;
    const log = new ChangeLog(
      {
        newestId: async () => Number((await knex(history).max('id as id'))[0]?.['id'] ?? 0),
        keysBetween: (after, upTo) =>
          knex(history).distinct('key').where('id', '>', after).where('id', '<=', upTo).pluck('key'),
      },
      new ChangeListener(knex, table),
    );
    const changes: (readonly string[] | undefined)[] = [];
    const feed = log.open(keys => changes.push(keys), options);
    ends.push(() => feed.close());
    return { feed, changes };
  }
  const write = (knex: Knex, ...keys: string[]) =>
    knex.transaction(async transaction => {
      await transaction(`${table}_history`).insert(keys.map(key => ({ key })));
      await notifyOfChange(transaction, table);
    });

  test('B14: notify', async () => {
    const { knex, connection } = await database();
    const { feed, changes } = follow(knex);
    await expect.poll(() => feed.source).toBe('listen');
    await write(open(connection), 'a', 'b');
    await expect.poll(() => changes).toEqual([['a', 'b']]);
  });

  test('terminated', async () => {
    const { knex, connection } = await database();
    const { feed, changes } = follow(knex);
    await expect.poll(() => feed.source).toBe('listen');
    const other = open(connection);
    const { rows } = await other.raw("select pid from pg_stat_activity where query like 'listen%' and datname = current_database()");
    expect(rows).toHaveLength(1);
    await other.raw('select pg_terminate_backend(?)', [rows[0].pid]);
    await expect.poll(() => feed.source).toBe('poll');
    await write(other, 'a');
    await expect.poll(() => feed.source, { timeout: 5000 }).toBe('listen');
    await expect.poll(() => changes).toEqual([['a']]);
  });

  test.skipIf(skipsPgBouncer())('pgbouncer', async () => {
    const { connection } = await database();
    await using bouncer = await PgBouncer.start(connection, 'session');
    const knex = open(bouncer.connection);
    const { feed, changes } = follow(knex, { listen: true, pollMs: 200 });
    feed.setPolling(true);
    await expect.poll(() => feed.source, { timeout: 5000 }).toBe('listen');
    await write(open(connection), 'a');
    await expect.poll(() => changes).toEqual([['a']]);
    await bouncer.stop();
    await expect.poll(() => feed.source, { timeout: 5000 }).toBe('poll');
    await bouncer.start('transaction');
    await pause(6000);
    expect(feed.source).toBe('poll');
    await write(open(connection), 'b');
    await expect.poll(() => changes).toEqual([['a'], ['b']]);
    feed.close();
    await knex.destroy();
  });
});
