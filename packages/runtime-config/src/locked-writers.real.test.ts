import { setTimeout as wait } from 'node:timers/promises';
import type { Knex } from 'knex';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { StorePlace } from '../test/database-host.fixture.ts';
import { describePostgres } from '../test/postgres.fixture.ts';
import { sampleRegistry, sampleYaml } from '../test/sample-fields.fixture.ts';
import { timeOf } from '../test/time-of.fixture.ts';
import type { ConfigResolver } from './config-resolver.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { createKnexOverrideStore } from './knex-override-store.ts';

const title = 'boost.sample.title';
const token = 'boost.sample.token';
const limit = 'boost.sample.limit';

describePostgres(postgres => {
  let place: StorePlace;
  let own: Knex;
  let stranger: Knex;
  let configs: ConfigResolver[];
  beforeEach(async () => {
    place = await postgres.open();
    const [first, second] = [place.knex?.(), place.knex?.()];
    if (first === undefined || second === undefined) throw new Error('There is no database.');
    [own, stranger] = [first, second];
    await own.schema.createTable('beside', table => table.increments('id'));
    configs = [0, 1, 2].map(() =>
      createConfigResolver({
        yaml: sampleYaml,
        overrides: createKnexOverrideStore(own),
        registry: sampleRegistry,
        cache: { ttlSeconds: 0 },
      }),
    );
    await configs[0]?.set(token, 'hidden');
  });
  const holders: Knex.Transaction[] = [];
  afterEach(async () => {
    await Promise.all(holders.splice(0).map(holder => holder.rollback()));
    await place.close();
  });

  const waiting = async () => {
    const { rows }: { rows: unknown[] } = await stranger.raw(
      "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query not like 'lock table boost_config_overrides in access%'",
    );
    return rows.length;
  };
  const lockInMode = async (mode: string) => {
    const lock = await stranger.transaction();
    holders.push(lock);
    await lock.raw(`lock table boost_config_overrides in ${mode} mode`);
    return lock;
  };
  /** An administrator's transaction that wrote a row and is idle since. */
  const idleWriter = async () => {
    const idle = await stranger.transaction();
    holders.push(idle);
    await idle('boost_config_overrides')
      .where('key', token)
      .update('updated_by', 'user:default/ada');
    return idle;
  };
  const writeAll = () =>
    Promise.allSettled(
      configs.map((config, index) =>
        index === 0 ? config.unset(limit) : config.set(title, `write ${index}`),
      ),
    );

  test.each([
    ['another administrator keeps the lock of writers', () => lockInMode('share row exclusive')],
    ['a transaction that has written is idle', idleWriter],
  ])(
    'A3: while %s, writers are cancelled on time, and readers and other queries continue [runtime-config/Waiting writers stop nobody else]',
    async (_what, block) => {
      const holder = await block();
      const writes = writeAll();
      await expect.poll(waiting).toBe(1);
      const slowest = { reader: 0, other: 0 };
      for (let round = 0; round < 22; round += 1) {
        const [config] = configs;
        slowest.other = Math.max(slowest.other, await timeOf(async () => own('beside').select()));
        slowest.reader = Math.max(
          slowest.reader,
          await timeOf(async () => expect(await config?.resolve(token)).toBe('hidden')),
          await timeOf(async () => config?.resolve(title)),
        );
        await wait(500);
      }
      expect(slowest.other).toBeLessThan(1000);
      expect(slowest.reader).toBeLessThan(1000);
      for (const outcome of await writes)
        expect(outcome).toMatchObject({ reason: { code: 'store_unavailable' } });
      await expect.poll(waiting).toBe(0);
      await holder.rollback();
      await configs[1]?.set(title, 'later');
      expect(await configs[2]?.resolve(title)).toBe('later');
    },
    60_000,
  );

  test('A3: a writer that is idle and a lock against readers together leave the pool to other queries', async () => {
    const idle = await idleWriter();
    // It waits for the idle writer, and all readers wait behind it.
    const exclusive = lockInMode('access exclusive');
    exclusive.catch(() => undefined);
    await wait(300);
    const calls = Promise.allSettled([
      writeAll().then(outcomes => outcomes.map(({ status }) => status)),
      ...configs.flatMap(config => [config.resolve(token), config.resolveAll()]),
    ]);
    let slowest = 0;
    for (let round = 0; round < 22; round += 1) {
      slowest = Math.max(slowest, await timeOf(async () => own('beside').select()));
      // A connection of a call that has just failed may not be back yet.
      await expect.poll(() => own.client.pool.numUsed()).toBeLessThanOrEqual(2);
      await wait(500);
    }
    expect(slowest).toBeLessThan(1000);
    const [writes, ...reads] = await calls;
    expect(new Set(writes?.status === 'fulfilled' ? Object(writes.value) : [])).toEqual(
      new Set(['rejected']),
    );
    for (const outcome of reads)
      expect(outcome).toMatchObject({ reason: { code: 'store_unavailable' } });
    await expect.poll(waiting).toBe(0);
    await idle.rollback();
    await (await exclusive).rollback();
    expect(await configs[0]?.resolve(token)).toBe('hidden');
  }, 60_000);
});
