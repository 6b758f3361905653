// A replica that reads and writes secrets until it is stopped: `fork(rotation-process.fixture.ts, [TASK])`.
import { setTimeout as wait } from 'node:timers/promises';
import createKnex, { type Knex } from 'knex';
import { createConfigResolver } from '../src/create-config-resolver.ts';
import { createKnexOverrideStore } from '../src/knex-override-store.ts';
import { sampleRegistry } from './sample-fields.fixture.ts';

/** What the process does. */
export interface RotationTask {
  readonly connection: Knex.Config;
  readonly encryptionSecret: string;
  readonly previousEncryptionSecrets: readonly string[];
}

/** What it has done so far. It is sent whenever the process gets a message; at `stop` the process ends. */
export interface RotationResult {
  readonly reads: number;
  readonly writes: number;
  /** The code of each failure, and `no value` for each read without one. */
  readonly failures: readonly string[];
}

/** The secrets that all replicas read and write. */
export const rotatedKeys = ['boost.devSpaces.credentials', 'boost.sample.token'] as const;

if (import.meta.main) {
  const { connection, ...secrets }: RotationTask = JSON.parse(process.argv[2] ?? '');
  const knex = createKnex(connection);
  const failures: string[] = [];
  const config = createConfigResolver({
    yaml: { boost: { security: { mode: 'full' }, ...secrets } },
    overrides: createKnexOverrideStore(knex),
    registry: sampleRegistry,
    onProblem: ({ code }) => failures.push(code),
  });
  let [reads, writes] = [0, 0];
  const stop = new AbortController();
  const report = () => process.send?.({ reads, writes, failures } satisfies RotationResult);
  process.on('message', message => {
    if (message === 'stop') stop.abort();
    else report();
  });
  const repeat = async (action: (key: string) => Promise<unknown>) => {
    while (!stop.signal.aborted) {
      for (const key of rotatedKeys)
        await action(key).catch((error: unknown) => failures.push(String(error)));
      await wait(3);
    }
  };
  const read = async (key: string) => {
    const value = await config.resolve(key);
    reads += 1;
    if (typeof value !== 'string' || !value.startsWith('value ')) failures.push('no value');
  };
  const write = async (key: string) => {
    await config.set(key, `value ${writes} of ${process.pid}`);
    writes += 1;
  };
  process.send?.('ready');
  await Promise.all([repeat(read), repeat(read), repeat(write)]);
  await knex.destroy();
  report();
  process.disconnect();
}
