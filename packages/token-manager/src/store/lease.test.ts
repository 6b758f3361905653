import { setImmediate } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { type Fleet, startFleet } from '../fixtures/replicas.fixture.ts';
import { type Answer, json, tokens } from '../fixtures/scripted-endpoint.fixture.ts';
import { failureOf } from '../fixtures/test-manager.fixture.ts';

/** An answer that waits until the test lets it go. */
function gated(): { readonly answer: Answer; readonly open: (options?: { only: number }) => void } {
  const waiting: (() => void)[] = [];
  const answer: Answer = (...given) => void waiting.push(() => tokens()(...given));
  return {
    answer,
    open({ only } = { only: waiting.length }) {
      for (const release of waiting.splice(0, only)) release();
    },
  };
}

/** A replica dies with the lease, and leaves no token. */
async function leaveLease({ store, start }: Fleet, ttlMs: number): Promise<void> {
  const { manager } = start();
  await manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  await manager.close();
  const key = store.tokenKey;
  store.entries.clear();
  await store.lease.acquire(`${key}:lease`, 'one that died', ttlMs);
}

test('replicas that renew at once wait for the one that has the lease [token-sharing/One request a renewal]', async () => {
  const { endpoint, clock, start } = await startFleet();
  const { answer, open } = gated();
  endpoint.answer = answer;
  const replicas = Array.from({ length: 5 }, () => start());
  const calls = Promise.all(replicas.map(({ manager }) => manager.getToken()));
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
  for (let round = 0; round < 20; round += 1) {
    clock.pass({ ms: 100 });
    await setImmediate();
  }
  open();

  expect(new Set(await clock.settle(calls))).toEqual(new Set(['token-1']));
  expect(endpoint.requests).toHaveLength(1);
});

test('when the holder gets no token another replica asks itself [token-sharing/Holder of the lease fails]', async () => {
  const { endpoint, clock, store, start } = await startFleet();
  const issue = endpoint.answer;
  endpoint.answer = json({ error: 'invalid_client' }, 401);
  const [first, second] = [start(), start()];
  expect(await failureOf(first.manager.getToken())).toMatchObject({ code: 'rejected' });
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  endpoint.answer = issue;

  expect(await clock.settle(second.manager.getToken())).toBe('token-2');
});

test('when the holder died the others ask when its lease has run out [token-sharing/Holder of the lease dies]', async () => {
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

test('waiting for a lease leaves a quarter of the renewal to ask oneself [token-sharing/Holder of the lease dies]', async () => {
  const fleet = await startFleet();
  const { clock, start } = fleet;
  await leaveLease(fleet, 60_000);
  const startedMs = clock.monotonicMs();

  expect(await clock.settle(start({ timeoutMs: 2000 }).manager.getToken())).toBe('token-2');
  expect(clock.monotonicMs() - startedMs).toBeLessThan(2000);
});

test('a holder whose lease ran out keeps its token and leaves the lease of the next one [token-sharing/Lost lease]', async () => {
  const { endpoint, clock, store, start } = await startFleet();
  const { answer, open } = gated();
  endpoint.answer = answer;
  const { manager } = start();
  const call = manager.getToken();
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
  const lease = [...store.entries.keys()].find(key => key.endsWith(':lease')) ?? '';
  clock.pass({ seconds: 11 });
  expect(await store.lease.acquire(lease, 'the next one', 10_000)).toBe(true);
  open();

  expect(await call).toBe('token-1');
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  expect(store.entries.get(lease)).toMatchObject({ value: 'the next one' });
});

test('while the holder is slow nobody fails, and its token serves all who wait [token-sharing/Holder of the lease is slow]', async () => {
  const { endpoint, clock, start } = await startFleet();
  const { answer, open } = gated();
  endpoint.answer = answer;
  const replicas = Array.from({ length: 4 }, () => start({ timeoutMs: 4000 }));
  const calls = Promise.all(replicas.map(({ manager }) => manager.getToken()));
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
  // Three quarters of the renewal pass: the others ask too, and go on looking for its token.
  for (let round = 0; round < 34; round += 1) {
    clock.pass({ ms: 100 });
    for (let turn = 0; turn < 10; turn += 1) await setImmediate();
  }
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(4));
  endpoint.answer = () => {};
  open({ only: 1 });
  for (let round = 0; round < 4; round += 1) {
    clock.pass({ ms: 100 });
    for (let turn = 0; turn < 20; turn += 1) await setImmediate();
  }

  expect(new Set(await calls)).toEqual(new Set(['token-1']));
});

test('a lease that is given too late is given back [token-sharing/Store is slow]', async () => {
  const { endpoint, clock, store, start } = await startFleet();
  const arrive: (() => void)[] = [];
  const late = new Promise<void>(resolve => void arrive.push(resolve));
  store.before = operation => (operation === 'lease' ? late : Promise.resolve());
  expect(await clock.settle(start().manager.getToken())).toBe('token-1');
  store.before = async () => {};
  arrive[0]?.();
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  expect([...store.entries.keys()].filter(key => key.endsWith(':lease'))).toEqual([]);
  expect(endpoint.requests).toHaveLength(1);
});

test('a manager that is closed has left its token and no lease [token-sharing/Closing leaves the token behind]', async () => {
  const { store, start } = await startFleet();
  const { manager, events } = start();
  await manager.getToken();
  await manager.close();
  expect([...store.entries.keys()].map(key => key.endsWith(':lease'))).toEqual([false]);
  const told = events.length;
  store.before = () => Promise.reject(new Error('its client is closed too'));
  await setImmediate();
  expect(events).toHaveLength(told);
});

test('a manager that is closed while it asks gives its lease back [token-sharing/Closing leaves the token behind]', async () => {
  const { endpoint, store, start } = await startFleet();
  endpoint.answer = () => {};
  const { manager } = start();
  const call = failureOf(manager.getToken());
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
  await manager.close();
  expect(await call).toMatchObject({ code: 'closed' });
  expect(store.entries.size).toBe(0);
});
