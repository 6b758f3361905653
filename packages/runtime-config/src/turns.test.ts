import createKnex from 'knex';
import { afterEach, expect, test, vi } from 'vitest';
import { sampleRegistry, sampleYaml } from '../test/sample-fields.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { createKnexOverrideStore } from './knex-override-store.ts';
import { migrateOverrideStore } from './override-migrations.ts';

const token = 'boost.sample.token';

afterEach(() => {
  vi.useRealTimers();
});

test("calls that the caller's transaction keeps from the only connection fail in time, and are not made later", async () => {
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
  });
  await migrateOverrideStore(knex);
  const config = createConfigResolver({
    yaml: sampleYaml,
    overrides: createKnexOverrideStore(knex),
    registry: sampleRegistry,
  });
  await config.set(token, 'hidden');
  const transaction = await knex.transaction();
  const statements: string[] = [];
  knex.on('query', ({ sql }: { readonly sql: string }) => statements.push(sql));

  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  const outcomes = Promise.allSettled([
    config.resolve(token),
    config.resolve('boost.devSpaces.credentials'),
    config.resolveAll(),
  ]);
  await vi.advanceTimersByTimeAsync(10_000);
  for (const outcome of await outcomes)
    expect(outcome).toMatchObject({ reason: { code: 'store_unavailable' } });

  await transaction.rollback();
  expect(await config.resolve(token)).toBe('hidden');
  // The first waited for its connection already; the two behind it were not made.
  expect(statements.filter(sql => sql.includes('boost_config_overrides'))).toHaveLength(2);
  await knex.destroy();
});
