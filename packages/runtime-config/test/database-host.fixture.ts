import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import createKnex, { type Knex } from 'knex';
import { createKnexOverrideStore } from '../src/knex-override-store.ts';
import { createMemoryOverrideStore } from '../src/memory-override-store.ts';
import { migrateOverrideStore } from '../src/override-migrations.ts';
import {
  type OverrideRows,
  type OverrideStore,
  rowsOf,
  type StoredOverride,
} from '../src/override-store.ts';
import { tableNames } from '../src/override-tables.ts';

/** A row as a test writes and sees it. */
export interface Row {
  readonly key: unknown;
  readonly value: unknown;
  readonly version: unknown;
}

/** An empty place for overrides, which several replicas reach. */
export interface StorePlace {
  /** The store of one more replica, over its own connection where that is possible. */
  replica(): OverrideStore;
  /** Writes a row as somebody else would. */
  write(
    key: string,
    value: string,
    version?: number,
    more?: Partial<StoredOverride>,
  ): Promise<void>;
  /** All rows, by key. */
  rows(): Promise<Row[]>;
  /** All rows that were moved aside, in order. */
  rejected(): Promise<(Row & { readonly reason: string })[]>;
  /** Removes all rows. */
  clear(): Promise<void>;
  /** For another process; undefined where none can reach it. */
  readonly connection?: Knex.Config | undefined;
  /** Its own connection, for what only a database does. */
  knex?(): Knex;
  close(): Promise<void>;
}

/** Where the behaviour suite runs. */
export interface StoreHost {
  readonly name: string;
  open(): Promise<StorePlace>;
}

/** The operations of a store, as a resolver uses them. */
export function operationsOf(store: OverrideStore): OverrideRows {
  const rows = rowsOf(store);
  if (rows === undefined) throw new Error('This is no store.');
  return rows;
}

const names = tableNames();

/** Rows in memory. */
export const memoryHost: StoreHost = {
  name: 'in memory',
  async open() {
    const store = createMemoryOverrideStore();
    const rows = operationsOf(store);
    return {
      replica: () => store,
      write: (key, value, version = 3, more = {}) =>
        rows.write(async write => {
          await write.put({ ...leftBy(key, value, version), ...withoutRevision(more) });
        }),
      rows: async () => byKey((await rows.read()).map(asRow)),
      rejected: async () =>
        (await rows.readRejected()).map(({ key, value, schemaVersion: version, reason }) => ({
          key,
          value,
          version,
          reason,
        })),
      clear: () =>
        rows.write(async write => {
          for (const { key } of await write.read()) await write.remove(key);
        }),
      close: async () => {},
    };
  },
};

function leftBy(key: string, value: string, schemaVersion: number) {
  return { key, owner: null, value, schemaVersion, readableSince: 1, updatedBy: null };
}

function withoutRevision({ updatedAt, updatedBy, owner, readableSince }: Partial<StoredOverride>) {
  return {
    ...(updatedAt !== undefined && { updatedAt }),
    ...(updatedBy !== undefined && { updatedBy }),
    ...(owner !== undefined && { owner: typeof owner === 'string' ? owner : null }),
    ...(readableSince !== undefined && { readableSince: Number(readableSince) }),
  };
}

function asRow({
  key,
  value,
  schemaVersion: version,
}: Pick<StoredOverride, 'key' | 'value' | 'schemaVersion'>): Row {
  return { key, value, version };
}

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
export async function openDatabase(
  connection: Knex.Config,
  remove: () => Promise<void>,
): Promise<StorePlace> {
  const open: Knex[] = [];
  const knex = () => {
    const instance = createKnex(connection);
    open.push(instance);
    return instance;
  };
  const own = knex();
  await migrateOverrideStore(own);
  const store = operationsOf(createKnexOverrideStore(own));
  return {
    connection,
    knex,
    // SQLite waits for another connection by stopping the whole process: one for all here.
    replica: () => createKnexOverrideStore(connection.client === 'better-sqlite3' ? own : knex()),
    write: (key, value, version = 3, more = {}) =>
      store.write(async write => {
        await write.put({ ...leftBy(key, value, version), ...withoutRevision(more) });
      }),
    async rows() {
      return byKey(await own(names.overrides).select('key', 'value', 'schema_version as version'));
    },
    async rejected() {
      return own(names.rejected)
        .select('key', 'value', 'schema_version as version', 'reason')
        .orderBy('id');
    },
    async clear() {
      for (const table of [names.overrides, names.rejected, names.history, names.imported])
        await own(table).delete();
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
