import { skipsPostgres, startPostgresServer } from '@rhdh-boost/test-support/postgres-server';
import createKnex from 'knex';
import { afterAll, beforeAll, describe } from 'vitest';
import { openDatabase, type StoreHost, type StorePlace } from './database-host.fixture.ts';
import type { EmptyHost } from './migrations-suite.fixture.ts';

/** How a client reaches a database. */
export interface PostgresSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
}

/** Its own server, with an empty database for each that asks. */
export interface Postgres extends StoreHost, EmptyHost {
  open(): Promise<StorePlace & { readonly settings: PostgresSettings }>;
  stop(): void;
}

/** Describes a suite on its own server. It is skipped where there is no PostgreSQL. */
export function describePostgres(suite: (postgres: Omit<Postgres, 'stop'>) => void): void {
  describe.skipIf(skipsPostgres())('with a real PostgreSQL', () => {
    let postgres: Postgres;
    beforeAll(async () => {
      postgres = await startPostgres();
    });
    afterAll(() => postgres?.stop());
    suite({
      name: 'in PostgreSQL',
      open: () => postgres.open(),
      openEmpty: () => postgres.openEmpty(),
    });
  });
}

/** Starts a PostgreSQL for a suite. */
export async function startPostgres(): Promise<Postgres> {
  const { port, stop } = await startPostgresServer();
  const connectionTo = (database: string) => ({
    client: 'pg',
    connection: { host: '127.0.0.1', port, user: 'boost', database },
    pool: { min: 0, max: 4 },
  });
  let databases = 0;
  const create = async () => {
    databases += 1;
    const name = `boost_${databases}`;
    const admin = createKnex(connectionTo('postgres'));
    await admin.raw('create database ??', [name]);
    await admin.destroy();
    return connectionTo(name);
  };
  return {
    name: 'in PostgreSQL',
    async open() {
      const config = await create();
      const place = await openDatabase(config, async () => {});
      return { ...place, settings: config.connection };
    },
    openEmpty: async () => ({ connection: await create(), close: async () => {} }),
    stop,
  };
}
