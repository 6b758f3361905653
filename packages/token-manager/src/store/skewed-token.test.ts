import { expect, test, vi } from 'vitest';
import type { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { startFleet } from '../../test/fixtures/replicas.fixture.ts';
import type { Clock } from '../clock.ts';

/** The clock of a replica whose wall clock differs from the others'. */
function skewed(clock: DrivenClock, seconds: number): Clock {
  return {
    wallMs: () => clock.wallMs() + seconds * 1000,
    monotonicMs: () => clock.monotonicMs(),
    startTimer: (callback, delayMs) => clock.startTimer(callback, delayMs),
  };
}

/** What a replica warns of that looks three times at tokens which another has left 100 s before. */
async function warningsAbout(seconds: number, tellsTime: boolean): Promise<string[]> {
  const { clock, store, start } = await startFleet();
  store.tellsTime = tellsTime;
  const other = start({ clock: skewed(clock, seconds) });
  const { manager, lines } = start();
  for (let renewal = 0; renewal < 3; renewal += 1) {
    other.manager.clearCache();
    store.entries.clear();
    store.forgetAsked();
    await other.manager.getToken();
    await vi.waitFor(() => expect(store.asked).toContain('release'));
    clock.pass({ seconds: 100 });
    await manager.getToken();
    clock.pass({ seconds: 300 });
  }
  return lines.filter(line => line.startsWith('warn'));
}

test.each([
  ['ahead, by a store without a clock', 160, false, '60 s'],
  ['behind, by the clock of the store', -3600, true, '3600 s'],
])(
  'a token that is not used since a clock is %s is told once [shared-token-store/Clocks of replicas differ]',
  async (_what, seconds, tellsTime, difference) => {
    const warnings = await warningsAbout(seconds, tellsTime);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(`the replica that left it and this one differ by ${difference}.`);
  },
);

test.each([
  ['ahead, where the store tells the time', 3600, true],
  ['a little ahead', 104, false],
  ['a little behind', -10, true],
  ['the same', 0, false],
])(
  'a token that is used says nothing of a clock that is %s [shared-token-store/Clocks of replicas differ]',
  async (_what, seconds, tellsTime) => {
    expect(await warningsAbout(seconds, tellsTime)).toEqual([]);
  },
);
