import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { withPluginDatabase } from '../../../packages/runtime-config/src/backstage/config-database.ts';
import { rootConfigOf } from '../../../packages/runtime-config/test/root-config.fixture.ts';
import { skipsBackstage } from './fixtures/skips-backstage.fixture.ts';

describe.skipIf(await skipsBackstage())('a database that is opened for one call', () => {
  test('B15: with backend.database.keepalive no query is left to repeat', async () => {
    // Backstage starts no such queries in tests, and is found beside the program.
    vi.stubEnv('NODE_ENV', 'production');
    const [, program = ''] = process.argv;
    process.argv[1] = import.meta.filename.replace(/[^/\\]*$/, '');
    const [start, end] = [
      vi.spyOn(globalThis, 'setInterval'),
      vi.spyOn(globalThis, 'clearInterval'),
    ];
    onTestFinished(() => {
      process.argv[1] = program;
      vi.unstubAllEnvs();
      vi.restoreAllMocks();
    });
    const logger = { error() {}, warn() {}, info() {}, debug() {}, child: () => logger };
    const database = { client: 'better-sqlite3', connection: ':memory:', keepalive: true };

    const rows = await withPluginDatabase(
      'boost',
      { config: rootConfigOf({ backend: { database } }), logger },
      async knex => knex.raw('select 1 as one'),
    );

    expect(rows).toEqual([{ one: 1 }]);
    const repeated = start.mock.results.filter(
      (_, index) => start.mock.calls[index]?.[1] === 60_000,
    );
    expect(repeated).toHaveLength(1);
    expect(end).toHaveBeenCalledWith(repeated[0]?.value);
  });
});
