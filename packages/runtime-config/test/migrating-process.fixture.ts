// Creates the tables in a separate process: `node migrating-process.fixture.ts TASK`, a task as JSON.
import createKnex, { type Knex } from 'knex';
import { migrateOverrideStore } from '../src/override-migrations.ts';

/** What the process does. */
export interface MigrationTask {
  readonly connection: Knex.Config;
  /** When to begin, in milliseconds since 1970, so that several begin together. */
  readonly startAt: number;
  /** Ends by SIGKILL before this statement, counted from 1; never when undefined. */
  readonly killBefore?: number;
}

if (import.meta.main) {
  const task: MigrationTask = JSON.parse(process.argv[2] ?? '');
  const knex = createKnex(task.connection);
  let statements = 0;
  knex.on('query', () => {
    statements += 1;
    if (statements === task.killBefore) process.kill(process.pid, 'SIGKILL');
  });
  await new Promise(resolve => setTimeout(resolve, task.startAt - Date.now()));
  await migrateOverrideStore(knex);
  await knex.destroy();
  process.stdout.write(String(statements));
}
