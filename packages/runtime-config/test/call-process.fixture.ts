// One call of a resolver as a process: `node call-process.fixture.ts TASK`, a task as JSON.
import createKnex, { type Knex } from 'knex';
import { createConfigResolver } from '../src/create-config-resolver.ts';
import { createKnexOverrideStore } from '../src/knex-override-store.ts';
import { ConfigOverrideError } from '../src/override-error.ts';
import { approvalRegistry } from './approval-fields.fixture.ts';
import { operationsOf } from './database-host.fixture.ts';
import { sampleYaml } from './sample-fields.fixture.ts';
import { callUnchecked } from './unchecked-call.fixture.ts';

/** What the process does. */
export interface CallTask {
  readonly connection: Knex.Config;
  /** A method of the resolver with its arguments; `increment` raises a number as administrators do. */
  readonly call: readonly [method: CallMethod, ...args: unknown[]];
  /** When to begin, so that several begin together. */
  readonly startAt?: number;
  /** Ends by SIGKILL before this statement, counted from 1; never when undefined. */
  readonly killBefore?: number;
}

export type CallMethod = 'setMany' | 'restore' | 'purge' | 'increment';

/** What it prints, as JSON. */
export interface CallOutcome {
  readonly statements: number;
  /** How often another administrator was faster, of `increment`. */
  readonly conflicts: number;
  /** The code of the error; undefined when the call succeeded. */
  readonly code?: string | undefined;
}

/** How often a process increments. */
export const increments = 25;
export const counted = 'boost.sample.limit';

if (import.meta.main) {
  const task: CallTask = JSON.parse(process.argv[2] ?? '');
  const knex = createKnex(task.connection);
  const overrides = createKnexOverrideStore(knex);
  const config = createConfigResolver({
    yaml: sampleYaml,
    overrides,
    registry: approvalRegistry,
    cache: { listen: false }, // a listener's statements come at any time
  });
  let statements = 0;
  let conflicts = 0;
  knex.on('query', () => {
    statements += 1;
    if (statements === task.killBefore) process.kill(process.pid, 'SIGKILL');
  });
  const increment = async () => {
    for (let done = 0; done < increments; ) {
      const [row] = await operationsOf(overrides).read([counted]);
      const next = Number(row?.value ?? 0) + 1;
      try {
        await config.set(counted, next, { ifRevision: row?.revision ?? null });
        done += 1;
      } catch (error) {
        if (codeOf(error) !== 'conflict') throw error;
        conflicts += 1;
      }
    }
  };
  await new Promise(resolve => setTimeout(resolve, (task.startAt ?? 0) - Date.now()));
  const [method, ...args] = task.call;
  const call = method === 'increment' ? increment() : callUnchecked(config, method, ...args);
  const code: string | undefined = await call.then(() => undefined, codeOf);
  await knex.destroy();
  process.stdout.write(JSON.stringify({ statements, conflicts, code } satisfies CallOutcome));
}

function codeOf(error: unknown): string {
  return ConfigOverrideError.isInstance(error) ? error.code : String(error);
}
