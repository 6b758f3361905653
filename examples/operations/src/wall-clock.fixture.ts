import { onTestFinished, vi } from 'vitest';

/** The time of day, as a test sets it. */
export interface WallClock {
  /** Lets so many seconds pass at once. */
  passSeconds(seconds: number): void;
}

/**
 * Takes the wall clock over until the test is over: a token's lifetime passes at once, for Boost and for both
 * servers. Timers and the monotonic clock stay the system's, so that sockets work as ever.
 */
export function driveWallClock(): WallClock {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  onTestFinished(() => void vi.useRealTimers());
  return { passSeconds: seconds => void vi.setSystemTime(Date.now() + seconds * 1000) };
}
