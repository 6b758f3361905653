import type { CallScope } from '../sending/call-scope.ts';

/** Time as a wait sees it, so that a test can let half an hour pass at once. */
export interface WaitClock {
  /** Milliseconds since some moment; never goes back. */
  now(): number;
  /** Draws from 0 up to 1. */
  random(): number;
  /** Ends the scope by the clock `deadline` when that time has passed. */
  startDeadline(scope: CallScope, milliseconds: number): void;
  /** Lets that time pass, and no more of it than the scope lasts. */
  sleep(scope: CallScope, milliseconds: number): Promise<void>;
}

/** The time of this machine. */
export const systemClock: WaitClock = {
  now: () => performance.now(),
  random: Math.random,
  startDeadline: (scope, milliseconds) => {
    scope.startClock('deadline', milliseconds);
  },
  sleep: (scope, milliseconds) => scope.sleep(milliseconds),
};
