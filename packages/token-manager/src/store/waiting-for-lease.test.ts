import { afterEach, expect, test, vi } from 'vitest';
import { advance, leaveLease, startFleet } from '../../test/fixtures/replicas.fixture.ts';
import { gated } from '../../test/fixtures/scripted-endpoint.fixture.ts';

afterEach(() => vi.restoreAllMocks());

test('those who wait look for the token again after 50 to 150 ms [shared-token-store/One request a renewal]', async () => {
  for (const [random, pauseMs] of [
    [0, 50],
    [0.5, 100],
    [1, 150],
  ] as const) {
    vi.spyOn(Math, 'random').mockReturnValue(random);
    const fleet = await startFleet();
    const { clock, store, start } = fleet;
    await leaveLease(fleet, 60_000);
    void start({ timeoutMs: 30_000 })
      .manager.getToken()
      .catch(() => {});
    await advance(clock, 1, 1);
    await advance(clock, pauseMs - 2, pauseMs - 2);
    expect(store.asked).toEqual(['get', 'lease']);
    await advance(clock, 2, 2);
    expect(store.asked).toEqual(['get', 'lease', 'get', 'lease']);
  }
});

test('a token that comes while another replica has the lease is taken at once [shared-token-store/Token of another replica is taken]', async () => {
  const fleet = await startFleet();
  const { endpoint, clock, store, start } = fleet;
  const putBack = await leaveLease(fleet, 60_000);
  const { manager, events } = start();
  const call = manager.getToken();
  await advance(clock, 300);
  putBack();
  store.forgetAsked();
  await advance(clock, 200);

  expect(await call).toBe('token-1');
  expect(store.asked.at(-1)).toBe('get');
  expect([...store.entries.keys()].some(key => key.endsWith(':lease'))).toBe(true);
  expect(events).toMatchObject([{ type: 'shared', requests: 0 }]);
  expect(endpoint.requests).toHaveLength(1);
});

test('when the holder died the others ask when its lease has run out [shared-token-store/Holder of the lease fails]', async () => {
  const fleet = await startFleet();
  const { endpoint, clock, start } = fleet;
  await leaveLease(fleet, 10_000);
  const startedMs = clock.monotonicMs();

  const { manager } = start({ timeoutMs: 30_000 });
  expect(await clock.settle(manager.getToken())).toBe('token-2');
  expect(clock.monotonicMs() - startedMs).toBeGreaterThanOrEqual(10_000);
  expect(clock.monotonicMs() - startedMs).toBeLessThan(10_500);
  expect(endpoint.requests).toHaveLength(2);
});

test('waiting for a lease leaves a quarter of the renewal to ask oneself [shared-token-store/Holder of the lease fails]', async () => {
  const fleet = await startFleet();
  const { clock, start } = fleet;
  await leaveLease(fleet, 60_000);
  const startedMs = clock.monotonicMs();

  expect(await clock.settle(start({ timeoutMs: 2000 }).manager.getToken())).toBe('token-2');
  expect(clock.monotonicMs() - startedMs).toBeLessThan(2000);
});

test('while the holder is slow nobody fails, and its token serves all who wait [shared-token-store/Holder of the lease is slow]', async () => {
  const { endpoint, clock, start } = await startFleet();
  const { answer, open } = gated();
  endpoint.answer = answer;
  const replicas = Array.from({ length: 4 }, () => start({ timeoutMs: 4000 }));
  const calls = Promise.all(replicas.map(({ manager }) => manager.getToken()));
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
  // Three quarters of the renewal pass: the others ask too, and go on looking for its token.
  await advance(clock, 3400, 100);
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(4));
  endpoint.answer = () => {};
  open({ only: 1 });
  await advance(clock, 400, 100);

  expect(new Set(await calls)).toEqual(new Set(['token-1']));
});
