import { KagentiAbortError } from '../errors/abort-error.ts';
import { KagentiError } from '../errors/kagenti-error.ts';
import { KagentiTimeoutError, type TimeoutClock } from '../errors/timeout-error.ts';
import type { CallTelemetry } from '../observability/telemetry.ts';
import type { Attempt } from './attempt.ts';
import type { CalledName } from './called-operation.ts';

type Ending =
  | { readonly kind: 'abort'; readonly reason: unknown }
  | { readonly kind: 'left' }
  | { readonly kind: 'timeout'; readonly clock: TimeoutClock };

/**
 * What can end one call from outside at any moment: the caller's signal, a clock, the client's
 * closing, a reader that leaves. One listener on the caller's signal for the whole call, taken off in
 * `dispose`.
 */
export class CallScope {
  /** Every try of the call so far. */
  readonly attempts: Attempt[] = [];
  /** What the call tells OpenTelemetry; undefined where there is nobody to tell. */
  telemetry: CallTelemetry | undefined;
  readonly #operation: CalledName;
  readonly #onCallerAbort = (): void => {
    this.#end({ kind: 'abort', reason: this.#callerSignal?.reason });
  };
  /** Listeners of our own: those of a signal cost more than all else that a call does here. */
  readonly #listeners: (() => void)[] = [];
  #callerSignal: AbortSignal | undefined;
  #controller: AbortController | undefined;
  #ending: Ending | undefined;
  #timer: NodeJS.Timeout | undefined;
  #deadline: number | undefined;

  /** @param operation - Operation of the call. */
  constructor(operation: CalledName) {
    this.#operation = operation;
  }

  /** From here on the caller's own signal ends the call, too; at once, where it fired before. */
  follow(callerSignal: AbortSignal | undefined): void {
    this.#callerSignal = callerSignal;
    if (callerSignal?.aborted === true) this.#onCallerAbort();
    else callerSignal?.addEventListener('abort', this.#onCallerAbort, { once: true });
  }

  /** Id of the last try; empty before the first. */
  get requestId(): string {
    return this.attempts.at(-1)?.requestId ?? '';
  }

  /** Fires when something ends the call; for code that is not ours. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.isEnded) this.#controller.abort();
    return this.#controller.signal;
  }

  /** True once something ended the call. */
  get isEnded(): boolean {
    return this.#ending !== undefined;
  }

  /** True when it was its reader who ended the call, which is no failure. */
  get isLeft(): boolean {
    return this.#ending?.kind === 'left';
  }

  /** True when it was a clock that ended the call. */
  get isTimedOut(): boolean {
    return this.#ending?.kind === 'timeout';
  }

  /**
   * Calls back once when something ends the call, at once where something did already; gives what takes the
   * listener off.
   */
  onEnd(listener: () => void): () => void {
    if (this.isEnded) {
      listener();
      return () => undefined;
    }
    this.#listeners.push(listener);
    return () => {
      // Mostly it is the only one.
      if (this.#listeners.at(-1) === listener) this.#listeners.pop();
      else {
        const place = this.#listeners.indexOf(listener);
        if (place !== -1) this.#listeners.splice(place, 1);
      }
    };
  }

  /** Ends the call when that time is over; a clock that was started before is stopped. */
  startClock(clock: TimeoutClock, milliseconds: number): void {
    this.stopClock();
    this.#deadline = performance.now() + milliseconds;
    this.#timer = setTimeout(() => {
      this.expire(clock);
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

  /** The caller ends the call without a signal. */
  abort(reason: unknown): void {
    this.#end({ kind: 'abort', reason });
  }

  /** Nobody wants the answer any more. */
  leave(): void {
    this.#end({ kind: 'left' });
  }

  /** A clock that somebody else keeps ran out. */
  expire(clock: TimeoutClock): void {
    this.#end({ kind: 'timeout', clock });
  }

  /** The error that the call ends in, if something ended it. */
  ending(): KagentiError | undefined {
    const ending = this.#ending;
    if (ending === undefined) return undefined;
    if (ending.kind === 'timeout') {
      return new KagentiTimeoutError(ending.clock, this.#operation, this.attempts);
    }
    const reason = ending.kind === 'abort' ? ending.reason : undefined;
    return new KagentiAbortError(this.#operation, this.attempts, reason);
  }

  /** Throws when something ended the call. */
  check(): void {
    const ending = this.ending();
    if (ending !== undefined) throw ending;
  }

  /**
   * Does work that may not know our signal, and waits for it no longer than the call lasts. The wait
   * begins before the work does: work that ends the call itself and never settles must not hold it.
   */
  race<T>(work: () => T | Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.check();
      const off = this.onEnd(() => {
        reject(this.ending() ?? new Error('ended'));
      });
      const succeed = (value: T): void => {
        off();
        resolve(value);
      };
      const fail = (error: unknown): void => {
        off();
        reject(error);
      };
      try {
        Promise.resolve(work()).then(succeed, fail);
      } catch (error) {
        fail(error);
      }
    });
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
    this.#controller?.abort();
    for (const listener of this.#listeners.splice(0)) listener();
  }
}
