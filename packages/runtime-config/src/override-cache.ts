import { isError } from '@rhdh-boost/internal/error-name';
import { ConfigOverrideError } from './override-error.ts';
import type { ProblemReporter } from './override-problem.ts';

/** How long values that were read from the store are used. */
export interface OverrideCacheOptions {
  /**
   * How many seconds after it is committed a write of another replica is seen at the latest, while
   * the database answers. 0 reads the database for each `resolve`.
   *
   * @defaultValue 5
   */
  readonly ttlSeconds?: number;
  /**
   * For how many seconds the values that were read last are still used while the database does not
   * answer. 0 fails immediately.
   *
   * @defaultValue 300
   */
  readonly maxStaleSeconds?: number;
  /**
   * Whether writes of other replicas are notified by PostgreSQL, over one connection outside of the pool. It is
   * opened with the first read of overrides. SQLite has no notifications.
   *
   * @defaultValue true
   */
  readonly listen?: boolean;
}

/** While older values are available, nobody waits longer than this for a database that does not answer. */
const patienceMs = 2000;

/** The overrides as they were read at one time. */
export interface HeldOverrides {
  /** The values by key; no sensitive one is among them. */
  readonly values: Map<string, unknown>;
  /** What readers were answered from them. */
  readonly answers: Map<string, Promise<unknown>>;
  /** When the reading began, by `performance.now()`. */
  readonly readAt: number;
  /** Until when they are used without asking the store. */
  until: number;
}

interface Loading {
  readonly startedAt: number;
  readonly result: Promise<HeldOverrides>;
}

/** Keeps the overrides for a while. One reading of the store serves all who wait for it. */
export class OverrideCache {
  readonly #load: () => Promise<Map<string, unknown>>;
  readonly #ttlMs: number;
  readonly #maxStaleMs: number;
  readonly #reporter: ProblemReporter;
  /** Counts own writes: a reading that began before one is not used after it. */
  #writes = 0;
  /** Counts changes, own writes included: a reading that began before one is used by those alone who wait for it. */
  #changes = 0;
  #loading: Loading | undefined;
  /** What was read last, with own writes since; it may be out of date. */
  held: HeldOverrides | undefined;

  constructor(
    load: () => Promise<Map<string, unknown>>,
    options: Required<Omit<OverrideCacheOptions, 'listen'>>,
    reporter: ProblemReporter,
  ) {
    this.#load = load;
    this.#ttlMs = options.ttlSeconds * 1000;
    this.#maxStaleMs = options.maxStaleSeconds * 1000;
    this.#reporter = reporter;
  }

  /** The overrides, not older than the cache's time unless the store does not answer. */
  async get(): Promise<HeldOverrides> {
    const now = performance.now();
    if (this.held !== undefined && now < this.held.until) return this.held;
    // A reading that began too long ago may lack what must be seen by now.
    if (this.#loading === undefined || now >= this.#loading.startedAt + this.#ttlMs)
      this.#loading = this.#start(now);
    return this.#loading.result;
  }

  /** Notes an own write that was committed; undefined for a key that has no override any more. */
  noteWrite(key: string, value: unknown): void {
    this.#writes += 1;
    this.#forgetReadings();
    if (this.held === undefined) return;
    this.held.answers.delete(key);
    if (value === undefined) this.held.values.delete(key);
    else this.held.values.set(key, value);
  }

  /** Has the store read again, also for those who wait: this resolver changed rows. */
  invalidate(): void {
    this.#writes += 1;
    this.expire();
  }

  /** Has the store read again for the next reader: another replica changed rows. */
  expire(): void {
    this.#forgetReadings();
    if (this.held !== undefined) this.held.until = 0;
  }

  #forgetReadings(): void {
    this.#changes += 1;
    this.#loading = undefined;
  }

  #start(startedAt: number): Loading {
    const writes = this.#writes;
    const changes = this.#changes;
    const read = this.#load().then(
      values => (writes === this.#writes ? this.#keep(values, startedAt, changes) : this.get()),
      (error: unknown) => (writes === this.#writes ? this.#fallBack(error, changes) : this.get()),
    );
    const result = this.#isUsable(startedAt) ? this.#withPatience(read, changes) : read;
    const loading = { startedAt, result };
    const end = () => {
      if (this.#loading === loading) this.#loading = undefined;
    };
    result.then(end, end);
    return loading;
  }

  #keep(values: Map<string, unknown>, readAt: number, changes: number): HeldOverrides {
    this.#reporter.storeAnswered();
    const until = changes === this.#changes ? readAt + this.#ttlMs : 0;
    if (this.held === undefined || this.held.readAt <= readAt)
      this.held = { values, answers: new Map(), readAt, until };
    // With a cache of no time, what was read is still the answer for those who waited for it.
    return this.held;
  }

  #withPatience(read: Promise<HeldOverrides>, changes: number): Promise<HeldOverrides> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        const silence = new Error(`The database has not answered for ${patienceMs} ms.`);
        try {
          resolve(this.#fallBack(silence, changes));
        } catch {
          // The older values have become too old meanwhile: the reading decides.
        }
      }, patienceMs);
      read.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }

  /** An administrator's decision must not be undone by an outage: older overrides, or an error. */
  #fallBack(error: unknown, changes: number): HeldOverrides {
    const now = performance.now();
    if (this.held === undefined || !this.#isUsable(now)) throw error;
    this.#reporter.storeFailed(sayFailure(error));
    // What was invalidated meanwhile is for those who have waited; the next reader asks again.
    if (changes === this.#changes)
      this.held.until = Math.min(now + this.#ttlMs, this.held.readAt + this.#maxStaleMs);
    return this.held;
  }

  #isUsable(now: number): boolean {
    return this.held !== undefined && now < this.held.readAt + this.#maxStaleMs;
  }
}

/** What happened, and the remedy where it is known. */
function sayFailure(error: unknown): string {
  if (ConfigOverrideError.isInstance(error)) return `${error.message} ${error.hint}`;
  return isError(error) ? error.message : 'The database failed.';
}
