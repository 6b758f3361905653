import type { Clock } from '../clock.ts';
import type { TokenStoreFailedEvent, TokenStoreOperation } from '../observability/token-events.ts';
import type { TokenObservers } from '../observability/token-observers.ts';
import { storeErrorName } from './store-error-name.ts';

/**
 * How long a call may take: 250 ms, since a slower store is slower than Keycloak would be, and callers wait for it.
 * Counted in slices, and at the end one more turn of the event loop, which first delivers what has arrived: while
 * the process is blocked no answer can be read, and however long that is, it takes one slice.
 */
const slicesMs: readonly number[] = [50, 50, 50, 50, 50, 0];

/** Asks a store, and tells of its failures: once an outage in the log, each in an event. */
export class StoreCalls {
  readonly #clock: Clock;
  readonly #observers: TokenObservers;
  #failures = 0;
  /** What was told last as unreadable. */
  #unreadable: string | undefined;

  /** Nothing is asked yet. */
  constructor(clock: Clock, observers: TokenObservers) {
    this.#clock = clock;
    this.#observers = observers;
  }

  /** How many calls failed since the last one that did not. */
  get failures(): number {
    return this.#failures;
  }

  /** What the call gives, or that it failed: it threw, rejected or took too long. It never rejects. */
  async ask<T>(
    operation: TokenStoreOperation,
    call: () => Promise<T>,
  ): Promise<{ readonly value: T } | undefined> {
    let cancelTimer: (() => void) | undefined;
    const tooLong = new Promise<undefined>(resolve => {
      const waitFor = ([sliceMs, ...rest]: readonly number[]) => {
        if (sliceMs === undefined) resolve(undefined);
        else cancelTimer = this.#clock.startTimer(() => waitFor(rest), sliceMs);
      };
      waitFor(slicesMs);
    });
    try {
      // A store is the caller's, and may throw before it gives a promise.
      const answer = (async () => ({ value: await call() }))();
      const settled = await Promise.race([answer, tooLong]);
      if (settled === undefined) this.#failed({ operation, reason: 'timeout' });
      else this.#worked();
      return settled;
    } catch (error) {
      // Its message may hold the store's address and password.
      const errorCode = storeErrorName(error);
      this.#failed({ operation, reason: 'error', ...(errorCode !== undefined && { errorCode }) });
      return undefined;
    } finally {
      cancelTimer?.();
    }
  }

  /**
   * Tells of an entry that cannot be opened: once, though a renewal may look at it several times. The store
   * works all the same, and the next token is written over it.
   */
  unreadable(entry: string): void {
    if (entry === this.#unreadable) return;
    this.#unreadable = entry;
    this.#observers.emit({ type: 'storeFailed', operation: 'get', reason: 'unreadable' });
    const message =
      'The token store holds an entry that cannot be opened: it is overwritten with the next token.';
    this.#observers.log('warn', message);
  }

  /** Tells of a replica that shares tokens of the account under another key. */
  otherKey(): void {
    this.#observers.emit({ type: 'storeFailed', operation: 'get', reason: 'otherKey' });
    const message =
      'Another replica shares tokens of this client under another encryptionKey: the two share nothing. Give all replicas the same; after a change of the key this is said for up to an hour.';
    this.#observers.log('warn', message);
  }

  #failed(failure: Omit<TokenStoreFailedEvent, 'type'>): void {
    const { operation, reason, errorCode } = failure;
    this.#failures += 1;
    this.#observers.emit({ type: 'storeFailed', ...failure });
    const line = `The token store failed (${operation}: ${errorCode ?? reason})`;
    const outcome = 'tokens are not shared until it works; nothing else depends on it.';
    if (this.#failures === 1) this.#observers.log('warn', `${line}: ${outcome}`);
    else this.#observers.log('debug', line);
  }

  #worked(): void {
    if (this.#failures > 0) this.#observers.log('info', 'The token store works again');
    this.#failures = 0;
  }
}
