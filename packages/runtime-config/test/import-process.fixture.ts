// One import as a separate process: `node import-process.fixture.ts TASK`, a task as JSON.
import createKnex, { type Knex } from 'knex';
import { createConfigResolver } from '../src/create-config-resolver.ts';
import { createKnexOverrideStore } from '../src/knex-override-store.ts';
import { sampleRegistry, sampleYaml } from './sample-fields.fixture.ts';

/** What the process does. */
export interface ImportTask {
  readonly connection: Knex.Config;
  /** Where Boost's table is. */
  readonly source: Knex.Config;
  /** Ends by SIGKILL before this statement, counted from 1; never when undefined. */
  readonly killBefore?: number;
}

if (import.meta.main) {
  const task: ImportTask = JSON.parse(process.argv[2] ?? '');
  const [knex, source] = [createKnex(task.connection), createKnex(task.source)];
  let statements = 0;
  for (const each of [knex, source])
    each.on('query', () => {
      statements += 1;
      if (statements === task.killBefore) process.kill(process.pid, 'SIGKILL');
    });
  const config = createConfigResolver({
    yaml: sampleYaml,
    overrides: createKnexOverrideStore(knex),
    registry: sampleRegistry,
    cache: { listen: false }, // a listener's statements come at any time
  });
  await config.importRows({ knex: source }, { actor: 'user:default/ann' });
  await Promise.all([knex.destroy(), source.destroy()]);
  process.stdout.write(String(statements));
}
