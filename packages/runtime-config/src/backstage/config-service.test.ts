import { spawnSync } from 'node:child_process';
import { createBackendPlugin } from '@backstage/backend-plugin-api';
import createKnex from 'knex';
import { expect, onTestFinished, test, vi } from 'vitest';
import { approvalRegistry, endpoint, mode } from '../../test/approval-fields.fixture.ts';
import {
  openPluginDatabase,
  pluginWithConfig,
  startConfigBackend,
} from '../../test/backstage-backend.fixture.ts';
import { sampleRegistry, sampleYaml } from '../../test/sample-fields.fixture.ts';
import { createConfigResolver } from '../create-config-resolver.ts';
import { createKnexOverrideStore } from '../knex-override-store.ts';
import { migrateOverrideStore } from '../override-migrations.ts';
import { type ConfigAdministration, configAdministrationRef } from './config-administration.ts';
import { type BoostConfigServiceOptions, createBoostConfigServiceFactory } from './index.ts';

/** A plugin that names what only the routes use, and what it got. */
function pluginWithAdministration(ref = configAdministrationRef, index = 0) {
  const got: ConfigAdministration[] = [];
  const feature = createBackendPlugin({
    pluginId: `plugin-${index}`,
    register(env) {
      env.registerInit({
        deps: { administration: ref },
        async init({ administration }) {
          got.push(administration);
        },
      });
    },
  });
  const administration = () => {
    const [only] = got;
    if (only === undefined) throw new Error('The plugin did not start.');
    return only;
  };
  return { feature, administration };
}

/** A backend with two plugins that read settings. */
async function startPlugins(options: BoostConfigServiceOptions, config: object = sampleYaml) {
  const plugins = ['alpha', 'beta'].map(pluginWithConfig);
  const backend = await startConfigBackend({
    config,
    features: [
      ...plugins.map(({ feature }) => feature),
      createBoostConfigServiceFactory({ cache: { ttlSeconds: 0 }, ...options }),
    ],
  });
  return { ...backend, services: plugins.map(each => each.config()) };
}

test('B15: an override that one resolver writes is read in two plugins', async () => {
  const database = openPluginDatabase();
  const { services } = await startPlugins({ database });
  const overrides = createKnexOverrideStore(database.knex);

  await createConfigResolver({ yaml: sampleYaml, overrides }).set('boost.model.name', 'granite-4');

  for (const config of services) {
    expect(await config.resolve('boost.model.name')).toBe('granite-4');
    expect(await config.resolveAll()).toMatchObject({
      'boost.model.name': { value: 'granite-4', source: 'database' },
    });
  }
});

test('B15: a plugin gets what reads, and nothing that writes [backstage-config-service/Plugin gets the reading part]', async () => {
  const { services } = await startPlugins({ database: openPluginDatabase() });

  expect(services.map(Object.keys)).toEqual(
    services.map(() => ['resolve', 'resolveMany', 'resolveAll', 'list', 'subscribe', 'health']),
  );
});

test('B15: fields and table of the factory apply to plugins and routes', async () => {
  const database = openPluginDatabase();
  const { services } = await startPlugins({
    database,
    registry: sampleRegistry,
    table: 'overrides_of_us',
  });

  expect(await services[0]?.resolve('boost.sample.limit')).toBe(10);
  expect(await database.knex.schema.hasTable('overrides_of_us')).toBe(true);
  expect(await database.knex.schema.hasTable('boost_config_overrides')).toBe(false);
});

test('B15: larger values have longer bodies', async () => {
  const { send } = await startPlugins({ database: openPluginDatabase(), maxValueBytes: 2 ** 21 });
  const changes = [{ key: 'boost.model.name', value: 'a'.repeat(3 * 2 ** 20) }];

  expect(await send('user:default/ada', 'PATCH', '/settings', { changes })).toMatchObject({
    status: 400,
    body: { error: { fields: [{ key: 'boost.model.name', code: 'too_large' }] } },
  });
});

test('B15: a rule that names another setting is answered with the settings that were changed', async () => {
  const { send } = await startPlugins({
    database: openPluginDatabase(),
    registry: approvalRegistry,
  });
  const changes = [{ key: mode, value: 'sonataflow' }];

  expect(await send('user:default/ada', 'PATCH', '/settings', { changes })).toMatchObject({
    status: 400,
    body: { error: { fields: [{ key: endpoint, changed: [mode] }] } },
  });
});

test('A4: a database whose migrations are skipped is left as it is [backstage-config-service/Skipped migrations create no table]', async () => {
  const database = openPluginDatabase();
  const { services, send } = await startPlugins({
    database: { ...database, migrations: { skip: true } },
  });

  const tables = await database.knex('sqlite_master').select('name');

  expect(tables).toEqual([]);
  await expect(services[0]?.resolve('boost.model.name')).rejects.toMatchObject({
    code: 'missing_table',
  });
  expect(await send('user:default/ada', 'DELETE', '/settings/boost.model.name')).toMatchObject({
    status: 503,
    body: { error: { message: expect.stringContaining('migrateOverrideStore') } },
  });
});

test('A4: a start without tables logs the keys of app-config that skip them', async () => {
  const { knex, getClient } = openPluginDatabase();

  const { lines } = await startPlugins({
    database: { getClient: async () => getClient(), migrations: { skip: true } },
  });

  expect(lines.filter(line => line.includes(' error '))).toEqual([
    expect.stringMatching(
      /^boost-config error The database has no table.*backend\.database\.plugin\.boost-config\.skipMigrations/,
    ),
  ]);
  expect(await knex('sqlite_master')).toEqual([]);
});

test('A4: a start while the database is down logs it, and succeeds', async () => {
  const connection = { host: '127.0.0.1', port: 1 };
  const knex = createKnex({ client: 'pg', connection, log: { debug() {}, error() {}, warn() {} } });
  onTestFinished(() => knex.destroy());

  const { lines, send } = await startPlugins({
    database: { getClient: async () => knex, migrations: { skip: true } },
  });

  expect(lines.filter(line => line.includes(' error '))).toEqual([
    expect.stringMatching(/^boost-config error .*could not be reached \(ECONNREFUSED\)/),
  ]);
  expect(await send('user:default/ada', 'GET', '/health')).toMatchObject({ status: 503 });
});

test('B15: a start logs each problem of the health', async () => {
  const boost = { ...sampleYaml.boost, encryptionSecret: 'too-short' };

  const { lines } = await startPlugins({ database: openPluginDatabase() }, { boost });

  expect(lines.filter(line => line.includes('boost.encryptionSecret'))).toEqual([
    expect.stringMatching(/^boost-config warn boost\.encryptionSecret .*\. .+\.$/),
  ]);
});

test('B15: tables of an earlier start are used as they are', async () => {
  const database = openPluginDatabase();
  await migrateOverrideStore(database.knex);
  const overrides = createKnexOverrideStore(database.knex);
  await createConfigResolver({ yaml: sampleYaml, overrides }).set('boost.model.name', 'granite-4');

  const { services } = await startPlugins({ database });

  expect(await services[1]?.resolve('boost.model.name')).toBe('granite-4');
});

test('B15: without backend.database overrides are kept in memory, and the log reports it', async () => {
  const { lines, services } = await startPlugins({});

  expect(await services[0]?.resolve('boost.model.name')).toBeUndefined();
  expect(lines.filter(line => line.includes('backend.database'))).toEqual([
    'boost-config warn app-config has no backend.database: settings that administrators change are lost when the backend stops.',
  ]);
});

test('B15: where the peer is missing, the start fails and names it', async () => {
  const backend = { database: { client: 'better-sqlite3', connection: ':memory:' } };

  await expect(startPlugins({}, { ...sampleYaml, backend })).rejects.toThrow(
    'Add @backstage/backend-defaults to the backend',
  );
});

test.each([
  [false, 1],
  [true, 0],
])(
  'B15: with permission.enabled %j the log has %i warnings that every user is allowed everything',
  async (enabled, count) => {
    const config = { ...sampleYaml, permission: { enabled } };

    const { lines } = await startPlugins({ database: openPluginDatabase() }, config);

    expect(lines.filter(line => line.includes('permission.enabled'))).toHaveLength(count);
  },
);

test('B15: both permissions are registered', async () => {
  const { registered } = await startPlugins({ database: openPluginDatabase() });

  expect(registered.map(({ name, attributes }) => [name, attributes.action])).toEqual([
    ['boost.config.read', 'read'],
    ['boost.config.manage', 'update'],
  ]);
});

test('B15: plugins with other copies of the package share one resolver, until the backend ends [backstage-config-service/Plugins of a backend share one resolver]', async () => {
  const copy: { configAdministrationRef: typeof configAdministrationRef } = await import(
    // @ts-expect-error: the query has Vite load the module again, as another copy of the package would be.
    './config-administration.ts?copy'
  );
  const refs = [configAdministrationRef, copy.configAdministrationRef];
  expect(refs[0]).not.toBe(refs[1]);
  const plugins = refs.map(pluginWithAdministration);
  const features = plugins.map(({ feature }) => feature);
  const { backend } = await startConfigBackend({ features });

  const resolvers = plugins.map(({ administration }) => administration().resolver);

  expect(new Set(resolvers).size).toBe(1);
  const closed = resolvers.map(resolver => vi.spyOn(resolver, 'close'));
  await backend.stop();
  for (const close of closed) expect(close).toHaveBeenCalledOnce();
});

test('B15: rows of an earlier version are reported and left as they are [backstage-config-service/Start reports rows that wait]', async () => {
  const database = openPluginDatabase();
  await migrateOverrideStore(database.knex);
  await database.knex('boost_config_overrides').insert({
    key: 'boost.sample.limit',
    owner: '@acme/sample',
    value: '5',
    schema_version: 1,
    readable_since: 1,
    updated_at: '2026-11-28T00:00:00.000Z',
  });
  const before = await database.knex('boost_config_overrides');

  const { lines } = await startPlugins({ database, registry: sampleRegistry });

  expect(await database.knex('boost_config_overrides')).toEqual(before);
  expect(lines.filter(line => line.includes('earlier version'))).toEqual([
    'boost-config warn Stored settings of an earlier version: 1. When all replicas run this version, call POST /api/boost-config/reconcile.',
  ]);
});

test('the root entry needs neither Backstage nor Express, the subpath does', () => {
  const hooks = `
    import { registerHooks } from 'node:module';
    const resolve = (name, context, next) => {
      if (/^(@backstage\\/|express$)/.test(name)) throw new Error('wanted ' + name);
      return next(name, context);
    };
    registerHooks({ resolve });`;
  const load = (file: string) => {
    const entry = JSON.stringify(new URL(file, import.meta.url).href);
    const program = `${hooks} await import(${entry});`;
    return spawnSync(process.execPath, ['--input-type=module', '--eval', program]).stderr;
  };

  expect(String(load('../index.ts'))).toBe('');
  expect(String(load('./index.ts'))).toContain('wanted @backstage/');
});
