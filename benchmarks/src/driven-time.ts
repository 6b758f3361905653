import { mock } from 'node:test';
import type { Clock } from '@rhdh-boost/token-manager';

/** A time that is driven, for clocks and timers of a manager, and for `Date`. */
export class DrivenTime {
  /** Milliseconds since 1970. */
  nowMs: number;
  readonly #timers = new Set<{ readonly dueMs: number; readonly callback: () => void }>();

  /** Starts then. */
  constructor(startMs: number) {
    this.nowMs = startMs;
    mock.timers.enable({ apis: ['Date'], now: startMs });
  }

  /** What a manager takes for its time. */
  readonly clock: Clock = {
    wallMs: () => this.nowMs,
    monotonicMs: () => this.nowMs,
    startTimer: (callback, delayMs) => {
      const timer = { dueMs: this.nowMs + delayMs, callback };
      this.#timers.add(timer);
      return () => this.#timers.delete(timer);
    },
  };

  /** Lets so much pass; gives whether a timer was due. */
  pass(ms: number): boolean {
    this.nowMs += ms;
    mock.timers.setTime(this.nowMs);
    const due = [...this.#timers].filter(({ dueMs }) => dueMs <= this.nowMs);
    for (const timer of due) {
      this.#timers.delete(timer);
      timer.callback();
    }
    return due.length > 0;
  }

  /** Gives `Date` back. */
  end(): void {
    mock.timers.reset();
  }
}
