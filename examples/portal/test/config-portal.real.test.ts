import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { skipsPostgres } from '@rhdh-boost/test-support/postgres-server';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import {
  type Postgres,
  startPostgres,
} from '../../../packages/runtime-config/test/postgres.fixture.ts';
import { queryDatabase } from '../../../packages/runtime-config/test/postgres-query.fixture.ts';
import { skipsBackstage } from './fixtures/skips-backstage.fixture.ts';
import { auditedBy, linesOf } from './fixtures/started-backend.fixture.ts';
import {
  ada,
  bob,
  carl,
  type Replica,
  startReplicas,
} from './fixtures/started-replicas.fixture.ts';

const model = 'boost.model.name';
const credentials = 'boost.devSpaces.credentials';
const secret = 'a-secret-of-this-test';
/** A replica polls each five seconds where the database does not notify it. */
const seenWithin = { timeout: 15_000, interval: 100 };

/** The body of a change of one setting. */
const set = (key: string, value: unknown, ifRevision?: string | null) => ({
  changes: [{ key, value, ...(ifRevision === undefined ? {} : { ifRevision }) }],
});

/** What both plugins of all replicas answer, when all answer the same. */
const bothOf = (replicas: readonly Replica[], answer: object) =>
  replicas.flatMap(() => [answer, answer]);

/** What both plugins of all replicas resolve. */
function readings(replicas: readonly Replica[], key: string, how?: '?hash'): Promise<unknown[]> {
  return Promise.all(
    replicas.flatMap(({ read }) => [read('alpha', key, how), read('beta', key, how)]),
  );
}

const lacksBackstage = await skipsBackstage();

describe.skipIf(lacksBackstage || skipsPostgres())('two replicas on one PostgreSQL', () => {
  let postgres: Postgres;
  beforeAll(async () => {
    postgres = await startPostgres();
  });
  afterAll(() => postgres.stop());

  /** Two replicas. */
  async function start(
    more: object = {},
    count: 1 | 2 = 2,
    pluginKeys: 'files' | 'database' = 'files',
  ) {
    const place = await postgres.open();
    onTestFinished(() => place.close());
    const { host, port, user, database } = Object(place.connection?.connection);
    // Each test has its own names of the plugins' databases.
    const prefix = `${database}_`;
    const config = { client: 'pg', connection: { host, port, user, database }, prefix, ...more };
    const query = (name: string, sql: string) => queryDatabase(place.connection ?? {}, name, sql);
    const replicas = await startReplicas(config, count, pluginKeys);
    const [first, second = first] = replicas;
    if (first === undefined || second === undefined) throw new Error('No replica was started.');
    /** Another replica on these databases. */
    const startAnother = async (others: object) => {
      const [another] = await startReplicas({ ...config, ...others }, 1, pluginKeys);
      if (another === undefined) throw new Error('No replica was started.');
      return another;
    };
    return { replicas, first, second, database, prefix, query, startAnother };
  }

  test('B15: an administrator’s change reaches both plugins of both replicas [backstage-config-service/Override reaches every plugin and replica]', async () => {
    const { replicas, first, prefix, query } = await start();
    expect(await readings(replicas, model)).toEqual(bothOf(replicas, {}));

    expect(await first.send(ada, 'PATCH', '/settings', set(model, 'granite-4'))).toMatchObject({
      status: 200,
      body: { revisions: { [model]: expect.stringMatching(/^[\w-]{22}$/) } },
    });

    const wanted = bothOf(replicas, { value: 'granite-4' });
    await expect.poll(() => readings(replicas, model), seenWithin).toEqual(wanted);
    const databases = await query('postgres', 'select datname from pg_database');
    const named = databases.map(({ datname }) => String(datname));
    expect(named.filter(name => name.startsWith(prefix))).toEqual([`${prefix}boost-config`]);
    expect(
      await query(
        `${prefix}boost-config`,
        'select key, value, updated_by from boost_config_overrides',
      ),
    ).toEqual([{ key: model, value: '"granite-4"', updated_by: ada }]);
  });

  test('Portal: a page changes, follows and rolls back a setting, and learns of refusals [backstage-config-service/Page administers settings]', async () => {
    const { first, second } = await start();
    const settings = first.settingsOf(ada);

    const { [model]: one } = await settings.change([
      { key: model, value: 'one', ifRevision: null },
    ]);
    const stale = second.settingsOf(ada).change([{ key: model, value: 'two', ifRevision: null }]);
    await expect(stale).rejects.toMatchObject({ status: 409, currentRevision: one });
    await settings.change([{ key: model, value: 'two', ifRevision: one }]);
    const { revision } = await settings.rollback(model, one ?? '');

    expect(await settings.get(model)).toMatchObject({ value: 'one', source: 'database', revision });
    expect((await settings.history({ key: model })).map(({ actor, to }) => [actor, to])).toEqual([
      [ada, 'one'],
      [ada, 'two'],
      [ada, 'one'],
    ]);
    await expect(first.settingsOf(bob).unset(model)).rejects.toMatchObject({ status: 403 });
    await expect(first.settingsOf('').list()).rejects.toMatchObject({ status: 401 });
    expect(await settings.health()).toMatchObject({ status: 'ok' });
  });

  test('B15: a user without the permission gets 403, also through the permission backend [backstage-config-service/User without permission changes nothing]', async () => {
    const { first, second } = await start();

    for (const user of [bob, carl]) {
      expect(await first.send(user, 'PATCH', '/settings', set(model, 'other'))).toMatchObject({
        status: 403,
        body: { error: { name: 'NotAllowedError' } },
      });
    }

    expect(await second.read('alpha', model)).toEqual({});
    expect(await first.send(bob, 'GET', '/settings')).toMatchObject({ status: 200 });
    expect(await first.send(carl, 'GET', '/settings')).toMatchObject({ status: 403 });
    await expect.poll(() => auditedBy(first.backend, 'boost-config')).toHaveLength(4);
    expect(auditedBy(first.backend, 'boost-config').at(-1)).toMatchObject({
      eventId: 'settings-change',
      status: 'failed',
      actor: { actorId: carl },
      meta: { settings: [model] },
    });
  });

  test('B15: a secret goes in, and never comes out [backstage-config-service/Secret is write-only]', async () => {
    const { replicas, first, second, prefix, query } = await start();

    expect(await first.send(ada, 'PATCH', '/settings', set(credentials, secret))).toMatchObject({
      status: 200,
    });

    const hash = createHash('sha256').update(secret).digest('hex');
    expect(await readings(replicas, credentials, '?hash')).toEqual(bothOf(replicas, { hash }));
    const answers = await Promise.all(
      [first, second].flatMap(({ send }) =>
        ['/settings', `/settings/${credentials}`, '/history', '/rejected', '/health'].map(path =>
          send(ada, 'GET', path),
        ),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    const rows = await query(`${prefix}boost-config`, 'select value from boost_config_overrides');
    const stored = String(JSON.parse(String(rows[0]?.['value'])));
    expect(stored).toMatch(/^boost1:/);
    for (const text of [JSON.stringify(answers), first.backend.output, second.backend.output]) {
      expect(text).not.toContain(secret);
      expect(text).not.toContain(stored);
    }
  });

  test('B15: of two administrators who saw the same, the second gets 409 [backstage-config-service/Stale revision is refused]', async () => {
    const { first, second } = await start();
    const { body } = await first.send(ada, 'PATCH', '/settings', set(model, 'one', null));
    const revision = Object(body).revisions[model];

    const refused = await second.send(ada, 'PATCH', '/settings', set(model, 'other', null));

    expect(refused).toMatchObject({
      status: 409,
      body: {
        error: { name: 'ConflictError', currentRevision: revision, fields: [{ key: model }] },
      },
    });
    expect(
      await second.send(ada, 'PATCH', '/settings', set(model, 'other', revision)),
    ).toMatchObject({ status: 200 });
  });

  test('B12: history and audit log name the user [backstage-config-service/Change is audited]', async () => {
    const { first, second } = await start();

    await first.send(ada, 'PATCH', '/settings', set(model, 'granite-4'));

    expect(await second.send(bob, 'GET', `/history?key=${model}`)).toMatchObject({
      body: { items: [{ key: model, action: 'set', actor: ada, to: 'granite-4' }] },
    });
    await expect.poll(() => auditedBy(first.backend, 'boost-config')).toHaveLength(2);
    expect(auditedBy(first.backend, 'boost-config')).toMatchObject(
      ['initiated', 'succeeded'].map(status => ({
        eventId: 'settings-change',
        severityLevel: 'medium',
        status,
        actor: { actorId: ada, ip: '127.0.0.1' },
        request: { method: 'PATCH', url: '/api/boost-config/settings' },
        meta: { settings: [model] },
      })),
    );
    expect(JSON.stringify(auditedBy(first.backend, 'boost-config'))).not.toContain('granite-4');
  });

  test('B15: a wrong value is answered with its field [backstage-config-service/Refused change names its fields]', async () => {
    const { first } = await start({}, 1);

    const refused = await first.send(
      ada,
      'PATCH',
      '/settings',
      set('boost.model.baseUrl', 'canary'),
    );

    expect(refused).toMatchObject({
      status: 400,
      body: {
        error: {
          name: 'InputError',
          fields: [
            {
              key: 'boost.model.baseUrl',
              code: 'invalid_url',
              message: expect.any(String),
              hint: expect.any(String),
            },
          ],
        },
      },
    });
    expect(JSON.stringify(refused) + first.backend.output).not.toContain('canary');
  });

  test('B15: a service may reconcile after a rollout, and change nothing else [backstage-config-service/Service principal changes no setting]', async () => {
    const { first } = await start({}, 1);

    expect(await first.sendAsService('POST', '/reconcile')).toMatchObject({ status: 200 });
    expect(await first.sendAsService('GET', '/health')).toMatchObject({ status: 200 });
    expect(await first.sendAsService('GET', '/settings')).toMatchObject({ status: 403 });
    expect(await first.sendAsService('DELETE', `/settings/${model}`)).toMatchObject({
      status: 403,
    });
  });

  test('A1: the route imports the settings of Boost 0.8, and compares them later [backstage-config-service/Settings of Boost are imported]', async () => {
    const { replicas, first, prefix, query } = await start({}, 1);
    const boost = `${prefix}boost`;
    await query('postgres', `create database "${boost}"`);
    await query(
      boost,
      'create table boost_admin_config (key text primary key, value text, schema_version integer)',
    );
    await query(boost, `insert into boost_admin_config values ('${model}', '"old"', 1)`);

    for (const outcome of ['imported', 'unchanged']) {
      expect(await first.send(ada, 'POST', '/import')).toEqual({
        status: 200,
        body: { entries: [{ key: model, outcome }] },
      });
    }
    await expect
      .poll(() => readings(replicas, model), seenWithin)
      .toEqual(bothOf(replicas, { value: 'old' }));
    await query(boost, `update boost_admin_config set value = '"new"'`);

    expect(
      await first.send(ada, 'POST', '/reconcile', { dryRun: true, importedFromBoost: true }),
    ).toMatchObject({
      body: { imported: { entries: [{ key: model, outcome: 'changed' }] } },
    });
    expect(await first.read('beta', model)).toEqual({ value: 'old' });
    const counted = auditedBy(first.backend, 'boost-config').filter(
      line => Reflect.get(line, 'eventId') === 'settings-import',
    );
    expect(counted[1]).toMatchObject({ actor: { actorId: ada }, meta: { imported: 1 } });
  });

  test('B15: plugins that share a database by schemas read one schema', async () => {
    const { replicas, first, database, query } = await start({ pluginDivisionMode: 'schema' });

    await first.send(ada, 'PATCH', '/settings', set(model, 'granite-4'));

    const wanted = bothOf(replicas, { value: 'granite-4' });
    await expect.poll(() => readings(replicas, model), seenWithin).toEqual(wanted);
    expect(
      await query(database, 'select value from "boost-config".boost_config_overrides'),
    ).toEqual([{ value: '"granite-4"' }]);
  });

  test('B15: backend.database.plugin.boost-config names another database', async () => {
    const plugin = { 'boost-config': { connection: { database: 'overrides_of_the_team' } } };
    const { first, query } = await start({ plugin }, 1);

    await first.send(ada, 'PATCH', '/settings', set(model, 'granite-4'));

    expect(
      await query('overrides_of_the_team', 'select value from boost_config_overrides'),
    ).toEqual([{ value: '"granite-4"' }]);
  });

  test('A4: with skipMigrations no table is made, and the error names the call [backstage-config-service/Skipped migrations create no table]', async () => {
    const { first, prefix, query } = await start({ skipMigrations: true }, 1);

    expect(await first.send(ada, 'PATCH', '/settings', set(model, 'granite-4'))).toMatchObject({
      status: 503,
      body: {
        error: {
          name: 'ServiceUnavailableError',
          message: expect.stringMatching(
            /backend\.database\.plugin\.boost-config\.skipMigrations.*migrateOverrideStore/,
          ),
          fields: [{ code: 'missing_table' }],
        },
      },
    });
    expect(
      await query(
        `${prefix}boost-config`,
        "select tablename from pg_tables where schemaname = 'public'",
      ),
    ).toEqual([]);
  });

  test('A4: after one start without skipMigrations, users change settings through a role that creates no table', async () => {
    const skipping = { skipMigrations: true };
    const { first, prefix, query, startAnother } = await start(
      { plugin: { 'boost-config': skipping } },
      1,
      'database',
    );
    // Backstage skips its own table of keys too, with which the plugin asks the permission backend.
    expect(await first.send(ada, 'GET', '/settings')).toMatchObject({ status: 503 });
    const errors = linesOf(first.backend, 'boost-config').filter(line =>
      line.includes('skipMigrations'),
    );
    expect(errors).toEqual([
      expect.stringContaining('backstage_backend_public_keys__keys'),
      expect.stringContaining('The database has no table of overrides.'),
    ]);
    await first.backend.stop();

    const migrating = await startAnother({ plugin: {} });
    await migrating.backend.stop();
    const role = `${prefix}writer`;
    await query('postgres', `create role "${role}" login`);
    for (const things of ['tables', 'sequences'])
      await query(
        `${prefix}boost-config`,
        `grant all on all ${things} in schema public to "${role}"`,
      );
    const restricted = { ...skipping, connection: { user: role } };
    const portal = await startAnother({ plugin: { 'boost-config': restricted } });

    expect(await portal.send(ada, 'PATCH', '/settings', set(model, 'granite-4'))).toMatchObject({
      status: 200,
    });
    expect(await portal.read('alpha', model)).toEqual({ value: 'granite-4' });
    expect(portal.backend.output).not.toContain('skipMigrations is true');
  });
});

describe.skipIf(lacksBackstage)('one backend on SQLite', () => {
  const client = 'better-sqlite3';

  test('B15: an override survives a restart, for both plugins', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'boost-config-'));
    onTestFinished(() => rm(directory, { recursive: true }));
    const database = { client, connection: { directory } };
    const [before] = await startReplicas(database, 1);
    await before?.send(ada, 'PATCH', '/settings', set(model, 'granite-4'));
    expect(await before?.backend.stop()).toBe(0);

    const replicas = await startReplicas(database, 1);

    expect(await readings(replicas, model)).toEqual(bothOf(replicas, { value: 'granite-4' }));
  });

  test('B15: plugins share one database in memory', async () => {
    const replicas = await startReplicas({ client, connection: ':memory:' }, 1);

    await replicas[0]?.send(ada, 'PATCH', '/settings', set(model, 'granite-4'));

    expect(await readings(replicas, model)).toEqual(bothOf(replicas, { value: 'granite-4' }));
  });
});
