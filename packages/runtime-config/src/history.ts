import type { OverrideAction } from './override-store.ts';

/** Which changes are read. */
export interface ConfigHistoryQuery {
  /** Those of one key, under its former names too; of all keys by default. */
  readonly key?: string | undefined;
  /**
   * How many at most, from 1 to 1000.
   *
   * @defaultValue 100
   */
  readonly limit?: number | undefined;
  /** Those before the entry with this `id`: the last one of the page before. */
  readonly before?: number | undefined;
}

/** One change of an override. */
export interface ConfigHistoryEntry {
  /** Orders the changes. */
  readonly id: number;
  /** The key as it was called then. */
  readonly key: string;
  /** What was done. */
  readonly action: OverrideAction;
  /** When, by the time of the database: ISO 8601 in UTC. */
  readonly at: string;
  /** Who asked for it; null where nobody was named. */
  readonly actor: string | null;
  /** The revision after the change, for `rollback`. */
  readonly revision: string;
  /** Whether it is a secret, of which no value is kept. */
  readonly sensitive: boolean;
  /** The value before; undefined for a secret, and where there was no override. */
  readonly from?: unknown;
  /** The value after; undefined for a secret, and where there is no override any more. */
  readonly to?: unknown;
}
