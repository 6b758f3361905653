import type { Clock } from '../clock.ts';

/** Bounds one renewal: its requests, their bodies and the waits between them. */
export class Deadline {
  readonly #clock: Clock;
  readonly #endsAtMs: number;
  readonly #controller = new AbortController();
  readonly #closing: AbortSignal;
  readonly #cancelTimer: () => void;
  readonly #onClosing = () => this.abort();

  /** Starts now, and ends after `timeoutMs` or when `closing` aborts. */
  constructor(clock: Clock, timeoutMs: number, closing: AbortSignal) {
    this.#clock = clock;
    this.#endsAtMs = clock.monotonicMs() + timeoutMs;
    this.#cancelTimer = clock.startTimer(() => this.#controller.abort(), timeoutMs);
    this.#closing = closing;
    closing.addEventListener('abort', this.#onClosing, { once: true });
  }

  /** Aborts when the deadline passes or the manager closes. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Whether a wait of this length would end before the deadline does. */
  allows(delayMs: number): boolean {
    return this.#clock.monotonicMs() + delayMs < this.#endsAtMs;
  }

  /** What is left of it, in milliseconds. */
  get leftMs(): number {
    return Math.max(0, this.#endsAtMs - this.#clock.monotonicMs());
  }

  /** What the promise gives, unless the signal aborts first: then it rejects with its reason. */
  race<T>(work: Promise<T>): Promise<T> {
    const { signal } = this;
    return new Promise<T>((resolve, reject) => {
      const giveUp = () => reject(signal.reason);
      if (signal.aborted) giveUp();
      signal.addEventListener('abort', giveUp, { once: true });
      const settled = () => signal.removeEventListener('abort', giveUp);
      work.then(resolve, reject).finally(settled);
    });
  }

  /** Waits, unless the signal aborts first: then it rejects with its reason. */
  async wait(delayMs: number): Promise<void> {
    let cancel: (() => void) | undefined;
    const waited = new Promise<void>(resolve => {
      cancel = this.#clock.startTimer(resolve, delayMs);
    });
    try {
      await this.race(waited);
    } finally {
      cancel?.();
    }
  }

  /** Ends it now. */
  abort(): void {
    this.#controller.abort();
  }

  /** Lets go of the timer and of the closing signal. */
  end(): void {
    this.#cancelTimer();
    this.#closing.removeEventListener('abort', this.#onClosing);
  }
}
