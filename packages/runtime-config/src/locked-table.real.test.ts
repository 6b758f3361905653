import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { operationsOf } from '../test/database-host.fixture.ts';
import { describePostgres } from '../test/postgres.fixture.ts';
import { sampleRegistry, sampleYaml } from '../test/sample-fields.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { createKnexOverrideStore } from './knex-override-store.ts';

const token = 'boost.sample.token';
const limit = 'boost.sample.limit';

describePostgres(postgres => {
  /** A resolver on a pool of four connections, a stranger who locks its table, and what waits for the lock. */
  async function lockedTable() {
    const place = await postgres.open();
    const [own, stranger] = [place.knex?.(), place.knex?.()];
    if (own === undefined || stranger === undefined) throw new Error('There is no database.');
    await own.schema.createTable('beside', table => table.increments('id'));
    const config = createConfigResolver({
      yaml: sampleYaml,
      overrides: createKnexOverrideStore(own),
      registry: sampleRegistry,
      cache: { ttlSeconds: 0 },
    });
    await config.set(token, 'hidden');
    const queries: string[] = [];
    own.on('query', ({ sql }: { readonly sql: string }) => queries.push(sql));
    const lock = await stranger.transaction();
    await lock.raw('lock table boost_config_overrides in access exclusive mode');
    const waiting = async () => {
      const { rows }: { rows: unknown[] } = await stranger.raw(
        "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      return rows.length;
    };
    return { place, own, config, lock, queries, waiting };
  }

  test('A3: a lock on the table leaves connections of the pool to others, and what waits for it is cancelled [runtime-config/Locked table leaves connections to others]', async () => {
    const { place, own, config, lock, waiting } = await lockedTable();
    const calls = Promise.allSettled([
      ...Array.from({ length: 500 }, () => config.resolve(token)),
      ...Array.from({ length: 20 }, () => config.resolve(limit)),
      config.resolve('boost.devSpaces.credentials'),
      config.resolve('boost.sample.group.token'),
      config.resolveAll(),
      config.set(limit, 7),
    ]);
    for (let second = 0; second < 12; second += 1) {
      const startedAt = performance.now();
      expect(await own('beside').select()).toEqual([]);
      expect(performance.now() - startedAt).toBeLessThan(1000);
      await wait(1000);
    }
    expect(await waiting()).toBe(0);
    const outcomes = await calls;
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ reason: { code: 'store_unavailable' } });
    await lock.rollback();
    expect(await config.resolve(token)).toBe('hidden');
    expect(await config.resolve(limit)).toBe(10);
    await place.close();
  }, 60_000);

  test('A3: two stores on one pool leave connections to others', async () => {
    const { place, own, lock, waiting } = await lockedTable();
    const stores = [1, 2].map(() => operationsOf(createKnexOverrideStore(own)));
    const calls = Promise.all(stores.flatMap(store => [store.read(), store.read([token])]));
    await expect.poll(waiting).toBe(2);
    expect(own.client.pool.numUsed()).toBe(2);
    expect(await own('beside').select()).toEqual([]);
    await lock.rollback();
    expect(await calls).toHaveLength(4);
    await place.close();
  });

  test('A3: a lock that ends in time makes readers wait, and one query serves those of a secret', async () => {
    const { place, config, lock, queries, waiting } = await lockedTable();
    const values = Promise.all(Array.from({ length: 500 }, () => config.resolve(token)));
    await expect.poll(waiting).toBe(1);
    await lock.rollback();
    expect(new Set(await values)).toEqual(new Set(['hidden']));
    expect(queries.filter(sql => sql.includes('boost_config_overrides'))).toHaveLength(1);
    await place.close();
  });

  test('A3: a write that waits for a lock is cancelled in the database, and undone', async () => {
    const { place, config, lock, waiting } = await lockedTable();
    const write = config.set(limit, 7);
    await expect.poll(waiting).toBe(1);
    await expect(write).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringContaining('10000 ms'),
      hint: expect.stringContaining('lock'),
    });
    await expect.poll(waiting).toBe(0);
    await lock.rollback();
    expect(await place.rows()).toMatchObject([{ key: token }]);
    await config.set(limit, 8);
    expect(await config.resolve(limit)).toBe(8);
    await place.close();
  }, 30_000);
});
