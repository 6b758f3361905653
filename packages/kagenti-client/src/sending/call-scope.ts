import { KagentiAbortError } from '../errors/abort-error.ts';
import { KagentiError } from '../errors/kagenti-error.ts';
import { KagentiTimeoutError, type TimeoutClock } from '../errors/timeout-error.ts';
import type { Attempt } from './attempt.ts';
import type { CalledName } from './called-operation.ts';

type Ending =
  | { readonly kind: 'abort'; readonly reason: unknown }
  | { readonly kind: 'timeout'; readonly clock: TimeoutClock };

/**
 * What can end one call from outside at any moment: the caller's signal, a clock, the client's
 * closing. One listener on the caller's signal for the whole call, taken off in `dispose`.
 */
export class CallScope {
  /** Ends the request that is under way. */
  readonly signal: AbortSignal;
  /** Every try of the call so far. */
  readonly attempts: Attempt[] = [];
  readonly #operation: CalledName;
  readonly #controller = new AbortController();
  readonly #callerSignal: AbortSignal | undefined;
  readonly #onCallerAbort = (): void => {
    this.#end({ kind: 'abort', reason: this.#callerSignal?.reason });
  };
  #ending: Ending | undefined;
  #timer: NodeJS.Timeout | undefined;
  #deadline: number | undefined;

  /**
   * @param operation - Operation of the call.
   * @param callerSignal - The caller's own signal.
   */
  constructor(operation: CalledName, callerSignal: AbortSignal | undefined) {
    this.#operation = operation;
    this.signal = this.#controller.signal;
    this.#callerSignal = callerSignal;
    if (callerSignal?.aborted === true) this.#onCallerAbort();
    else callerSignal?.addEventListener('abort', this.#onCallerAbort, { once: true });
  }

  /** Ends the call when that time is over; a clock that was started before is stopped. */
  startClock(clock: TimeoutClock, milliseconds: number): void {
    this.stopClock();
    this.#deadline = performance.now() + milliseconds;
    this.#timer = setTimeout(() => {
      this.#end({ kind: 'timeout', clock });
    }, milliseconds);
  }

  /** Stops the clock. */
  stopClock(): void {
    clearTimeout(this.#timer);
    this.#deadline = undefined;
  }

  /** Milliseconds until the clock ends the call; infinite without one. */
  remainingMs(): number {
    return this.#deadline === undefined ? Infinity : this.#deadline - performance.now();
  }

  /** The client is closing. */
  close(): void {
    const reason = new KagentiError('The client was closed while the call ran.', {
      code: 'closed',
      operation: this.#operation,
    });
    this.#end({ kind: 'abort', reason });
  }

  /** The error that the call ends in, if something ended it. */
  ending(): KagentiError | undefined {
    if (this.#ending === undefined) return undefined;
    return this.#ending.kind === 'abort'
      ? new KagentiAbortError(this.#operation, this.attempts, this.#ending.reason)
      : new KagentiTimeoutError(this.#ending.clock, this.#operation, this.attempts);
  }

  /** Throws when something ended the call. */
  check(): void {
    const ending = this.ending();
    if (ending !== undefined) throw ending;
  }

  /** Does work that may not know our signal, and waits for it no longer than the call lasts. */
  async race<T>(work: () => T | Promise<T>): Promise<T> {
    this.check();
    let stop: (() => void) | undefined;
    const ended = new Promise<never>((_resolve, reject) => {
      stop = () => {
        reject(this.ending() ?? new Error('ended'));
      };
      this.signal.addEventListener('abort', stop, { once: true });
    });
    try {
      return await Promise.race([work(), ended]);
    } finally {
      if (stop !== undefined) this.signal.removeEventListener('abort', stop);
    }
  }

  /** Waits that long, and no longer than the call lasts. */
  async sleep(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    try {
      await this.race(
        () =>
          new Promise<void>(resolve => {
            timer = setTimeout(resolve, milliseconds);
          }),
      );
    } finally {
      clearTimeout(timer);
    }
  }

  /** Lets go of the caller's signal and of the clock. */
  dispose(): void {
    this.stopClock();
    this.#callerSignal?.removeEventListener('abort', this.#onCallerAbort);
  }

  #end(ending: Ending): void {
    if (this.#ending !== undefined) return;
    this.#ending = ending;
    this.#controller.abort();
  }
}
