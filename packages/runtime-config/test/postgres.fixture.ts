import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { freePort } from '@rhdh-boost/test-support/free-port';
import createKnex from 'knex';
import { afterAll, beforeAll, describe } from 'vitest';
import { openDatabase, type StoreHost, type StorePlace } from './database-host.fixture.ts';
import type { EmptyHost } from './migrations-suite.fixture.ts';

const installFolder = '/usr/lib/postgresql';

/** The folder of PostgreSQL's programs; undefined where there is none. */
function findPostgres(): string | undefined {
  const versions = existsSync(installFolder)
    ? readdirSync(installFolder).sort((a, b) => Number(b) - Number(a))
    : [];
  return [
    ...versions.map(version => join(installFolder, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ].find(folder => existsSync(join(folder, 'pg_ctl')) && existsSync(join(folder, 'initdb')));
}

/** Whether a suite on PostgreSQL is to be skipped: never where `CI` or `BOOST_REQUIRE_REAL` is set. */
export function skipsPostgres(): boolean {
  if (findPostgres() !== undefined) return false;
  const missing = `No PostgreSQL was found below ${installFolder} or on the PATH; "apt-get install postgresql" brings it.`;
  const mustBeThere = [process.env['CI'], process.env['BOOST_REQUIRE_REAL']].some(
    value => value !== undefined && !['', '0', 'false'].includes(value),
  );
  if (mustBeThere) throw new Error(`A real PostgreSQL is needed here. ${missing}`);
  process.stderr.write(`Skipped because it needs a real PostgreSQL. ${missing}\n`);
  return true;
}

/** How a client reaches a database. */
export interface PostgresSettings {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  readonly password?: string;
}

/** Its own server, with an empty database for each that asks. */
export interface Postgres extends StoreHost, EmptyHost {
  /** How its administrator reaches the database `postgres`. */
  readonly settings: PostgresSettings;
  open(): Promise<StorePlace & { readonly settings: PostgresSettings }>;
  stop(): void;
}

/** Describes a suite on its own server. It is skipped where there is no PostgreSQL. */
export function describePostgres(
  suite: (postgres: Omit<Postgres, 'settings' | 'stop'>) => void,
): void {
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

/**
 * Starts a PostgreSQL on its own port and folder. PostgreSQL refuses root, hence the user.
 *
 * @param options - the administrator's password; without one nobody needs any
 */
export async function startPostgres({
  password,
}: {
  readonly password?: string;
} = {}): Promise<Postgres> {
  const programs = findPostgres();
  if (programs === undefined) throw new Error('There is no PostgreSQL.');
  const folder = mkdtempSync(join(tmpdir(), 'postgres-'));
  const asRoot = process.getuid?.() === 0;
  const run = (program: string, ...args: string[]) => {
    const command = [join(programs, program), ...args];
    const [file = '', ...rest] = asRoot ? ['runuser', '-u', 'postgres', '--', ...command] : command;
    return execFileSync(file, rest, { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  };
  if (asRoot) {
    chownSync(folder, idOfPostgres('-u'), idOfPostgres('-g'));
  }
  const data = join(folder, 'data');
  const port = await freePort();
  const passwordFile = join(folder, 'password');
  if (password !== undefined) writeFileSync(passwordFile, password);
  const authentication =
    password === undefined ? ['trust'] : ['scram-sha-256', `--pwfile=${passwordFile}`];
  run('initdb', '-D', data, '-U', 'boost', '-E', 'UTF8', '--no-sync', '-A', ...authentication);
  const options = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1 -c fsync=off`;
  run('pg_ctl', '-D', data, '-w', '-o', options, '-l', join(folder, 'log'), 'start');
  const connectionTo = (database: string) => ({
    client: 'pg',
    connection: {
      host: '127.0.0.1',
      port,
      user: 'boost',
      database,
      ...(password !== undefined && { password }),
    },
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
    settings: connectionTo('postgres').connection,
    async open() {
      const config = await create();
      const place = await openDatabase(config, async () => {});
      return { ...place, settings: config.connection };
    },
    openEmpty: async () => ({ connection: await create(), close: async () => {} }),
    stop() {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function idOfPostgres(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
}
