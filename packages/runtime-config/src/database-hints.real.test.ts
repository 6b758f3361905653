import { setTimeout as wait } from 'node:timers/promises';
import createKnex, { type Knex } from 'knex';
import { beforeEach, expect, test } from 'vitest';
import { operationsOf } from '../test/database-host.fixture.ts';
import { PgBouncer, skipsPgBouncer } from '../test/pgbouncer.fixture.ts';
import { describePostgres } from '../test/postgres.fixture.ts';
import { sampleRegistry, sampleYaml } from '../test/sample-fields.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { guardStore } from './guarded-store.ts';
import { createKnexOverrideStore } from './knex-override-store.ts';
import { migrateOverrideStore } from './override-migrations.ts';
import type { NewOverride } from './override-store.ts';

const title = 'boost.sample.title';

/** What a call fails with; it contains no value. */
async function failureOf(call: Promise<unknown>): Promise<unknown> {
  const error: unknown = await call.catch((thrown: unknown) => thrown);
  expect(JSON.stringify([error, String(error)])).not.toContain('canary');
  return error;
}

/** An error with a code of the database, and a hint. */
function hinted(code: string, hint: RegExp) {
  return expect.objectContaining({
    code: 'store_unavailable',
    message: expect.stringContaining(`(${code})`),
    hint: expect.stringMatching(hint),
  });
}

/** Who waits for a lock, as soon as anybody does. */
async function waitingPid(lock: Knex): Promise<number> {
  for (;;) {
    const { rows } = await lock.raw(
      "select pid from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
    );
    if (rows.length === 1) return rows[0].pid;
    await wait(50);
  }
}

describePostgres(postgres => {
  let knex: Knex;
  let other: Knex;
  beforeEach(async () => {
    const { connection } = await postgres.openEmpty();
    // One connection, so that what is set for a session is set for each statement.
    knex = createKnex({ ...connection, pool: { min: 1, max: 1 } });
    other = createKnex(connection);
    await migrateOverrideStore(knex);
    return () => Promise.all([knex.destroy(), other.destroy()]);
  });

  const resolver = () =>
    createConfigResolver({
      yaml: sampleYaml,
      overrides: createKnexOverrideStore(knex),
      registry: sampleRegistry,
      cache: { ttlSeconds: 0 },
    });
  /** Writes what a resolver would have refused. */
  const put = (row: Partial<NewOverride>) => {
    const whole = {
      key: title,
      owner: null,
      value: '"canary"',
      schemaVersion: 3,
      readableSince: 1,
      updatedBy: null,
      ...row,
    };
    const store = operationsOf(createKnexOverrideStore(knex));
    return guardStore(store, {
      maxBytes: 1000,
      ready: async () => {},
      onLateWrite: () => undefined,
      onChange: () => undefined,
    }).write(write => write.put(whole));
  };
  test('A9: a text that is longer than its column (22001) is named with the columns', async () => {
    await put({ key: 'k'.repeat(256), owner: 'o'.repeat(255), updatedBy: 'a'.repeat(255) });
    for (const row of [
      { key: 'k'.repeat(257) },
      { owner: 'o'.repeat(256) },
      { updatedBy: 'a'.repeat(256) },
    ])
      expect(await failureOf(put(row))).toEqual(
        hinted('22001', /key has at most 256 characters, an owner and an actor 255/),
      );
  });

  test('A9: a version outside of its column (22003) is named', async () => {
    await put({ schemaVersion: 2 ** 31 - 1 });
    expect(await failureOf(put({ schemaVersion: 2 ** 31 }))).toEqual(
      hinted('22003', /version is at most 2147483647/),
    );
  });

  test('A9: a read-only server (25006) is named, and values are still read [runtime-config/Failure names its remedy]', async () => {
    await resolver().set(title, 'set');
    await knex.raw('set default_transaction_read_only = on');
    expect(await failureOf(resolver().set(title, 'canary'))).toEqual(
      hinted('25006', /read-only.*primary/),
    );
    expect(await resolver().resolve(title)).toBe('set');
  });

  test.each([
    ['on the tables', 'grant usage on all sequences in schema public to reader'],
    [
      'on their sequences',
      'grant select, insert, update, delete on all tables in schema public to reader',
    ],
  ])(
    'A9: a role without rights %s (42501) reads which ones it needs [runtime-config/Failure names its remedy]',
    async (_what, grant) => {
      await other.raw('drop role if exists reader');
      await other.raw(`create role reader; ${grant}`);
      await knex.raw('set role reader');
      expect(await failureOf(resolver().set(title, 'canary'))).toEqual(
        hinted('42501', /select, insert, update and delete.*sequences/),
      );
      await knex.raw('reset role');
      await other.raw('drop owned by reader; drop role reader');
    },
  );

  test('A9: a statement that the role limits or an administrator cancels (57014) is named', async () => {
    await knex.raw("set statement_timeout = '200ms'");
    const lock = await other.transaction();
    await lock.raw('lock table boost_config_overrides in access exclusive mode');
    expect(await failureOf(resolver().resolve(title))).toEqual(
      hinted('57014', /statement_timeout.*locks the tables/),
    );
    await knex.raw('set statement_timeout = 0');
    const failure = failureOf(resolver().resolve(title));
    const pid = await waitingPid(lock);
    await lock.raw('select pg_cancel_backend(?)', [pid]);
    expect(await failure).toEqual(hinted('57014', /cancelled, by an administrator/));
    await lock.rollback();
  });

  test('A9: a constraint that others added (23514) is named [runtime-config/Failure names its remedy]', async () => {
    await other.raw('alter table boost_config_overrides add check (value <> \'"canary"\')');
    expect(await failureOf(resolver().set(title, 'canary'))).toEqual(
      hinted('23514', /did not create/),
    );
  });

  test.skipIf(skipsPgBouncer())(
    'A9: a pooler that allows no transactions (08P01) is named',
    async () => {
      const place = await postgres.open();
      await using bouncer = await PgBouncer.start(place.settings, 'statement');
      const pooled = createKnex({ client: 'pg', connection: bouncer.connection });
      const config = createConfigResolver({
        yaml: sampleYaml,
        registry: sampleRegistry,
        overrides: createKnexOverrideStore(pooled),
      });
      expect(await failureOf(config.set(title, 'canary'))).toEqual(
        hinted('08P01', /PgBouncer.*not statements/),
      );
      expect(await config.resolve(title)).toBeUndefined();
      config.close();
      await pooled.destroy();
      await place.close();
    },
  );

  test('A9: a server that shuts down (57P01) is named', async () => {
    const lock = await other.transaction();
    await lock.raw('lock table boost_config_overrides in access exclusive mode');
    const failure = failureOf(resolver().resolve(title));
    const pid = await waitingPid(lock);
    await lock.raw('select pg_terminate_backend(?)', [pid]);
    expect(await failure).toEqual(hinted('57P01', /shut down/));
    await lock.rollback();
  });
});
