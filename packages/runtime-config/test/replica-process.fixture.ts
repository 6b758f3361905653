// One replica as its own process: `node replica-process.fixture.ts TASK`, a task as JSON.
import createKnex, { type Knex } from 'knex';
import { createConfigResolver } from '../src/create-config-resolver.ts';
import { createKnexOverrideStore } from '../src/knex-override-store.ts';
import { sampleRegistry, sampleYaml } from './sample-fields.fixture.ts';

/** What the process does. */
export interface ReplicaTask {
  readonly connection: Knex.Config;
  /** Reconciles, or writes a key that all write and its own one. */
  readonly action: 'reconcile' | 'write';
  /** Identifies the process, from 0. */
  readonly replica: number;
  /** When to begin, so that several begin together. */
  readonly startAt: number;
  /** Ends by SIGKILL before this statement, counted from 1; never when undefined. */
  readonly killBefore?: number;
}

/** How often a process writes. */
export const writesEach = 25;

if (import.meta.main) {
  const task: ReplicaTask = JSON.parse(process.argv[2] ?? '');
  const knex = createKnex(task.connection);
  const config = createConfigResolver({
    yaml: sampleYaml,
    overrides: createKnexOverrideStore(knex),
    registry: sampleRegistry,
    cache: { listen: false }, // a listener's statements come at any time
  });
  let statements = 0;
  knex.on('query', () => {
    statements += 1;
    if (statements === task.killBefore) process.kill(process.pid, 'SIGKILL');
  });
  await new Promise(resolve => setTimeout(resolve, task.startAt - Date.now()));
  if (task.action === 'reconcile') {
    await config.reconcile();
  } else {
    const own = task.replica === 0 ? 'boost.sample.title' : 'boost.sample.internal';
    for (let count = 1; count <= writesEach; count += 1) {
      await config.set('boost.sample.limit', task.replica * 1000 + count);
      await config.set('boost.sample.group.size', task.replica * 1000 + count);
      await config.set(own, `write ${count}`);
    }
  }
  await knex.destroy();
  process.stdout.write(String(statements));
}
