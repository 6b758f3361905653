import type { Knex } from 'knex';
import { type CallTime, silenceError } from './call-time.ts';
import { ConfigOverrideError } from './override-error.ts';
import { againAfterConflict } from './transaction-conflict.ts';
import { Turns } from './turns.ts';

/** The part of tarn's pool that is used here. */
interface Pool {
  readonly max: number;
  numUsed(): number;
  on(event: 'release', listener: () => void): unknown;
}

/** For how long all connections may be in use, with none returned, until the pool counts as exhausted. */
const exhaustedMs = 1500;

const shares = new WeakMap<object, PoolShare>();

/**
 * The connections of a pool that all stores on it use together: half of them at most, so that the caller's
 * other queries continue while somebody locks the table.
 */
export class PoolShare {
  readonly #pool: Pool | undefined;
  readonly #turns: Turns;
  /** Writers wait for each other anyway: one connection is enough for them, and leaves the others to readers. */
  readonly #writers = new Turns(1);
  #lastReturn = 0;
  /** Until a connection is returned, later calls fail immediately: Knex would make each of them then, unasked. */
  #isExhausted = false;

  private constructor(pool: unknown) {
    this.#pool = isPool(pool) ? pool : undefined;
    this.#pool?.on('release', () => {
      this.#lastReturn = performance.now();
      this.#isExhausted = false;
    });
    this.#turns = new Turns(Math.max(1, Math.floor((this.#pool?.max ?? 0) / 2)));
  }

  /** The share of the pool of a Knex. */
  static of({ client }: Knex): PoolShare {
    const pool: object = client?.pool ?? client;
    const share = shares.get(pool) ?? new PoolShare(pool);
    shares.set(pool, share);
    return share;
  }

  /** Runs a call that reads, when it is its turn. */
  read<Result>(time: CallTime, call: () => Promise<Result>): Promise<Result> {
    return this.#turns.take(() => againAfterConflict(() => this.#run(time, call)));
  }

  /** Runs a call that writes, when it is its turn. */
  write<Result>(time: CallTime, call: () => Promise<Result>): Promise<Result> {
    return this.#writers.take(() => this.read(time, call));
  }

  /**
   * Ends a call early when the pool is exhausted: most often by a transaction of the caller, which waits for
   * this call and keeps the connection that it needs.
   */
  async #run<Result>(time: CallTime, call: () => Promise<Result>): Promise<Result> {
    if (time.isOver) throw silenceError();
    const pool = this.#pool;
    if (pool === undefined) return call();
    if (this.#isExhausted && pool.numUsed() >= pool.max) throw exhaustedError(pool.max);
    let timer: NodeJS.Timeout | undefined;
    const exhausted = new Promise<never>((_resolve, reject) => {
      const check = () => {
        if (time.hasConnection) return;
        const isMoving = performance.now() - this.#lastReturn < exhaustedMs;
        if (isMoving || pool.numUsed() < pool.max) {
          timer = setTimeout(check, exhaustedMs);
          return;
        }
        time.end();
        this.#isExhausted = true;
        reject(exhaustedError(pool.max));
      };
      timer = setTimeout(check, exhaustedMs);
    });
    try {
      return await Promise.race([call(), exhausted]);
    } finally {
      clearTimeout(timer);
    }
  }
}

function exhaustedError(max: number): ConfigOverrideError {
  return new ConfigOverrideError({
    code: 'store_unavailable',
    message: `All connections of the Knex pool are in use (${max} of ${max}), and none was returned for ${exhaustedMs} ms.`,
    hint: 'In a transaction of this Knex, pass it as { transaction }. Otherwise keep transactions short, or raise pool.max.',
  });
}

function isPool(pool: unknown): pool is Pool {
  return (
    typeof pool === 'object' &&
    pool !== null &&
    typeof Reflect.get(pool, 'max') === 'number' &&
    ['numUsed', 'on'].every(name => typeof Reflect.get(pool, name) === 'function')
  );
}
