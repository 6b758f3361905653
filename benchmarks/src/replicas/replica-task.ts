/** What a process is told that is one of many replicas. */
export interface ReplicaTask {
  readonly tokenEndpoint: string;
  readonly redisUrl: string;
  /** How long it waits between two calls, in milliseconds. */
  readonly pauseMs: number;
}

/** What it tells at its end. */
export interface ReplicaOutcome {
  readonly calls: number;
  readonly failed: number;
}

/** A client of a replica, whose tokens are shared through Redis as far as the client can. */
export interface ReplicaClient {
  getToken(): Promise<unknown>;
}

/** One command of Redis, in its words. */
export type Redis = (words: readonly string[]) => Promise<unknown>;
