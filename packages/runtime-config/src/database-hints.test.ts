import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import createKnex, { type Knex } from 'knex';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type StorePlace, sqliteHost } from '../test/database-host.fixture.ts';
import { sampleRegistry, sampleYaml } from '../test/sample-fields.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { createKnexOverrideStore } from './knex-override-store.ts';

const title = 'boost.sample.title';
let place: StorePlace;
let knex: Knex;
beforeEach(async () => {
  place = await sqliteHost.open();
  knex = createKnex({ ...place.connection });
});
afterEach(async () => {
  await knex.destroy();
  await place.close();
});

const resolver = () =>
  createConfigResolver({
    yaml: sampleYaml,
    overrides: createKnexOverrideStore(knex),
    registry: sampleRegistry,
    cache: { ttlSeconds: 0 },
  });

test.each<[code: string, hint: RegExp, cause: (filename: string) => Promise<unknown>]>([
  ['SQLITE_READONLY', /write to the file/, async () => knex.raw('pragma query_only = on')],
  [
    'SQLITE_BUSY',
    /find and end that, or try again/,
    async () => place.knex?.().raw('begin immediate'),
  ],
  [
    'SQLITE_FULL',
    /more space/,
    async () => {
      await knex.raw('pragma max_page_count = 1');
    },
  ],
  [
    'SQLITE_CONSTRAINT_TRIGGER',
    /did not create/,
    async () =>
      knex.raw(
        "create trigger refuse before insert on boost_config_overrides begin select raise(abort, 'canary'); end",
      ),
  ],
  [
    'SQLITE_NOTADB',
    /file of the database/,
    async filename => {
      await knex.destroy();
      writeFileSync(filename, 'canary '.repeat(1000));
      knex.initialize();
    },
  ],
  [
    'SQLITE_CANTOPEN',
    /file of the database/,
    async filename => {
      await knex.destroy();
      knex = createKnex({
        client: 'better-sqlite3',
        connection: { filename: dirname(filename) },
        useNullAsDefault: true,
      });
    },
  ],
])('A9: a SQLite file that answers %s says what to do', async (code, hint, cause) => {
  const { filename } = Object(place.connection?.connection);
  await cause(String(filename));
  const error: unknown = await resolver()
    .set(title, 'x'.repeat(20_000))
    .catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({
    code: 'store_unavailable',
    message: expect.stringContaining(`(${code})`),
    hint: expect.stringMatching(hint),
  });
  expect(JSON.stringify([error, String(error)])).not.toContain('canary');
});

test('A4: a trigger that refuses one row does not stop reconcile', async () => {
  for (const key of ['boost.sample.labels', 'boost.sample.limit']) await place.write(key, '7', 1);
  await knex.raw(
    "create trigger refuse before insert on boost_config_overrides_rejected begin select raise(abort, 'canary'); end",
  );
  const { entries } = await resolver().reconcile();
  expect(entries).toMatchObject([
    {
      key: 'boost.sample.labels',
      outcome: 'kept',
      code: 'invalid_value',
      reason: expect.stringContaining('SQLITE_CONSTRAINT_TRIGGER'),
    },
    { key: 'boost.sample.limit', outcome: 'migrated' },
  ]);
});
