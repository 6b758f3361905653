import { expect, test } from 'vitest';
import { configurationOf } from '../../../test/doctor-context.fixture.ts';
import { readDatabaseSettings } from './database-settings.ts';

const read = (database: unknown) =>
  readDatabaseSettings(configurationOf({ backend: { database } }));
const object = {
  host: 'db',
  port: 5433,
  user: 'backstage',
  password: 'canary',
  database: 'shared',
};

test('no database', () => {
  expect(readDatabaseSettings(configurationOf({}))).toEqual({ kind: 'unset' });
});

test.each<[string, object, object]>([
  [
    'an object',
    { client: 'pg', connection: object },
    {
      kind: 'postgres',
      database: 'backstage_plugin_boost-config',
      schema: undefined,
      server: 'db:5433',
      createsDatabase: true,
      createsTables: true,
    },
  ],
  [
    'a URL with options',
    {
      client: 'pg',
      connection: 'postgresql://u:p%40ss@db.example.com:6432/shared?sslmode=require',
      prefix: 'portal_',
      ensureExists: false,
    },
    {
      connection: { host: 'db.example.com', user: 'u', password: 'p@ss', ssl: {} },
      database: 'portal_boost-config',
      server: 'db.example.com:6432',
      createsDatabase: false,
      createsSchema: false,
    },
  ],
  [
    'a database for this plugin',
    {
      client: 'pg',
      connection: object,
      skipMigrations: true,
      role: 'all',
      plugin: { 'boost-config': { connection: { database: 'own' }, role: 'one' } },
    },
    { database: 'own', connection: { host: 'db' }, role: 'one', createsTables: false },
  ],
  [
    'a URL for this plugin',
    {
      client: 'pg',
      connection: object,
      plugin: { 'boost-config': { connection: 'postgresql://other/own' } },
    },
    { database: 'own', server: 'other:5433', connection: { user: 'backstage' } },
  ],
  [
    'another client for this plugin',
    {
      client: 'better-sqlite3',
      connection: ':memory:',
      plugin: { 'boost-config': { client: 'pg', connection: { host: 'pg' } } },
    },
    { kind: 'postgres', server: 'pg:5432', database: 'backstage_plugin_boost-config' },
  ],
  [
    'schemas',
    { client: 'pg', connection: object, pluginDivisionMode: 'schema', schemaPrefix: 'p_' },
    { database: 'shared', schema: 'p_boost-config', createsSchema: true },
  ],
  [
    'the identity of a cloud',
    { client: 'pg', connection: { type: 'cloudsql', instance: 'a:b:c' } },
    { kind: 'cloud', type: 'cloudsql' },
  ],
  [
    'SQLite in memory',
    { client: 'better-sqlite3', connection: ':memory:' },
    { kind: 'sqlite', file: undefined },
  ],
  [
    'SQLite in a folder',
    { client: 'better-sqlite3', connection: { directory: 'data' } },
    { kind: 'sqlite', file: 'data/boost-config.sqlite' },
  ],
])('%s is read', (_what, database, settings) => {
  expect(read(database)).toMatchObject(settings);
});

test.each<[string, object, string]>([
  ['no client', { connection: ':memory:' }, 'invalid_database'],
  ['MySQL', { client: 'mysql2', connection: {} }, 'unsuitable_database'],
  ['a number as connection', { client: 'pg', connection: 5432 }, 'invalid_database'],
  [
    'one file of SQLite for all plugins',
    { client: 'better-sqlite3', connection: 'canary.sqlite' },
    'invalid_database',
  ],
])('%s is a mistake', (_what, database, code) => {
  const settings = read(database);
  expect(settings).toMatchObject({ kind: 'invalid', finding: { code } });
  expect(JSON.stringify(settings)).not.toContain('canary');
});
