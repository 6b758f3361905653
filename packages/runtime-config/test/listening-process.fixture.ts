// A process that subscribes and writes, and closes nothing but its Knex: `node listening-process.fixture.ts CONNECTION`.
import { setTimeout as pause } from 'node:timers/promises';
import createKnex from 'knex';
import { createConfigResolver } from '../src/create-config-resolver.ts';
import { createKnexOverrideStore } from '../src/knex-override-store.ts';
import { sampleRegistry } from './sample-fields.fixture.ts';

if (import.meta.main) {
  const knex = createKnex({ client: 'pg', connection: JSON.parse(process.argv[2] ?? '') });
  const config = createConfigResolver({
    yaml: {},
    registry: sampleRegistry,
    overrides: createKnexOverrideStore(knex),
  });
  config.subscribe(['boost.sample.limit'], () => {});
  await config.resolve('boost.sample.limit');
  await pause(500); // until it listens
  await config.set('boost.sample.limit', 5);
  await knex.destroy();
  process.stdout.write('subscribed and set\n');
}
