/** An override as it lies in the store. Everything but `key` and `revision` is whatever was found there. */
export interface StoredOverride {
  /** The field's key; text that no field has is possible. */
  readonly key: string;
  /** The value: JSON as text, unless somebody else wrote the row. */
  readonly value: unknown;
  /** The version that the value was written under: a whole number from 1, unless somebody else wrote the row. */
  readonly schemaVersion: unknown;
  /** Tells this state of the row from every other; only the store that gave it can read it. */
  readonly revision: string;
}

/** A row that was moved aside. */
export interface RejectedOverride {
  /** The key that it had. */
  readonly key: string;
  /** Its value, as it was stored. */
  readonly value: unknown;
  /** The version that it was stored under. */
  readonly schemaVersion: unknown;
  /** Why it was moved aside. */
  readonly reason: string;
}

/** An override to be written. The store adds the time. */
export interface NewOverride {
  /** The field's key. */
  readonly key: string;
  /** The value: JSON as text; encrypted already where the field is sensitive. */
  readonly value: string;
  /** The version that the value is written under. */
  readonly schemaVersion: number;
}

/**
 * What can be done in one transaction. The first operation of a transaction is never `read`: a
 * SQLite transaction that begins with reading cannot wait for another process's write.
 */
export interface OverrideTransaction {
  /** Reads as {@link OverrideStore.read}, with what was written in this transaction. */
  read(keys?: readonly string[]): Promise<readonly StoredOverride[]>;
  /** Writes an override, over any that is there. */
  put(override: NewOverride): Promise<void>;
  /** Writes an override of a key that has none; false, and nothing written, when it has one. */
  insert(override: NewOverride): Promise<boolean>;
  /**
   * Writes an override in place of one that was read, also under another key. False, and nothing
   * written, when that row is no longer what was read, or the other key has a row.
   */
  replace(current: StoredOverride, next: NewOverride): Promise<boolean>;
  /**
   * Moves a row aside as it is, to where rejected rows are kept, however often its key is
   * rejected. False, and nothing moved, when the row is no longer what was read.
   */
  reject(current: StoredOverride, reason: string): Promise<boolean>;
  /** The rows that were moved aside, in order. They are never changed. */
  readRejected(): Promise<readonly RejectedOverride[]>;
  /** Removes the overrides of these keys; gives how many there were. */
  remove(keys: readonly string[]): Promise<number>;
}

/**
 * Where overrides are kept: `createKnexOverrideStore` for a database, `createMemoryOverrideStore`
 * for tests. It knows nothing of fields. What it throws is never passed on, since it may hold values.
 */
export interface OverrideStore {
  /** The overrides of these keys; all of them, unknown keys too, when none are given. */
  read(keys?: readonly string[]): Promise<readonly StoredOverride[]>;
  /**
   * Runs `work` in a transaction: all of its operations take effect, or none when it throws. What
   * it throws is thrown on. It may be run again when the first run took no effect. A row that was
   * written in it is locked for others until its end.
   */
  transaction<Result>(work: (transaction: OverrideTransaction) => Promise<Result>): Promise<Result>;
}
