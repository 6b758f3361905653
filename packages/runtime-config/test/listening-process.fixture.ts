// A process that subscribes and writes, and closes nothing, or its Knex alone: `node listening-process.fixture.ts CONNECTION [destroy]`.
import { setTimeout as pause } from 'node:timers/promises';
import createKnex from 'knex';
import { createConfigResolver } from '../src/create-config-resolver.ts';
import { createKnexOverrideStore } from '../src/knex-override-store.ts';
import { sampleRegistry } from './sample-fields.fixture.ts';

if (import.meta.main) {
  const knex = createKnex({
    client: 'pg',
    connection: JSON.parse(process.argv[2] ?? ''),
    pool: { min: 0, idleTimeoutMillis: 500 },
  });
  const config = createConfigResolver({
    yaml: {},
    registry: sampleRegistry,
    overrides: createKnexOverrideStore(knex),
  });
  config.subscribe(['boost.sample.limit'], () => {});
  await config.resolve('boost.sample.limit');
  await pause(500); // until it listens
  await config.set('boost.sample.limit', 5);
  if (process.argv[3] === 'destroy') await knex.destroy();
  process.stdout.write('subscribed and set\n');
}
