// One replica of a rollout as a separate process: `node rolling-replica.fixture.ts SETUP`, with the set's version and the
// database as JSON. It reads one request a line, and answers each with a line.
import { createInterface } from 'node:readline';
import createKnex, { type Knex } from 'knex';
import { createConfigResolver } from '../src/create-config-resolver.ts';
import { createKnexOverrideStore } from '../src/knex-override-store.ts';
import type { ConfigOverrideProblem } from '../src/override-problem.ts';
import { type RollingVersion, rollingRegistry } from './rolling-fields.fixture.ts';
import { sampleYaml } from './sample-fields.fixture.ts';

/** What the process is. */
export interface ReplicaSetup {
  readonly version: RollingVersion;
  readonly connection: Knex.Config;
  /** How many milliseconds its time is ahead. */
  readonly clockOffsetMs: number;
}

/** What the process is asked. */
export type ReplicaRequest =
  | { readonly call: 'observe'; readonly keys: readonly string[] }
  | { readonly call: 'set'; readonly key: string; readonly value: unknown; readonly actor: string }
  | { readonly call: 'unset'; readonly key: string }
  | { readonly call: 'reconcile' };

/** What a replica reads, and what it reports. */
export interface Observation {
  readonly values: Readonly<
    Record<string, { readonly value?: string | number; readonly source: string }>
  >;
  readonly problems: readonly ConfigOverrideProblem[];
}

if (import.meta.main) {
  const setup: ReplicaSetup = JSON.parse(process.argv[2] ?? '');
  const now = Date.now.bind(Date);
  Date.now = () => now() + setup.clockOffsetMs;
  const knex = createKnex(setup.connection);
  const store = createKnexOverrideStore(knex);
  // App-config is the same in both versions: the resolver of each reads the names that it knows.
  const acme = { label: 'x', title: 'x' };
  const start = (problems: ConfigOverrideProblem[] = []) =>
    createConfigResolver({
      yaml: { boost: { ...sampleYaml.boost, acme } },
      overrides: store,
      registry: rollingRegistry(setup.version),
      cache: { ttlSeconds: 0 },
      onProblem: problem => void problems.push(problem),
    });
  const config = start();
  const answer = async (request: ReplicaRequest): Promise<unknown> => {
    if (request.call === 'set')
      return config.set(request.key, request.value, { actor: request.actor });
    if (request.call === 'unset') return config.unset(request.key);
    if (request.call === 'reconcile') return config.reconcile();
    // A resolver reports a problem once: a new one reports all that there are.
    const problems: ConfigOverrideProblem[] = [];
    const all = await start(problems).resolveAll();
    const values = Object.fromEntries(request.keys.map(key => [key, all[key]]));
    return { values, problems };
  };
  for await (const line of createInterface({ input: process.stdin }))
    process.stdout.write(`${JSON.stringify((await answer(JSON.parse(line))) ?? null)}\n`);
  await knex.destroy();
}
