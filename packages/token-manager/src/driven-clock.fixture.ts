import { setImmediate } from 'node:timers/promises';
import type { Clock } from './clock.ts';

interface Timer {
  readonly dueMs: number;
  readonly callback: () => void;
}

/** A clock that stands still until a test moves it. */
export class DrivenClock implements Clock {
  #wallMs = Date.parse('2026-11-24T12:00:00Z');
  #monotonicMs = 5_000_000;
  readonly #timers = new Set<Timer>();

  wallMs(): number {
    return this.#wallMs;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  startTimer(callback: () => void, delayMs: number): () => void {
    const timer = { dueMs: this.#monotonicMs + delayMs, callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** How many timers run. */
  get timers(): number {
    return this.#timers.size;
  }

  /** Lets time pass on both clocks, and fires what is due, in its order. */
  pass({ seconds = 0, ms = seconds * 1000 }: { seconds?: number; ms?: number }): void {
    const untilMs = this.#monotonicMs + ms;
    for (;;) {
      const next = this.#nextTimer();
      if (next === undefined || next.dueMs > untilMs) break;
      this.#move(next.dueMs - this.#monotonicMs);
      this.#timers.delete(next);
      next.callback();
    }
    this.#move(untilMs - this.#monotonicMs);
  }

  /** Sets the wall clock back; the monotonic one knows nothing of it. */
  setBack({ seconds }: { seconds: number }): void {
    this.#wallMs -= seconds * 1000;
  }

  /** The machine sleeps: the wall clock goes on, the monotonic one stands still. */
  sleep({ seconds }: { seconds: number }): void {
    this.#wallMs += seconds * 1000;
  }

  /**
   * Waits for the outcome, letting time pass whenever a renewal waits between attempts: then a second
   * timer runs beside its deadline's.
   */
  async settle<T>(work: Promise<T>): Promise<T> {
    const outcome = { settled: false };
    const markSettled = () => Object.assign(outcome, { settled: true });
    void work.then(markSettled, markSettled);
    while (!outcome.settled) {
      await setImmediate();
      const next = this.#nextTimer();
      if (!outcome.settled && next !== undefined && this.#timers.size > 1) {
        this.pass({ ms: next.dueMs - this.#monotonicMs });
      }
    }
    return work;
  }

  #move(ms: number): void {
    this.#monotonicMs += ms;
    this.#wallMs += ms;
  }

  #nextTimer(): Timer | undefined {
    return [...this.#timers].sort((a, b) => a.dueMs - b.dueMs)[0];
  }
}
