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

test.each([
  ['ahead', 3600],
  ['a little ahead', 4],
  ['behind', -3600],
])(
  'a token from a replica whose clock is %s is never given after its end, by the clock of the store [shared-token-store/Clocks of replicas differ]',
  async (_what, seconds) => {
    const { endpoint, clock, store, start } = await startFleet();
    await start({ clock: skewed(clock, seconds) }).manager.getToken();
    await vi.waitFor(() => expect(store.asked).toContain('release'));
    clock.pass({ seconds: 100 });
    const { manager } = start();

    const { secondsLeft } = await manager.getToken().then(() => manager.health());
    expect(secondsLeft).toBeLessThanOrEqual(seconds < 0 ? 300 : 200);
    expect(endpoint.requests).toHaveLength(seconds < 0 ? 2 : 1);
  },
);

test('without a clock of the store a token from the future is not taken [shared-token-store/Clocks of replicas differ]', async () => {
  const { endpoint, clock, store, start } = await startFleet();
  store.tellsTime = false;
  await start({ clock: skewed(clock, 60) }).manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));

  expect(await start().manager.getToken()).toBe('token-2');
  expect(endpoint.requests).toHaveLength(2);
});

test.each([
  ['believed', 5, 1],
  ['not believed', 5.001, 2],
])(
  'without a clock of the store a token that is younger than now is %s from a clock %d s ahead [shared-token-store/Clocks of replicas differ]',
  async (_what, seconds, requests) => {
    const { endpoint, clock, store, start } = await startFleet();
    store.tellsTime = false;
    await start({ clock: skewed(clock, seconds) }).manager.getToken();
    await vi.waitFor(() => expect(store.asked).toContain('release'));
    const { manager } = start();

    const { expiresAt } = await manager.getAccessToken();

    // It lives no longer than one that was issued just now.
    expect(expiresAt.getTime()).toBe(clock.wallMs() + 300_000);
    expect(endpoint.requests).toHaveLength(requests);
  },
);

test('a store that says more than the whole life makes no token younger than new [shared-token-store/Clocks of replicas differ]', async () => {
  const { clock, store, start } = await startFleet();
  await start({ clock: skewed(clock, 3600) }).manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  const generous = {
    get: async (key: string) => ({ value: (await store.get(key))?.value ?? '', ttlMs: 900_000 }),
    set: async () => {},
  };
  const { manager } = start({ store: generous });

  await manager.getToken();

  expect(manager.health()).toMatchObject({ state: 'fresh', secondsLeft: 300 });
});

test('a token that ends now by the clock of the store is not taken [shared-token-store/Clocks of replicas differ]', async () => {
  const { store, start } = await startFleet();
  await start().manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  const ending = {
    get: async (key: string) => ({ value: (await store.get(key))?.value ?? '', ttlMs: 0 }),
    set: async () => {},
  };

  expect(await start({ store: ending }).manager.getToken()).toBe('token-2');
});

test("a shared token ends by the monotonic clock as well, when this replica's wall clock is set back [shared-token-store/Clocks of replicas differ]", async () => {
  const { clock, store, start } = await startFleet();
  await start().manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  clock.pass({ seconds: 100 });
  const { manager } = start();
  expect(await manager.getToken()).toBe('token-1');

  clock.setBack({ seconds: 3600 });
  clock.pass({ seconds: 150 });
  expect(manager.health()).toMatchObject({ state: 'buffer', secondsLeft: 50 });
  clock.pass({ seconds: 50 });
  expect(manager.health()).toMatchObject({ state: 'expired', secondsLeft: 0 });
});
