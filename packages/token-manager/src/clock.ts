/**
 * The time that a manager lives by. The system's by default; a test gives one that it can drive, so
 * that a day passes in a second.
 */
export interface Clock {
  /** Milliseconds since 1970, as the wall clock has them: it can be set, and goes on in sleep. */
  wallMs(): number;
  /** Milliseconds since any fixed moment: it is never set back, but may stand still in sleep. */
  monotonicMs(): number;
  /**
   * Calls back once after `delayMs` milliseconds, without keeping the process alive for it.
   * Returns a function that cancels the call.
   */
  startTimer(callback: () => void, delayMs: number): () => void;
}

/** The clocks and timers of the process. */
export const systemClock: Clock = {
  wallMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  startTimer(callback, delayMs) {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Whether a value has the methods of a clock. */
export function isClock(value: unknown): value is Clock {
  const { wallMs, monotonicMs, startTimer } = Object(value);
  return [wallMs, monotonicMs, startTimer].every(method => typeof method === 'function');
}

/** One moment, read from both clocks. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly wallMs: number;
  /** Milliseconds since any fixed moment. */
  readonly monotonicMs: number;
}

/** Reads both clocks. */
export function momentOf(clock: Clock): Moment {
  return { wallMs: clock.wallMs(), monotonicMs: clock.monotonicMs() };
}

/**
 * How long ago a moment was, in seconds, by the clock that says more: the wall clock can be set back,
 * the monotonic one can stand still in sleep.
 */
export function secondsSince(moment: Moment, clock: Clock): number {
  const wallMs = clock.wallMs() - moment.wallMs;
  const monotonicMs = clock.monotonicMs() - moment.monotonicMs;
  return Math.max(wallMs, monotonicMs) / 1000;
}
