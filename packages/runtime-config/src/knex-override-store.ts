import type { Knex } from 'knex';
import { CallTime, silenceError } from './call-time.ts';
import { afterCommit, checkTransaction } from './caller-transaction.ts';
import { ChangeListener } from './change-listener.ts';
import { ChangeLog } from './change-log.ts';
import { checkDatabase } from './database-dialect.ts';
import { checkHistoryLimits, type HistoryLimits } from './history-limits.ts';
import { checkNames, optionNames } from './option-names.ts';
import { OverrideStatements } from './override-statements.ts';
import {
  type CallScope,
  type OverrideRows,
  type OverrideStore,
  storeOf,
} from './override-store.ts';
import { checkTable, tableNames } from './override-tables.ts';
import { PoolShare } from './pool-share.ts';
import { mostBytes } from './value-limits.ts';

/** Options of {@link createKnexOverrideStore}. */
export interface KnexOverrideStoreOptions {
  /**
   * The name of the table of overrides, as `migrateOverrideStore` created it.
   *
   * @defaultValue `'boost_config_overrides'`
   */
  readonly table?: string | undefined;
  /** How much of the history is kept; what is more is removed with the next change. */
  readonly history?: HistoryLimits | undefined;
}

/**
 * Stores overrides in their own tables, on the caller's Knex: SQLite (`better-sqlite3`) or PostgreSQL
 * (`pg`). `migrateOverrideStore` creates the tables; nothing else does.
 *
 * It takes half of the pool's connections at most, one of them for writes, so that the caller's other queries
 * continue while somebody locks the table. If all connections are in use and none is returned for 1.5 s, a
 * call fails with `store_unavailable`: in your own transaction, pass it as `{ transaction }`. On PostgreSQL
 * a statement is cancelled after ten seconds, over one more connection outside of the pool. SQLite cannot
 * cancel: `better-sqlite3` stops the process while it waits for another process's lock, for up to five
 * seconds.
 *
 * @param knex - the caller's, who also destroys it; in a Backstage backend, what
 *   `coreServices.database` returns. Make one store for it, which all resolvers share
 * @throws ConfigOverrideError `unsuitable_database` for other databases, `invalid_option`
 */
export function createKnexOverrideStore(
  knex: Knex,
  options: KnexOverrideStoreOptions = {},
): OverrideStore {
  const dialect = checkDatabase(knex);
  const { table, history } = checkNames(options, optionNames.createKnexOverrideStore);
  const limits = checkHistoryLimits(history);
  const names = tableNames(checkTable(table));
  const share = PoolShare.of(knex);
  const tables = (on: Knex, time: CallTime, { maxBytes = mostBytes }: CallScope) =>
    new OverrideStatements(on, { dialect, names, limits, time, maxBytes });
  /** Reads in the caller's transaction, or when it is its turn. */
  const read = <Result>(
    scope: CallScope = {},
    work: (tables: OverrideStatements) => Promise<Result>,
  ): Promise<Result> => {
    const time = new CallTime(knex);
    if (scope.transaction === undefined)
      return share.read(time, () => work(tables(knex, time, scope)));
    return work(tables(checkTransaction(scope.transaction, knex), time, scope));
  };
  // Nobody waits for it: a query after the Knex was destroyed would keep the process until it times out.
  const follow = <Result>(work: (on: OverrideStatements) => Promise<Result>): Promise<Result> =>
    read(undefined, async on => {
      if (knex.client?.pool?.destroyed !== false) throw new Error('The Knex was destroyed.');
      return work(on);
    });
  const log = new ChangeLog(
    {
      newestId: () => follow(on => on.newestChange()),
      keysBetween: (after, upTo) => follow(on => on.changedKeys(after, upTo)),
    },
    dialect.notifies ? new ChangeListener(knex, names.overrides) : undefined,
  );
  return storeOf({
    changes: (onChange, feed) => log.open(onChange, feed),
    read: async (keys, scope) => read(scope, on => on.read(keys)),
    readRejected: async scope => read(scope, on => on.readRejected()),
    readImported: async () => read(undefined, on => on.readImported()),
    async write(work, scope = {}) {
      const time = new CallTime(knex);
      // In the caller's transaction this is a savepoint: when it fails, nothing of it is left to be committed.
      const write = (on: Knex) =>
        transact(on, async transaction => {
          if (time.isOver) throw silenceError();
          const own = tables(transaction, time, scope);
          await own.lock();
          const value = await work(own);
          await own.announce();
          return value;
        });
      if (scope.transaction === undefined) {
        const value = await share.write(time, () => write(knex));
        log.noteCommit();
        return value;
      }
      const transaction = checkTransaction(scope.transaction, knex);
      const value = await write(transaction);
      afterCommit(transaction, () => log.noteCommit());
      return value;
    },
    readHistory: async (filter, scope) => read(scope, on => on.readHistory(filter)),
    readState: async scope => read(scope, on => on.readState()),
  } satisfies OverrideRows);
}

/**
 * Runs work in a transaction, and throws what ended it: Knex throws the error of its ROLLBACK instead, where
 * that fails too, as after a lost connection or on a full disk.
 */
async function transact<Result>(
  knex: Knex,
  work: (transaction: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  let failure: { readonly cause: unknown } | undefined;
  try {
    return await knex.transaction(async transaction => {
      try {
        return await work(transaction);
      } catch (cause) {
        failure = { cause };
        throw cause;
      }
    });
  } catch (error) {
    throw failure === undefined ? error : failure.cause;
  }
}
