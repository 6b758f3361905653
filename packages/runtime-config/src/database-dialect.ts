import type { Knex } from 'knex';
import { ConfigOverrideError } from './override-error.ts';

/** What differs between SQLite and PostgreSQL. */
export interface DatabaseDialect {
  /** The time of the database. */
  readonly now: string;
  /** The time so many days ago, `?`. It is the same in the whole statement, so that an index can be used. */
  readonly daysAgo: string;
  /** A time of the database as ISO 8601 in UTC, which sorts as text; `:column:` is its column. */
  readonly timeText: string;
  /** Such a text as a time of the database; `?` is the text. */
  readonly timeOf: string;
  /** The size in bytes of what a column contains; `??` is the column. */
  readonly bytes: string;
  /** Lets no other process write to the table `??` until the transaction ends. Readers are not affected. */
  readonly lockTable: string;
  /** Whether processes can notify each other. */
  readonly notifies: boolean;
  /** Let one process at a time create tables until the transaction ends; `?` or `??` is a name for the lock. */
  readonly lockCreation: readonly string[];
}

const dialects: Readonly<Record<string, DatabaseDialect>> = {
  sqlite3: {
    now: "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
    daysAgo: "strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || ? || ' days')",
    timeText: 'cast(:column: as text)',
    timeOf: '?',
    // Unlike length(), it does not load the value (SQLite 3.43).
    bytes: 'octet_length(??)',
    // A statement that changes no row still takes the lock of a writer, for which SQLite waits. It does not
    // wait for a transaction that has read before it writes (SQLITE_BUSY_SNAPSHOT).
    lockTable: 'update ?? set key = key where 0',
    notifies: false,
    // The first statement that writes takes the lock of a writer.
    lockCreation: ['create table ?? (id integer)', 'drop table ??'],
  },
  postgresql: {
    // now() would be the beginning of the transaction, before it waited for another writer.
    now: 'clock_timestamp()',
    daysAgo: "now() - ? * interval '1 day'",
    // Infinity and years before Christ, which nobody but a stranger writes, have no such form.
    timeText: `case when isfinite(:column:) and :column: >= '0001-01-01' then to_char(:column: at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') else cast(:column: as text) end`,
    timeOf: '?::timestamptz',
    bytes: 'octet_length(??)',
    lockTable: 'lock table ?? in share row exclusive mode',
    notifies: true,
    lockCreation: ['select pg_advisory_xact_lock(hashtext(?))'],
  },
};

/**
 * The dialect of a Knex.
 *
 * @throws ConfigOverrideError `unsuitable_database`
 */
export function checkDatabase(knex: Knex): DatabaseDialect {
  const { dialect }: { readonly dialect?: unknown } = knex?.client ?? {};
  const found = typeof dialect === 'string' ? dialects[dialect] : undefined;
  if (found !== undefined) return found;
  throw new ConfigOverrideError({
    code: 'unsuitable_database',
    message: 'Overrides can only be stored in SQLite or PostgreSQL.',
    hint: "Pass a Knex whose client is 'better-sqlite3' or 'pg'.",
  });
}
