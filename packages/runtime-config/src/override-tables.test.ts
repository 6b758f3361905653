import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import createKnex, { type Knex } from 'knex';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createConfigResolver } from './create-config-resolver.ts';
import { createKnexOverrideStore } from './knex-override-store.ts';
import { migrateOverrideStore } from './override-migrations.ts';

let folder: string;
let knex: Knex;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'overrides-'));
  knex = open();
});
afterEach(async () => {
  vi.useRealTimers();
  await knex.destroy();
  await rm(folder, { recursive: true });
});

function open(): Knex {
  return createKnex({
    client: 'better-sqlite3',
    connection: { filename: join(folder, 'boost.sqlite') },
    useNullAsDefault: true,
  });
}

async function prepare() {
  await migrateOverrideStore(knex);
  return createConfigResolver({ yaml: {}, overrides: createKnexOverrideStore(knex) });
}

test('a row has the time of its last write', async () => {
  const config = await prepare();
  const times: number[] = [];
  for (const name of ['granite-3', 'granite-4']) {
    const before = Date.now();
    await config.set('boost.model.name', name);
    const [text] = await knex('boost_config_overrides').pluck('updated_at');
    const time = Date.parse(text);
    expect(time).toBeGreaterThanOrEqual(before);
    expect(time).toBeLessThanOrEqual(Date.now());
    times.push(time);
    await wait(5);
  }
  expect(times[1]).toBeGreaterThan(times[0] ?? Number.NaN);
});

test('A2: a row has the time of the database, whatever the time of the replica is [runtime-config/Value is checked and stored]', async () => {
  const config = await prepare();
  const before = Date.now();
  vi.useFakeTimers({ toFake: ['Date'], now: 0 });
  await config.set('boost.model.name', 'granite-3');
  vi.useRealTimers();
  const [text] = await knex('boost_config_overrides').pluck('updated_at');
  expect(Date.parse(text)).toBeGreaterThanOrEqual(before);
});

test('another database is refused', () => {
  const client = Object.assign(() => undefined, { client: { dialect: 'mysql' } });
  for (const other of [client, {}])
    expect(() => Reflect.apply(createKnexOverrideStore, undefined, [other])).toThrow(
      expect.objectContaining({ code: 'unsuitable_database' }),
    );
});
