/** Receives today's or former keys whose rows changed; undefined when any of them may have. */
export type OnStoreChange = (keys: readonly string[] | undefined) => void;

/** How a feed follows the changes of a store. */
export interface ChangeFeedOptions {
  /** Whether a connection for notifications may be opened, where the database has them. */
  readonly listen: boolean;
  /** The time between two polls, in milliseconds. */
  readonly pollMs: number;
}

/** How changes of other replicas arrive: as notifications of PostgreSQL, by polling, or within this process. */
export type ChangeSource = 'listen' | 'poll' | 'memory';

/** Reports what was committed to a store, by any replica. */
export interface ChangeFeed {
  /** Resolves, and never rejects, once every later commit is reported to watchers. Rows are read after it. */
  readonly ready: Promise<void>;
  /** How changes arrive at the moment. */
  readonly source: ChangeSource;
  /** Starts or stops reporting keys, by polls and after own commits too. Until then, notifications alone are reported. */
  watch(isWatched: boolean): void;
  /** Ends the feed and its connection. */
  close(): void;
}
