import type { CountScenario } from '../benchmark.ts';
import { countHangingDay } from '../hanging-day.ts';

/**
 * A day in which the token endpoint hangs for ten minutes of every hour, at ten calls a second. No peer: none gives
 * the token in hand after a while.
 */
export const hangingDay = (lifetimeSeconds: number, jitter?: number): CountScenario => ({
  subject: `a simulated day with tokens of ${lifetimeSeconds} s, in which the endpoint hangs for ten minutes of every hour`,
  unable: {},
  async count({ effort }) {
    const hours = Math.max(2, Math.ceil(24 * Math.min(1, effort)));
    const given = { lifetimeSeconds, hours, callsPerSecond: 10 };
    return countHangingDay(jitter === undefined ? given : { ...given, jitter });
  },
});
