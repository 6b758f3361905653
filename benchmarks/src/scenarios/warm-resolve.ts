import {
  createConfigResolver,
  createKnexOverrideStore,
  migrateOverrideStore,
} from '@rhdh-boost/runtime-config';
import createKnex from 'knex';
import type { Scenario } from '../benchmark.ts';

const KEY = 'boost.systemPrompt';
const CALLS = 50_000;

/** A store in a SQLite database in memory, which counts its statements. */
async function countedStore() {
  const knex = createKnex({
    client: 'better-sqlite3',
    connection: { filename: ':memory:' },
    useNullAsDefault: true,
  });
  await migrateOverrideStore(knex);
  let statements = 0;
  knex.on('query', () => {
    statements += 1;
  });
  return { store: createKnexOverrideStore(knex), statements: () => statements, knex };
}

/** Milliseconds of so many calls, one after the other. */
async function timeCalls(call: () => Promise<unknown>, value: string): Promise<number> {
  const start = performance.now();
  let last: unknown;
  for (let index = 0; index < CALLS; index += 1) {
    last = await call();
  }
  const milliseconds = performance.now() - start;
  if (last !== value) {
    throw new Error('A call gave something else than the override.');
  }
  return milliseconds;
}

/** How fast a value comes from the resolver's cache, beside the least that an asynchronous look-up can be. */
export const warmResolve: Scenario = {
  subject: `${CALLS} calls of resolve(key) from a warm cache`,
  peer: 'as many look-ups in a Map behind a resolved promise',
  repetitions: 30,
  warmUps: 5,
  async prepare() {
    const value = 'You help.';
    const { store, statements, knex } = await countedStore();
    const resolver = createConfigResolver({
      yaml: {},
      overrides: store,
      cache: { ttlSeconds: 86_400 }, // so that no run falls into its end
    });
    await resolver.set(KEY, value);
    await resolver.resolve(KEY);
    const before = statements();
    const values = new Map([[KEY, value]]);
    return {
      subject: () => timeCalls(() => resolver.resolve(KEY), value),
      peer: () => timeCalls(() => Promise.resolve(values.get(KEY)), value),
      async dispose() {
        resolver.close();
        await knex.destroy();
        if (statements() !== before) {
          throw new Error('The cache was not warm: the store was read.');
        }
      },
    };
  },
};
