import type { Knex } from 'knex';
import { CallTime, silenceError } from './call-time.ts';
import { ChangeListener, notification } from './change-listener.ts';
import { ChangeLog } from './change-log.ts';
import { checkDatabase, type DatabaseDialect } from './database-dialect.ts';
import {
  type NewChange,
  type NewOverride,
  type OverrideRows,
  type OverrideStore,
  type OverrideWrite,
  type RejectedOverride,
  type Rejection,
  revisionOf,
  type StoredOverride,
  storeOf,
} from './override-store.ts';
import { checkTable, type OverrideTableNames, tableNames } from './override-tables.ts';
import { againAfterConflict } from './transaction-conflict.ts';
import { Turns } from './turns.ts';

/** Options of {@link createKnexOverrideStore}. */
export interface KnexOverrideStoreOptions {
  /**
   * The name of the table of overrides, as `migrateOverrideStore` created it.
   *
   * @defaultValue `'boost_config_overrides'`
   */
  readonly table?: string;
}

/** A value that is larger is not even loaded, whatever its field accepts: 16 MiB, in bytes. */
const mostBytes = 16 * 2 ** 20;

/**
 * Stores overrides in tables of their own, on the caller's Knex: SQLite (`better-sqlite3`) or PostgreSQL
 * (`pg`). `migrateOverrideStore` creates the tables; nothing else does.
 *
 * It takes half of the pool's connections at most, so that the caller's other queries continue while
 * somebody locks the table. A statement of PostgreSQL is cancelled after ten seconds, which takes one
 * connection outside of the pool for a moment. SQLite has no such statement: `better-sqlite3` stops the
 * process while it waits for another one's lock, for up to five seconds.
 *
 * @param knex - the caller's, who also destroys it; in a Backstage backend, what
 *   `coreServices.database` returns. Make one store for it, which all resolvers share
 * @throws ConfigOverrideError `unsuitable_database` for other databases, `invalid_option`
 */
export function createKnexOverrideStore(
  knex: Knex,
  { table }: KnexOverrideStoreOptions = {},
): OverrideStore {
  const dialect = checkDatabase(knex);
  const names = tableNames(checkTable(table));
  const turns = turnsOf(knex);
  const call = <Result>(work: (time: CallTime) => Promise<Result>): Promise<Result> => {
    const time = new CallTime(knex);
    return turns.take(() =>
      againAfterConflict(async () => {
        if (time.isOver) throw silenceError();
        return work(time);
      }),
    );
  };
  const tables = (on: Knex, time: CallTime) => new OverrideTables(on, { dialect, names, time });
  // Nobody waits for it: a query after the Knex was destroyed would keep the process until it times out.
  const follow = <Result>(read: (history: OverrideTables) => Promise<Result>): Promise<Result> =>
    call(async time => {
      if (knex.client?.pool?.destroyed !== false) throw new Error('The Knex was destroyed.');
      return read(tables(knex, time));
    });
  const log = new ChangeLog(
    {
      newestId: () => follow(history => history.newestChange()),
      keysBetween: (after, upTo) => follow(history => history.changedKeys(after, upTo)),
    },
    dialect.notifies ? new ChangeListener(knex, names.overrides) : undefined,
  );
  return storeOf({
    changes: (onChange, options) => log.open(onChange, options),
    read: keys => call(time => tables(knex, time).read(keys)),
    readRejected: () => call(time => tables(knex, time).readRejected()),
    async write(work) {
      const result = await call(time =>
        knex.transaction(async transaction => {
          const write = tables(transaction, time);
          await write.lock();
          const value = await work(write);
          await write.announce();
          return value;
        }),
      );
      log.noteCommit();
      return result;
    },
  } satisfies OverrideRows);
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

/** What statements on the tables are made with. */
interface OverrideTablesOptions {
  readonly dialect: DatabaseDialect;
  readonly names: OverrideTableNames;
  readonly time: CallTime;
}

/** The columns of a row, of both tables that contain rows. */
interface RowColumns extends Omit<StoredOverride, 'revision' | 'bytes' | 'updatedAt'> {
  readonly bytes: unknown;
  readonly updatedAt: unknown;
}

interface RejectedColumns extends RowColumns, Omit<RejectedOverride, keyof RowColumns> {}

/** The statements on the tables, each limited to the time of its call. */
class OverrideTables implements OverrideWrite {
  readonly #knex: Knex;
  readonly #dialect: DatabaseDialect;
  readonly #names: OverrideTableNames;
  readonly #time: CallTime;
  #hasChanged = false;

  constructor(knex: Knex, { dialect, names, time }: OverrideTablesOptions) {
    this.#knex = knex;
    this.#dialect = dialect;
    this.#names = names;
    this.#time = time;
  }

  /** Lets nobody else write until the transaction ends. */
  async lock(): Promise<void> {
    await this.#time.limit(this.#knex.raw(this.#dialect.lockTable, [this.#names.overrides]));
  }

  async read(keys?: readonly string[]): Promise<StoredOverride[]> {
    const query = this.#in(this.#names.overrides).select<RowColumns[]>(this.#rowColumns());
    const rows: RowColumns[] = await (keys === undefined ? query : query.whereIn('key', [...keys]));
    return rows.map(readRow);
  }

  async put(override: NewOverride): Promise<StoredOverride> {
    const { key, owner, value, schemaVersion, readableSince, updatedBy, updatedAt } = override;
    await this.#in(this.#names.overrides)
      .insert({
        key,
        owner,
        value,
        schema_version: schemaVersion,
        readable_since: readableSince,
        updated_by: updatedBy,
        updated_at: this.#timeOf(updatedAt),
      })
      .onConflict('key')
      .merge();
    const [row] = await this.read([key]);
    if (row === undefined) throw new Error('A row that was written cannot be read.');
    return row;
  }

  async remove(key: string): Promise<void> {
    await this.#in(this.#names.overrides).where({ key }).delete();
  }

  async reject({ key }: StoredOverride, { code, reason, movedBy }: Rejection): Promise<void> {
    const copied = [
      'key',
      'owner',
      'value',
      'schema_version',
      'readable_since',
      'updated_at',
      'updated_by',
    ];
    const added = { code, reason, moved_by: movedBy };
    // The row is copied by the database: what JavaScript makes of its bytes may be something else.
    const copy = this.#in(this.#names.overrides)
      .where({ key })
      .select([
        ...copied,
        ...Object.values(added).map(text => this.#knex.raw('cast(? as text)', [text])),
        this.#knex.raw(this.#dialect.now),
      ]);
    const columns = [...copied, ...Object.keys(added), 'moved_at'];
    const target = this.#knex.raw(`?? (${columns.map(() => '??').join(', ')})`, [
      this.#names.rejected,
      ...columns,
    ]);
    await this.#time.limit(this.#knex(target)).insert(copy);
    await this.remove(key);
  }

  async readRejected(): Promise<RejectedOverride[]> {
    const columns = {
      id: 'id',
      code: 'code',
      reason: 'reason',
      movedAt: this.#timeText('moved_at'),
      movedBy: 'moved_by',
    };
    const rows: RejectedColumns[] = await this.#in(this.#names.rejected)
      .select({ ...this.#rowColumns(), ...columns })
      .orderBy('id');
    return rows.map(readRejectedRow);
  }

  async log(change: NewChange): Promise<void> {
    this.#hasChanged = true;
    await this.#in(this.#names.history).insert({
      key: change.key,
      action: change.action,
      from_value: change.fromValue,
      from_version: change.fromVersion,
      to_value: change.toValue,
      to_version: change.toVersion,
      sensitive: change.sensitive,
      revision: change.revision,
      changed_by: change.changedBy,
      changed_at: this.#timeOf(undefined),
    });
  }

  /** Notifies the other replicas of what was logged, when the transaction commits. */
  async announce(): Promise<void> {
    if (this.#hasChanged && this.#dialect.notifies)
      await this.#time.limit(notification(this.#knex, this.#names.overrides));
  }

  /** The id of the newest change; 0 when there is none. */
  async newestChange(): Promise<number> {
    const [row] = await this.#in(this.#names.history).max('id as id');
    return Number(row?.id ?? 0);
  }

  /** The keys of the changes after one id, up to and including another. */
  async changedKeys(after: number, upTo: number): Promise<string[]> {
    return this.#in(this.#names.history)
      .where('id', '>', after)
      .where('id', '<=', upTo)
      .distinct()
      .pluck('key');
  }

  /** Begins a statement on a table. */
  #in(table: string): Knex.QueryBuilder {
    return this.#time.limit(this.#knex(table));
  }

  #rowColumns() {
    return {
      key: 'key',
      owner: 'owner',
      value: this.#knex.raw(`case when ${this.#dialect.bytes} <= ${mostBytes} then ?? end`, [
        'value',
        'value',
      ]),
      bytes: this.#knex.raw(this.#dialect.bytes, ['value']),
      schemaVersion: 'schema_version',
      readableSince: 'readable_since',
      updatedAt: this.#timeText('updated_at'),
      updatedBy: 'updated_by',
    };
  }

  #timeText(column: string): Knex.Raw {
    return this.#knex.raw(this.#dialect.timeText, { column });
  }

  #timeOf(text: string | undefined): Knex.Raw {
    return text === undefined
      ? this.#knex.raw(this.#dialect.now)
      : this.#knex.raw(this.#dialect.timeOf, [text]);
  }
}

function readRow(row: RowColumns): StoredOverride {
  const columns = readColumns(row);
  return { ...columns, revision: revisionOf(columns) };
}

function readRejectedRow(row: RejectedColumns): RejectedOverride {
  return { ...row, ...readColumns(row) };
}

function readColumns(row: RowColumns): Omit<StoredOverride, 'revision'> {
  const { owner, value, bytes, schemaVersion, readableSince, updatedAt, updatedBy } = row;
  return {
    // A SQLite column may contain anything. A key that is no text is none of ours.
    key: typeof row.key === 'string' ? row.key : `(${typeof row.key})`,
    owner,
    value,
    bytes: Number(bytes ?? 0),
    schemaVersion,
    readableSince,
    updatedAt: typeof updatedAt === 'string' ? updatedAt : '',
    updatedBy: typeof updatedBy === 'string' ? updatedBy : null,
  };
}
