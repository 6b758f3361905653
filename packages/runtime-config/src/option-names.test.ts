import knex, { type Knex } from 'knex';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { memoryResolver } from '../test/memory-resolver.fixture.ts';
import { callUnchecked } from '../test/unchecked-call.fixture.ts';
import { createBoostConfigServiceFactory } from './backstage/config-administration.ts';
import type { ConfigResolver } from './config-resolver.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { createKnexOverrideStore } from './knex-override-store.ts';
import { createMemoryOverrideStore } from './memory-override-store.ts';
import { migrateOverrideStore } from './override-migrations.ts';

const limit = 'boost.sample.limit';
let database: Knex;

beforeEach(() => {
  database = knex({ client: 'better-sqlite3', connection: ':memory:', useNullAsDefault: true });
});

afterEach(() => database.destroy());

/** What is refused, in the two sentences of its error. */
function unknown(name: string, meant: string) {
  return {
    code: 'invalid_option',
    message: `The option ${name} is unknown.`,
    hint: `Did you mean ${meant}?`,
  };
}

test.each<[method: keyof ConfigResolver, args: unknown[], name: string, meant: string]>([
  ['resolve', [limit, { transction: 1 }], 'transction', 'transaction'],
  ['resolveMany', [[limit], { transction: 1 }], 'transction', 'transaction'],
  ['set', [limit, 2, { ifRevison: null }], 'ifRevison', 'ifRevision'],
  ['unset', [limit, { acter: 'user:default/ada' }], 'acter', 'actor'],
  ['setMany', [[], { actr: 'user:default/ada' }], 'actr', 'actor'],
  ['rollback', [limit, 'x', { ifRevison: null }], 'ifRevison', 'ifRevision'],
  ['history', [{ limt: 1 }], 'limt', 'limit'],
  ['restore', [1, { acter: 'x' }], 'acter', 'actor'],
  ['purge', [{ ids: [1], befor: 1 }], 'befor', 'before'],
  ['purge', [{ ids: [1] }, { acter: 'x' }], 'acter', 'actor'],
  ['importRows', [{ knexx: 1 }], 'knexx', 'knex'],
  ['importRows', [{}, { acter: 'x' }], 'acter', 'actor'],
  ['reconcile', [{ dryrun: true }], 'dryrun', 'dryRun'],
  ['reconcile', [{ importedFrom: { tabel: 'x' } }], 'importedFrom.tabel', 'importedFrom.table'],
  ['reencrypt', [{ acter: 'x' }], 'acter', 'actor'],
])('1: %s(%j) refuses an unknown option', async (method, args, name, meant) => {
  const config = memoryResolver();
  const { revision } = await config.set(limit, 3);
  await expect(callUnchecked(config, method, ...args)).rejects.toMatchObject(unknown(name, meant));
  expect((await config.list()).find(({ key }) => key === limit)?.revision).toBe(revision);
});

test('1: a change of setMany refuses an unknown name', async () => {
  const change = { key: limit, value: 2, ifRevison: null };
  await expect(callUnchecked(memoryResolver(), 'setMany', [change])).rejects.toMatchObject({
    problems: [{ key: limit, ...unknown('ifRevison', 'ifRevision') }],
  });
});

const given = { yaml: {}, overrides: createMemoryOverrideStore() };

test.each<[what: string, call: () => unknown, name: string, meant: string]>([
  [
    'createConfigResolver',
    () => Reflect.apply(createConfigResolver, undefined, [{ ...given, acceptLegcy: false }]),
    'acceptLegcy',
    'acceptLegacy',
  ],
  [
    'the cache',
    () => Reflect.apply(createConfigResolver, undefined, [{ ...given, cache: { ttl: 1 } }]),
    'cache.ttl',
    'cache.ttlSeconds',
  ],
  [
    'createKnexOverrideStore',
    () => Reflect.apply(createKnexOverrideStore, undefined, [database, { tabel: 'x' }]),
    'tabel',
    'table',
  ],
  [
    'the limits of the history',
    () => Reflect.apply(createKnexOverrideStore, undefined, [database, { history: { day: 1 } }]),
    'history.day',
    'history.days',
  ],
  [
    'migrateOverrideStore',
    () => Reflect.apply(migrateOverrideStore, undefined, [database, { tabel: 'x' }]),
    'tabel',
    'table',
  ],
  [
    'createBoostConfigServiceFactory',
    () => Reflect.apply(createBoostConfigServiceFactory, undefined, [{ databse: {} }]),
    'databse',
    'database',
  ],
])('1: %s refuses an unknown option', async (_what, call, name, meant) => {
  await expect((async () => call())()).rejects.toMatchObject(unknown(name, meant));
});

test('1: a name that is not one is not repeated, and an undefined option is none', async () => {
  const canary = 'a canary, not a name';
  const options = { ...given, [canary]: true };
  expect(() => Reflect.apply(createConfigResolver, undefined, [options])).toThrow(
    expect.objectContaining({
      message: 'The name of an option is unknown.',
      hint: expect.stringContaining('The options are yaml, overrides, logger'),
    }),
  );
  Reflect.apply(createConfigResolver, undefined, [{ ...given, acceptLegcy: undefined }]);
});
