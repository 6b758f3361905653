import createKnex from 'knex';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { sampleRegistry, sampleYaml } from '../test/sample-fields.fixture.ts';
import { createConfigResolver } from './create-config-resolver.ts';
import { createKnexOverrideStore } from './knex-override-store.ts';
import { migrateOverrideStore } from './override-migrations.ts';

const token = 'boost.sample.token';

afterEach(() => {
  vi.useRealTimers();
});

/** A resolver on a pool of one connection, and the statements on its tables since. */
async function resolverOnOneConnection() {
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
  });
  onTestFinished(() => knex.destroy());
  await migrateOverrideStore(knex);
  const config = createConfigResolver({
    yaml: sampleYaml,
    overrides: createKnexOverrideStore(knex),
    registry: sampleRegistry,
  });
  await config.set(token, 'hidden');
  const statements: string[] = [];
  knex.on('query', ({ sql }: { readonly sql: string }) => {
    if (sql.includes('boost_config_overrides')) statements.push(sql);
  });
  return { knex, config, statements };
}

test("calls that the caller's transaction keeps from the only connection fail in time, and are not made later", async () => {
  const { knex, config, statements } = await resolverOnOneConnection();
  const transaction = await knex.transaction();

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
  expect(statements).toHaveLength(2);
});

test('A5: until a connection is returned, calls after the first failure fail immediately and are not made later', async () => {
  const { knex, config, statements } = await resolverOnOneConnection();
  const transaction = await knex.transaction();
  await expect(config.resolve(token)).rejects.toMatchObject({ code: 'store_unavailable' });

  const startedAt = performance.now();
  for (let call = 0; call < 20; call += 1)
    await expect(config.resolve(token)).rejects.toMatchObject({
      code: 'store_unavailable',
      hint: expect.stringContaining('{ transaction }'),
    });
  expect(performance.now() - startedAt).toBeLessThan(1000);

  await transaction.rollback();
  expect(await config.resolve(token)).toBe('hidden');
  expect(statements).toHaveLength(2);
});
