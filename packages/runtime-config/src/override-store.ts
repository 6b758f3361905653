import { createHash } from 'node:crypto';
import type { ChangeFeed, ChangeFeedOptions, OnStoreChange } from './change-feed.ts';

/** An override as it lies in the store. What is `unknown` may be anything: others can write to the table too. */
export interface StoredOverride {
  /** The field's key; text that no field has is possible. */
  readonly key: string;
  /** The owner of the set of fields that wrote it. */
  readonly owner: unknown;
  /** The value: JSON as text. Null when it is larger than the store reads. */
  readonly value: unknown;
  /** The size of the value, in bytes. */
  readonly bytes: number;
  /** The version of its set that the value has: a whole number from 1. */
  readonly schemaVersion: unknown;
  /** The oldest version of its set that reads the value in the same way. */
  readonly readableSince: unknown;
  /** When it was written, by the time of the database: ISO 8601 in UTC, which sorts as text. */
  readonly updatedAt: string;
  /** Who wrote it. */
  readonly updatedBy: string | null;
  /** Identifies this state of the row: a hash of it as it is stored. */
  readonly revision: string;
}

/** An override to be written. */
export interface NewOverride {
  readonly key: string;
  readonly owner: string | null;
  /** JSON as text; encrypted already where the field is sensitive. */
  readonly value: string;
  readonly schemaVersion: number;
  readonly readableSince: number;
  readonly updatedBy: string | null;
  /** The time of an administrator's write that is only stored in another form; the database's time otherwise. */
  readonly updatedAt?: string;
}

/** What was done to an override. */
export type OverrideAction =
  | 'set'
  | 'unset'
  | 'import'
  | 'migrate'
  | 'reencrypt'
  | 'reject'
  | 'restore'
  | 'rollback'
  | 'purge';

/** One change, as it is kept in the history. Both values are null for a secret, and where there is none. */
export interface NewChange {
  readonly key: string;
  readonly action: OverrideAction;
  readonly fromValue: string | null;
  readonly fromVersion: number | null;
  readonly toValue: string | null;
  readonly toVersion: number | null;
  readonly sensitive: boolean;
  /** The revision of the row after the change; of a removed row, one that no row has. */
  readonly revision: string;
  readonly changedBy: string | null;
}

/** A change as it lies in the history. */
export interface StoredChange extends NewChange {
  /** Orders the changes, as they were committed. */
  readonly id: number;
  /** When, by the time of the database: ISO 8601 in UTC. */
  readonly changedAt: string;
  /** The sizes of the values, in bytes; 0 where there is none. A value that is too large is null here. */
  readonly fromBytes: number;
  readonly toBytes: number;
}

/** Which changes are read, the newest first. */
export interface HistoryFilter {
  /** Those of rows with these keys. */
  readonly keys?: readonly string[];
  /** Those that led to this revision. */
  readonly revision?: string;
  /** Those of which a value is kept. */
  readonly withValues?: boolean;
  /** Those before the one with this `id`. */
  readonly before?: number;
  /** How many at most. */
  readonly limit: number;
  /** Larger values are not loaded, in bytes. */
  readonly maxBytes: number;
}

/** Why a row is moved aside. */
export interface Rejection {
  readonly code: string;
  readonly reason: string;
  readonly movedBy: string | null;
}

/** A row that was moved aside. */
export interface RejectedOverride extends Omit<StoredOverride, 'revision'>, Rejection {
  readonly id: number;
  readonly movedAt: string;
}

/** What can be done in one write: nobody else writes from its beginning to its end. */
export interface OverrideWrite {
  /** Reads with what was written before in this write. */
  read(keys?: readonly string[]): Promise<readonly StoredOverride[]>;
  /** Writes an override, over any that is there, and returns it as it is stored. */
  put(override: NewOverride): Promise<StoredOverride>;
  /** Removes the override of a key. */
  remove(key: string): Promise<void>;
  /** Moves a row aside as it is, however often its key is moved. */
  reject(row: StoredOverride, rejection: Rejection): Promise<void>;
  /** The rows that were moved aside, in order. */
  readRejected(): Promise<readonly RejectedOverride[]>;
  /** The hash of each row of Boost that an import decided about, by key. */
  readImported(): Promise<ReadonlyMap<string, string>>;
  /** Records that an import decided about a row of Boost. */
  markImported(key: string, sourceHash: string): Promise<void>;
  /** Adds a change to the history, and removes what is too old or too much in it. */
  log(change: NewChange): Promise<void>;
  /** What was added to the history in this write, in order. */
  readonly logged: readonly NewChange[];
  /** Clears the values of these changes in the history, and marks them as those of a secret. */
  hideHistory(ids: readonly number[]): Promise<void>;
  /** Puts a row that was moved aside back as it was, and returns it. Its key must have no row. */
  restore(row: RejectedOverride): Promise<StoredOverride>;
  /** Deletes rows that were moved aside, and returns how many of each key. */
  purge(which: RejectedRows): Promise<ReadonlyMap<string, number>>;
}

/** Rows that were moved aside: by their ids, or those that were moved before a time, in ISO 8601. */
export type RejectedRows = { readonly ids: readonly number[] } | { readonly before: string };

/** How a store makes one call. */
export interface CallScope {
  /** The caller's own transaction, in which the call is made. */
  readonly transaction?: unknown;
  /** A larger value is not loaded, in bytes. */
  readonly maxBytes?: number;
}

/** The operations of a store. It knows nothing of fields. What it throws may quote values, and is never passed on. */
export interface OverrideRows {
  /** The overrides of these keys; all of them, unknown keys too, when none are given. */
  read(keys?: readonly string[], scope?: CallScope): Promise<readonly StoredOverride[]>;
  /** The rows that were moved aside, in order. */
  readRejected(scope?: CallScope): Promise<readonly RejectedOverride[]>;
  /** The hash of each row of Boost that an import decided about, by key. */
  readImported(): Promise<ReadonlyMap<string, string>>;
  /**
   * Runs `work` while no other process writes: all of its operations take effect, or none when it throws.
   * It may be run again when the first run took no effect. In a transaction of the caller, `work` is part of
   * it and runs once; other processes wait until that transaction ends.
   */
  write<Result>(
    work: (write: OverrideWrite) => Promise<Result>,
    scope?: CallScope,
  ): Promise<Result>;
  /** Changes of the history, the newest first. */
  readHistory(filter: HistoryFilter, scope?: CallScope): Promise<readonly StoredChange[]>;
  /** All overrides, and how many rows were moved aside, both at the same moment. */
  readState(scope?: CallScope): Promise<OverrideState>;
  /** Reports what is committed from now on, by any replica: every change that has an entry in the history. */
  changes(onChange: OnStoreChange, options: ChangeFeedOptions): ChangeFeed;
}

/** What a store contains. */
export interface OverrideState {
  readonly rows: readonly StoredOverride[];
  readonly rejected: number;
}

/** The same store, whose reads and writes are made in a transaction of the caller. */
export function inTransaction(rows: OverrideRows, transaction: unknown): OverrideRows {
  if (transaction === undefined) return rows;
  return {
    ...rows,
    read: (keys, scope) => rows.read(keys, { ...scope, transaction }),
    write: (work, scope) => rows.write(work, { ...scope, transaction }),
    readHistory: (filter, scope) => rows.readHistory(filter, { ...scope, transaction }),
  };
}

const operations: unique symbol = Symbol.for('@rhdh-boost/runtime-config/OverrideStore');

/**
 * Where overrides are kept: made by `createKnexOverrideStore` for a database, and by
 * `createMemoryOverrideStore` for tests. Only a resolver reads and writes it.
 */
export interface OverrideStore {
  /** The operations, for a resolver. */
  readonly [operations]: unknown;
}

/** Makes a store of its operations. */
export function storeOf(rows: OverrideRows): OverrideStore {
  return Object.freeze({ [operations]: rows });
}

/** The operations of a store; undefined for what is none. */
export function rowsOf(store: unknown): OverrideRows | undefined {
  return isStore(store) ? store[operations] : undefined;
}

function isStore(store: unknown): store is { readonly [operations]: OverrideRows } {
  return typeof store === 'object' && store !== null && operations in store;
}

/** The columns of a row that its revision is a hash of. */
export type RevisedColumns = Pick<
  StoredOverride,
  'value' | 'bytes' | 'schemaVersion' | 'readableSince' | 'updatedAt'
>;

/** A hash of a row as it is stored: for a secret of its encrypted text, so that nobody can test guesses with it. */
export function revisionOf(row: RevisedColumns): string {
  const { value, bytes, schemaVersion, readableSince, updatedAt } = row;
  const state = [String(value), bytes, String(schemaVersion), String(readableSince), updatedAt];
  return createHash('sha256').update(JSON.stringify(state)).digest('base64url').slice(0, 22);
}
