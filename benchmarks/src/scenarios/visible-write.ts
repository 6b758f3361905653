import { setTimeout as pause } from 'node:timers/promises';
import {
  type ConfigResolver,
  createConfigResolver,
  createKnexOverrideStore,
} from '@rhdh-boost/runtime-config';
import { startPostgres } from '../../../packages/runtime-config/test/postgres.fixture.ts';
import { skipsPostgres } from '../../../packages/test-support/src/postgres-server.ts';
import type { CountScenario } from '../benchmark.ts';
import { spreadOf } from '../statistics.ts';

const KEY = 'boost.systemPrompt';
const WRITES = 200;

/** Milliseconds from the end of `set` in one replica until `resolve` of the other returns the value. */
async function timeWrite(writer: ConfigResolver, reader: ConfigResolver, value: string) {
  await writer.set(KEY, value);
  const start = performance.now();
  while ((await reader.resolve(KEY)) !== value) await pause(0);
  return performance.now() - start;
}

/** How soon a write is visible in another replica, on a real PostgreSQL. */
export const visibleWrite: CountScenario = {
  subject: `${WRITES} writes, one after the other, each read by another replica whose cache lasts for a day`,
  unable: {},
  missing: () => (skipsPostgres() ? 'No PostgreSQL is on this machine.' : undefined),
  async count({ effort }) {
    const postgres = await startPostgres();
    const place = await postgres.open();
    const knexes = [place.knex?.(), place.knex?.()].flatMap(knex => knex ?? []);
    const [writer, reader] = knexes.map(knex =>
      createConfigResolver({
        yaml: {},
        overrides: createKnexOverrideStore(knex),
        cache: { ttlSeconds: 86_400 },
      }),
    );
    try {
      if (writer === undefined || reader === undefined) throw new Error('There is no database.');
      await reader.resolve(KEY);
      await pause(2000); // until the reader listens
      const times: number[] = [];
      for (let index = 0; index < WRITES * effort; index += 1) {
        times.push(await timeWrite(writer, reader, `write ${index}`));
      }
      return {
        'milliseconds until a write is visible, median': spreadOf(times).median,
        'milliseconds, longest': Math.max(...times),
      };
    } finally {
      writer?.close();
      reader?.close();
      await place.close();
      postgres.stop();
    }
  },
};
