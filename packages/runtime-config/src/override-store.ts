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
  | 'rollback';

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
  /** Adds a change to the history. */
  log(change: NewChange): Promise<void>;
}

/** The operations of a store. It knows nothing of fields. What it throws may quote values, and is never passed on. */
export interface OverrideRows {
  /** The overrides of these keys; all of them, unknown keys too, when none are given. */
  read(keys?: readonly string[]): Promise<readonly StoredOverride[]>;
  /** The rows that were moved aside, in order. */
  readRejected(): Promise<readonly RejectedOverride[]>;
  /**
   * Runs `work` while no other process writes: all of its operations take effect, or none when it throws.
   * It may be run again when the first run took no effect.
   */
  write<Result>(work: (write: OverrideWrite) => Promise<Result>): Promise<Result>;
  /** Reports what is committed from now on, by any replica: every change that has an entry in the history. */
  changes(onChange: OnStoreChange, options: ChangeFeedOptions): ChangeFeed;
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
