import type { Knex } from 'knex';
import { ConfigOverrideError } from './override-error.ts';

/** How long a call of a store may take, a transaction included, in milliseconds. */
export const callTimeMs = 10_000;
/** A statement is cancelled a little after its caller was answered, whose error says more than the driver's. */
const graceMs = 250;

/** The error for a database that has not answered in that time. */
export function silenceError(): ConfigOverrideError {
  return new ConfigOverrideError({
    code: 'store_unavailable',
    message: `The database has not answered for ${callTimeMs} ms.`,
    hint: 'Check that it is up, and that nobody keeps a lock on its tables. A write may have been committed nevertheless.',
  });
}

/** What can be cancelled: a query of Knex. It emits `query` when it has a connection. */
interface Cancellable {
  timeout(milliseconds: number, options: { readonly cancel: boolean }): unknown;
  on(event: 'query', listener: () => void): unknown;
}

/** The time of one call of the store on Knex, which all of its statements share. */
export class CallTime {
  #endsAt = performance.now() + callTimeMs + graceMs;
  readonly #canCancel: boolean;
  #hasConnection = false;

  constructor(knex: Knex) {
    // A statement of better-sqlite3 has ended before anything else runs: there is nothing to cancel.
    this.#canCancel = knex.client?.canCancelQuery === true;
  }

  /** Whether the caller was answered already, so that the call need not be made. */
  get isOver(): boolean {
    return this.#leftMs <= graceMs;
  }

  /** Whether a statement of the call has reached the database. */
  get hasConnection(): boolean {
    return this.#hasConnection;
  }

  /** Ends the time early: the caller was answered. */
  end(): void {
    this.#endsAt = performance.now();
  }

  /**
   * Has the database cancel a statement when the call's time is over. Otherwise it would continue, and
   * occupy its connection of the pool, for as long as somebody else keeps a lock.
   */
  limit<Query extends Cancellable>(query: Query): Query {
    query.on('query', () => {
      this.#hasConnection = true;
    });
    if (this.#canCancel) query.timeout(Math.max(1, this.#leftMs), { cancel: true });
    return query;
  }

  get #leftMs(): number {
    return Math.ceil(this.#endsAt - performance.now());
  }
}
