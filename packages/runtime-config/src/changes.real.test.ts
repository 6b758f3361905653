import { execFile } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import createKnex, { type Knex } from 'knex';
import { afterEach, expect, test, vi } from 'vitest';
import { describeChanges, describeReaders } from '../test/changes-suite.fixture.ts';
import { MutedProxy } from '../test/muted-proxy.fixture.ts';
import { PgBouncer, skipsPgBouncer } from '../test/pgbouncer.fixture.ts';
import { describePostgres } from '../test/postgres.fixture.ts';
import { sampleRegistry, sampleYaml } from '../test/sample-fields.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { createKnexOverrideStore } from './knex-override-store.ts';
import { migrateOverrideStore } from './override-migrations.ts';
import type { ConfigResolverOptions } from './resolver-options.ts';

const limit = 'boost.sample.limit';
const run = promisify(execFile);

/** Waits longer than any reconnect with its pause takes. */
const eventually = <Result>(check: () => Result) => vi.waitFor(check, { timeout: 15_000 });

describePostgres(postgres => {
  const ends: (() => Promise<unknown> | void)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).toReversed()) await end();
  });

  describeChanges(postgres);
  describeReaders(postgres);

  /** An empty database, and a Knex of nobody's to see what happens in it. */
  async function database() {
    const place = await postgres.open();
    ends.push(() => place.close());
    const connection = place.settings;
    const observer = open({ connection });
    const listeners = async (): Promise<number[]> => {
      const { rows }: { rows: { pid: number }[] } = await observer.raw(
        "select pid from pg_stat_activity where datname = current_database() and query like 'listen %'",
      );
      return rows.map(({ pid }) => pid);
    };
    return { connection, observer, listeners };
  }

  function open(config: Partial<Knex.Config>): Knex {
    const knex = createKnex({ client: 'pg', pool: { min: 0, max: 1 }, ...config });
    ends.push(() => knex.destroy());
    return knex;
  }

  /** One replica, with a pool of one connection. */
  function replica(
    config: Partial<Knex.Config>,
    { table, ...options }: Partial<ConfigResolverOptions> & { readonly table?: string } = {},
  ) {
    const knex = open(config);
    const overrides = createKnexOverrideStore(knex, { ...(table !== undefined && { table }) });
    const resolver = createConfigResolver({
      yaml: sampleYaml,
      registry: sampleRegistry,
      overrides,
      cache: { ttlSeconds: 60 },
      ...options,
    });
    ends.push(() => resolver.close());
    const calls: (readonly string[])[] = [];
    const subscribe = () => {
      resolver.subscribe([limit], keys => calls.push(keys));
      return resolver.resolve(limit);
    };
    return { knex, resolver, calls, subscribe };
  }

  test('Speed: a write is visible in another replica within 50 ms, in the median [runtime-config/Notification makes a write visible]', async () => {
    const { connection, listeners, observer } = await database();
    const [reader, writer] = [replica({ connection }), replica({ connection })];
    await reader.resolver.resolve(limit);
    await eventually(async () => expect(await listeners()).toHaveLength(1));
    await pause(100); // until its notification to itself has arrived

    const times: number[] = [];
    for (let value = 1; value <= 50; value += 1) {
      await writer.resolver.set(limit, value);
      const committedAt = performance.now();
      while ((await reader.resolver.resolve(limit)) !== value) await pause(1);
      times.push(performance.now() - committedAt);
    }
    const median = times.toSorted((a, b) => a - b)[25] ?? Infinity;
    process.stdout.write(`A write was visible in another replica after ${median.toFixed(1)} ms.\n`);
    expect(median).toBeLessThan(50);

    // The pool of one connection is free, and the listener is a second one.
    expect(reader.knex.client.pool.numUsed()).toBe(0);
    const { rows } = await observer.raw(
      'select count(*)::int as count from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
    expect(rows).toEqual([{ count: 4 }]); // two of each replica
  });

  test('B14: a lost connection loses no change, and is opened again [runtime-config/Lost connection loses no change]', async () => {
    const { connection, listeners, observer } = await database();
    const [reader, plain] = [replica({ connection }), replica({ connection })];
    const writer = replica({ connection }, { cache: { listen: false } });
    await reader.subscribe();
    await plain.resolver.resolve(limit);
    await eventually(async () => expect(await listeners()).toHaveLength(2));
    await pause(100);
    for (const value of [1, 2]) {
      for (const pid of await listeners())
        await observer.raw('select pg_terminate_backend(?)', [pid]);
      await writer.resolver.set(limit, value);
      expect(await listeners()).toEqual([]);
      await eventually(() => expect(reader.calls).toHaveLength(2 * value - 1));
      for (const { resolver } of [reader, plain])
        await eventually(async () => expect(await resolver.resolve(limit)).toBe(value));
      await writer.resolver.set(limit, value * 10);
      await eventually(() => expect(reader.calls).toHaveLength(2 * value));
      for (const { resolver } of [reader, plain])
        await eventually(async () => expect(await resolver.resolve(limit)).toBe(value * 10));
    }
  });

  test('B14: a connection that no longer delivers is found by a poll, and opened again', async () => {
    const { connection, listeners } = await database();
    await using proxy = await MutedProxy.start(connection);
    const reader = replica(
      { connection: { ...connection, port: proxy.port } },
      { cache: { ttlSeconds: 0.5 } },
    );
    const writer = replica({ connection }, { cache: { listen: false } });
    await reader.subscribe();
    await eventually(async () => expect(await listeners()).toHaveLength(1));
    await pause(100);
    const [silent] = await listeners();
    proxy.mute('listen ');
    await writer.resolver.set(limit, 1);
    await eventually(() => expect(reader.calls).toHaveLength(1));
    await eventually(async () => expect(await listeners()).not.toContain(silent));
    await eventually(async () => expect(await listeners()).toHaveLength(1));
  });

  test.skipIf(skipsPgBouncer())(
    'B14: behind a transaction pooler changes are polled, and are notified again without it [runtime-config/Polling where notifications do not arrive]',
    async () => {
      const { connection } = await database();
      await using bouncer = await PgBouncer.start(connection, 'transaction');
      const reader = replica({ connection: bouncer.connection }, { cache: { ttlSeconds: 2 } });
      const writer = replica({ connection }, { cache: { listen: false } });
      const setAndWait = async (value: number) => {
        const { length } = reader.calls;
        const startedAt = performance.now();
        await writer.resolver.set(limit, value);
        await eventually(() => expect(reader.calls).toHaveLength(length + 1));
        expect(await reader.resolver.resolve(limit)).toBe(value);
        return performance.now() - startedAt;
      };
      const source = async () => (await reader.resolver.health()).changes;
      await reader.subscribe();
      await pause(3000); // it would listen by now
      expect(await source()).toBe('poll');
      const polled = [await setAndWait(1), await setAndWait(2), await setAndWait(3)];
      expect(Math.max(...polled)).toBeGreaterThan(1000);
      expect(Math.max(...polled)).toBeLessThan(2000 + 1000);

      await bouncer.stop();
      await bouncer.start('session');
      await eventually(async () => expect(await setAndWait(4)).toBeLessThan(1000));
      expect(Math.max(await setAndWait(5), await setAndWait(6))).toBeLessThan(1000);
      expect(await source()).toBe('listen');
    },
  );

  test.skipIf(skipsPgBouncer())(
    'B14: while the database is down, values are used for cache.maxStaleSeconds, and a write in the meantime is seen after it',
    async () => {
      const { connection } = await database();
      await using bouncer = await PgBouncer.start(connection, 'session');
      const cache = { ttlSeconds: 0.5, maxStaleSeconds: 4 };
      const reader = replica({ connection: bouncer.connection }, { cache });
      const writer = replica({ connection }, { cache: { listen: false } });
      await reader.subscribe();
      const readAt = performance.now();
      await bouncer.stop();
      await writer.resolver.set(limit, 5);
      await pause(1000);
      expect(await reader.resolver.resolve(limit)).toBe(10);
      await pause(4100 - (performance.now() - readAt));
      await expect(reader.resolver.resolve(limit)).rejects.toMatchObject({
        code: 'store_unavailable',
      });
      expect(reader.calls).toEqual([]);
      await bouncer.start('session');
      await eventually(() => expect(reader.calls).toEqual([[limit]]));
      expect(await reader.resolver.resolve(limit)).toBe(5);
    },
  );

  test('B14: a write in a transaction of the caller calls subscribers once it is committed', async () => {
    const { connection, listeners } = await database();
    const writer = replica({ connection }, { cache: { ttlSeconds: 60, listen: false } });
    const reader = replica({ connection });
    await writer.subscribe();
    await reader.subscribe();
    await eventually(async () => expect(await listeners()).toHaveLength(1));
    await pause(100);
    const transaction = await writer.knex.transaction();
    await writer.resolver.set(limit, 5, { transaction });
    await pause(300);
    expect([writer.calls, reader.calls]).toEqual([[], []]);
    await transaction.commit();
    await eventually(() => expect([writer.calls, reader.calls]).toEqual([[[limit]], [[limit]]]));
  });

  test('B14: the connection opens with the first read, and ends with the resolver or its Knex', async () => {
    const { connection, listeners } = await database();
    const [first, second, third] = [
      replica({ connection }),
      replica({ connection }),
      replica({ connection }, { cache: { listen: false } }),
    ];
    await first.resolver.resolve('boost.security.mode');
    await third.subscribe();
    await pause(300);
    expect(await listeners()).toEqual([]);
    await first.resolver.resolve(limit);
    await second.resolver.resolve(limit);
    await eventually(async () => expect(await listeners()).toHaveLength(2));
    first.resolver.close();
    await second.knex.destroy();
    await eventually(async () => expect(await listeners()).toEqual([]));
    await first.resolver.resolve(limit);
    await pause(1500); // as long as the first pause before another attempt
    expect(await listeners()).toEqual([]);
  });

  test('B14: resolvers on one store share the connection', async () => {
    const { connection, listeners } = await database();
    const overrides = createKnexOverrideStore(open({ connection }));
    const resolvers = [1, 2].map(() => createConfigResolver({ yaml: {}, overrides }));
    for (const resolver of resolvers) await resolver.resolve('boost.model.name');
    await eventually(async () => expect(await listeners()).toHaveLength(1));
    resolvers[0]?.close();
    await pause(200);
    expect(await listeners()).toHaveLength(1);
    resolvers[1]?.close();
    await eventually(async () => expect(await listeners()).toEqual([]));
  });

  test('B14: connection settings that a function provides are used, and renewed', async () => {
    const { connection, listeners, observer } = await database();
    let provided = 0;
    const reader = replica({
      connection: async () => {
        provided += 1;
        const expiresAt = Date.now() + 500;
        return { ...connection, expirationChecker: () => Date.now() >= expiresAt };
      },
    });
    await reader.resolver.resolve(limit);
    await eventually(async () => expect(await listeners()).toHaveLength(1));
    const before = provided;
    await pause(600);
    await observer.raw('select pg_terminate_backend(?)', await listeners());
    await eventually(() => expect(provided).toBeGreaterThan(before));
    await eventually(async () => expect(await listeners()).toHaveLength(1));
  });

  test('B14: tables of the same name in two schemas have channels apart', async () => {
    const { connection, observer, listeners } = await database();
    const inSchema = async (schema: string) => {
      const searchPath = [schema];
      await observer.raw('create schema ??', [schema]);
      await migrateOverrideStore(open({ connection, searchPath }), { table: 'Overrides' });
      return replica({ connection, searchPath }, { table: 'Overrides' });
    };
    const [one, other, writer] = [
      await inSchema('one'),
      await inSchema('other-plugin'),
      open({ connection, searchPath: ['one'] }),
    ];
    await one.subscribe();
    await other.subscribe();
    await eventually(async () => expect(await listeners()).toHaveLength(2));
    await pause(100);
    const queries: string[] = [];
    other.knex.on('query', ({ sql }: { readonly sql: string }) => queries.push(sql));
    const config = createConfigResolver({
      yaml: {},
      registry: sampleRegistry,
      overrides: createKnexOverrideStore(writer, { table: 'Overrides' }),
    });
    ends.push(() => config.close());
    await config.set(limit, 5);
    await eventually(() => expect(one.calls).toEqual([[limit]]));
    expect(queries).toEqual([]);
    expect(other.calls).toEqual([]);
  });

  test('B14: a notification of a stranger changes nothing', async () => {
    const { connection, observer, listeners } = await database();
    const reader = replica({ connection });
    await reader.subscribe();
    await eventually(async () => expect(await listeners()).toHaveLength(1));
    for (const payload of ['', 'error', '__proto__', 'x'.repeat(7999)])
      await observer.raw("select pg_notify('public.boost_config_overrides', ?)", [payload]);
    await pause(300);
    expect(reader.calls).toEqual([]);
    expect(await listeners()).toHaveLength(1);
  });

  test.each(['destroy', 'close nothing'])(
    'B14: a listening process ends by itself: %s',
    async close => {
      const { connection } = await database();
      const program = fileURLToPath(
        new URL('../test/listening-process.fixture.ts', import.meta.url),
      );
      const startedAt = performance.now();
      const { stdout, stderr } = await run(
        process.execPath,
        [program, JSON.stringify(connection), close],
        {
          timeout: 20_000,
        },
      );
      expect([stdout, stderr]).toEqual(['subscribed and set\n', '']);
      expect(performance.now() - startedAt).toBeLessThan(8000);
    },
  );
});
