import type { Knex } from 'knex';
import { CallTime, silenceError } from './call-time.ts';
import { ConfigOverrideError } from './override-error.ts';
import type {
  NewOverride,
  OverrideStore,
  OverrideTransaction,
  RejectedOverride,
  StoredOverride,
} from './override-store.ts';
import {
  ensureOverrideTable,
  ensureRejectedTable,
  NoRejectedTable,
  overrideTable,
  rejectedTable,
} from './override-tables.ts';
import { againAfterConflict } from './transaction-conflict.ts';
import { Turns } from './turns.ts';

/**
 * The state of a row as text, by dialect: value, version and time. SQLite columns hold any bytes,
 * hence `hex`; the time is compared as it is stored, since PostgreSQL's is finer than a JavaScript Date.
 */
const revisions: Readonly<Record<string, string>> = {
  sqlite3:
    "coalesce(hex(value), '') || '|' || coalesce(hex(schema_version), '') || '|' || coalesce(hex(updated_at), '')",
  postgresql:
    "coalesce(value, '') || '|' || coalesce(schema_version::text, '') || '|' || coalesce(extract(epoch from updated_at)::text, '')",
};

/** A row as it is selected. */
interface Row {
  readonly key: unknown;
  readonly value: unknown;
  readonly schema_version: unknown;
  readonly revision: string;
}

/**
 * Keeps overrides in the table `boost_admin_config`, as Boost does, on the caller's Knex: SQLite
 * (`better-sqlite3`) or PostgreSQL (`pg`). The table is made at the first use where it is missing, and
 * left as it is where it is there. Rows that are moved aside go to `boost_admin_config_rejected`, which
 * is made when the first one is.
 *
 * It takes half of the pool's connections at most, so that the caller's other queries go on while
 * somebody locks the table. A statement of PostgreSQL is cancelled after ten seconds, which takes one
 * connection outside of the pool for a moment. SQLite has no such statement: `better-sqlite3` stops the
 * process while it waits for another one's lock, for up to five seconds.
 *
 * @param knex - the caller's, who also destroys it; in a Backstage backend, what
 *   `coreServices.database` gives. Make one store for it, which all resolvers share
 * @throws ConfigOverrideError `unsuitable_database` for other databases
 */
export function createKnexOverrideStore(knex: Knex): OverrideStore {
  const revision = revisionOf(knex);
  const turns = turnsOf(knex);
  let tables: Promise<void> | undefined;
  const ready = (time: CallTime) => {
    tables ??= ensureOverrideTable(knex, time).catch((error: unknown) => {
      tables = undefined;
      throw error;
    });
    return tables;
  };
  const call = <Result>(work: (time: CallTime) => Promise<Result>): Promise<Result> => {
    const time = new CallTime(knex);
    return turns.take(() =>
      againAfterConflict(async () => {
        if (time.isOver) throw silenceError();
        await ready(time);
        return work(time);
      }),
    );
  };
  return {
    read: keys => call(time => readRows(knex, revision, time, keys)),
    transaction<Result>(work: (transaction: OverrideTransaction) => Promise<Result>) {
      return call(async time => {
        const attempt = (): Promise<Result> =>
          knex.transaction(transaction => work(new KnexTransaction(transaction, revision, time)));
        try {
          return await attempt();
        } catch (error) {
          if (!(error instanceof NoRejectedTable)) throw error;
          await ensureRejectedTable(knex);
          return attempt();
        }
      });
    },
  };
}

/** The turns at each pool. */
const turnsAtPools = new WeakMap<object, Turns>();

/**
 * Half of the pool, for all stores on it together: while somebody locks the table, the caller's other
 * queries have the rest.
 */
function turnsOf({ client }: Knex): Turns {
  const pool: { readonly max?: unknown } = client?.pool ?? client;
  const { max } = pool;
  const turns =
    turnsAtPools.get(pool) ??
    new Turns(typeof max === 'number' ? Math.max(1, Math.floor(max / 2)) : 1);
  turnsAtPools.set(pool, turns);
  return turns;
}

function revisionOf(knex: Knex): string {
  const { dialect }: { readonly dialect?: unknown } = knex.client ?? {};
  const revision = typeof dialect === 'string' ? revisions[dialect] : undefined;
  if (revision !== undefined) return revision;
  throw new ConfigOverrideError({
    code: 'unsuitable_database',
    message: 'Overrides are kept in SQLite or PostgreSQL alone.',
    hint: "Give a Knex whose client is 'better-sqlite3' or 'pg'.",
  });
}

async function readRows(
  knex: Knex,
  revision: string,
  time: CallTime,
  keys?: readonly string[],
): Promise<StoredOverride[]> {
  const query = time
    .limit(knex(overrideTable))
    .select<Row[]>('key', 'value', 'schema_version', knex.raw(`${revision} as revision`));
  const rows: Row[] = await (keys === undefined ? query : query.whereIn('key', [...keys]));
  return rows.map(row => ({
    // SQLite may have other keys than text; they are none of ours, whatever they would say as text.
    key: typeof row.key === 'string' ? row.key : `(${typeof row.key})`,
    value: row.value,
    schemaVersion: row.schema_version,
    revision: row.revision,
  }));
}

class KnexTransaction implements OverrideTransaction {
  readonly #knex: Knex.Transaction;
  readonly #revision: string;
  readonly #time: CallTime;

  constructor(knex: Knex.Transaction, revision: string, time: CallTime) {
    this.#knex = knex;
    this.#revision = revision;
    this.#time = time;
  }

  read(keys?: readonly string[]): Promise<readonly StoredOverride[]> {
    return readRows(this.#knex, this.#revision, this.#time, keys);
  }

  async put(override: NewOverride): Promise<void> {
    await this.#overrides().insert(columnsOf(override)).onConflict('key').merge();
  }

  async insert(override: NewOverride): Promise<boolean> {
    const written: unknown[] = await this.#overrides()
      .insert(columnsOf(override))
      .onConflict('key')
      .ignore()
      .returning('key');
    return written.length === 1;
  }

  async replace(current: StoredOverride, next: NewOverride): Promise<boolean> {
    if (next.key === current.key) return (await this.#still(current).update(columnsOf(next))) === 1;
    if (!(await this.#lock(current)) || !(await this.insert(next))) return false;
    await this.#still(current).delete();
    return true;
  }

  async reject(current: StoredOverride, reason: string): Promise<boolean> {
    if (!(await this.#lock(current))) return false;
    if (!(await this.#hasRejectedTable())) throw new NoRejectedTable();
    // The row is copied by the database: what JavaScript makes of its bytes may be something else.
    const copy = this.#still(current).select(
      'key',
      'value',
      'schema_version',
      'updated_at',
      this.#knex.raw('?', [reason]),
      this.#knex.raw('?', [new Date()]),
    );
    const target = this.#knex.raw('?? (??, ??, ??, ??, ??, ??)', [
      rejectedTable,
      'key',
      'value',
      'schema_version',
      'updated_at',
      'reason',
      'moved_at',
    ]);
    await this.#time.limit(this.#knex(target)).insert(copy);
    await this.#still(current).delete();
    return true;
  }

  async readRejected(): Promise<readonly RejectedOverride[]> {
    if (!(await this.#hasRejectedTable())) return [];
    const rows: (Row & { readonly reason: string })[] = await this.#time
      .limit(this.#knex(rejectedTable))
      .select('key', 'value', 'schema_version', 'reason')
      .orderBy('id');
    return rows.map(row => ({
      key: String(row.key),
      value: row.value,
      schemaVersion: row.schema_version,
      reason: row.reason,
    }));
  }

  remove(keys: readonly string[]): Promise<number> {
    return this.#overrides()
      .whereIn('key', [...keys])
      .delete();
  }

  #hasRejectedTable(): Promise<boolean> {
    return this.#knex.schema.hasTable(rejectedTable);
  }

  /** Begins a statement on the overrides' table. */
  #overrides(): Knex.QueryBuilder {
    return this.#time.limit(this.#knex(overrideTable));
  }

  /** The row, where it still is what was read. */
  #still({ key, revision }: StoredOverride): Knex.QueryBuilder {
    return this.#overrides().where('key', key).whereRaw(`${this.#revision} = ?`, [revision]);
  }

  /** Keeps others from writing the row until the end; false when it is no longer what was read. */
  async #lock(current: StoredOverride): Promise<boolean> {
    return (await this.#still(current).update({ key: current.key })) === 1;
  }
}

function columnsOf({ key, value, schemaVersion }: NewOverride) {
  return { key, value, schema_version: schemaVersion, updated_at: new Date() };
}
