import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import createKnex, { type Knex } from 'knex';
import { createKnexOverrideStore } from '../src/knex-override-store.ts';
import { createMemoryOverrideStore } from '../src/memory-override-store.ts';
import type { OverrideStore } from '../src/override-store.ts';

/** A row as a test writes and sees it. */
export interface Row {
  readonly key: unknown;
  readonly value: unknown;
  readonly version: unknown;
}

/** An empty place for overrides, which several replicas reach. */
export interface StorePlace {
  /** The store of one more replica, over a connection of its own where that can be. */
  replica(): OverrideStore;
  /** Writes a row as somebody else would. */
  write(key: string, value: string, version?: number): Promise<void>;
  /** All rows, by key. */
  rows(): Promise<Row[]>;
  /** All rows that were moved aside, in order. */
  rejected(): Promise<(Row & { readonly reason: string })[]>;
  /** Removes all rows. */
  clear(): Promise<void>;
  /** For another process; undefined where none can reach it. */
  readonly connection?: Knex.Config | undefined;
  /** A connection of its own, for what only a database does. */
  knex?(): Knex;
  close(): Promise<void>;
}

/** Where the behaviour suite runs. */
export interface StoreHost {
  readonly name: string;
  open(): Promise<StorePlace>;
}

/** Rows in memory. */
export const memoryHost: StoreHost = {
  name: 'in memory',
  async open() {
    const store = createMemoryOverrideStore();
    return {
      replica: () => store,
      write: (key, value, version = 3) =>
        store.transaction(transaction => transaction.put({ key, value, schemaVersion: version })),
      rows: async () =>
        byKey(
          (await store.read()).map(({ key, value, schemaVersion: version }) => ({
            key,
            value,
            version,
          })),
        ),
      rejected: async () =>
        store.rejected.map(({ key, value, schemaVersion: version, reason }) => ({
          key,
          value,
          version,
          reason,
        })),
      clear: async () => {
        const keys = (await store.read()).map(({ key }) => key);
        await store.transaction(transaction => transaction.remove(keys));
      },
      close: async () => {},
    };
  },
};

/** Rows in a SQLite file. */
export const sqliteHost: StoreHost = {
  name: 'in a SQLite file',
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'overrides-'));
    return openDatabase(
      {
        client: 'better-sqlite3',
        connection: { filename: join(folder, 'boost.sqlite') },
        useNullAsDefault: true,
      },
      () => rm(folder, { recursive: true }),
    );
  },
};

/** A database as a place for overrides. */
export function openDatabase(connection: Knex.Config, remove: () => Promise<void>): StorePlace {
  const open: Knex[] = [];
  const knex = () => {
    const instance = createKnex(connection);
    open.push(instance);
    return instance;
  };
  const own = knex();
  const store = createKnexOverrideStore(own);
  return {
    connection,
    knex,
    // SQLite waits for another connection by stopping the whole process: one for all here.
    replica: () => createKnexOverrideStore(connection.client === 'better-sqlite3' ? own : knex()),
    async write(key, value, version = 3) {
      await store.read([]);
      await own('boost_admin_config')
        .insert({ key, value, schema_version: version, updated_at: own.fn.now() })
        .onConflict('key')
        .merge();
    },
    async rows() {
      await store.read([]);
      return byKey(
        await own('boost_admin_config').select('key', 'value', 'schema_version as version'),
      );
    },
    async rejected() {
      if (!(await own.schema.hasTable('boost_admin_config_rejected'))) return [];
      return own('boost_admin_config_rejected')
        .select('key', 'value', 'schema_version as version', 'reason')
        .orderBy('id');
    },
    async clear() {
      await own('boost_admin_config').delete();
      await own.schema.dropTableIfExists('boost_admin_config_rejected');
    },
    async close() {
      await Promise.all(open.map(instance => instance.destroy()));
      await remove();
    },
  };
}

function byKey(rows: readonly Row[]): Row[] {
  return rows.toSorted((a, b) => (String(a.key) < String(b.key) ? -1 : 1));
}
