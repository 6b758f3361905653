import { setTimeout as pause, setImmediate } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { advance, leaveLease, startFleet } from '../../test/fixtures/replicas.fixture.ts';
import { gated, json } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf } from '../../test/fixtures/test-manager.fixture.ts';

test('replicas that renew at once wait for the one that has the lease [shared-token-store/One request a renewal]', async () => {
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

test('a replica that waits asks itself when the holder of the lease gets no token [shared-token-store/Holder of the lease fails]', async () => {
  const { endpoint, clock, start } = await startFleet();
  const issue = endpoint.answer;
  const refuse: (() => void)[] = [];
  endpoint.answer = (...given) => {
    refuse.push(() => json({ error: 'invalid_client' }, 401)(...given));
  };
  const holder = failureOf(start().manager.getToken());
  await vi.waitFor(() => expect(refuse).toHaveLength(1));
  const waiting = start().manager.getToken();
  await advance(clock, 500);
  expect(endpoint.requests).toHaveLength(1);

  endpoint.answer = issue;
  refuse[0]?.();
  expect(await holder).toMatchObject({ code: 'rejected' });
  // Far from the end of the lease.
  await advance(clock, 500);

  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(2));
  expect(await waiting).toBe('token-2');
});

test('when the holder gets no token another replica asks itself [shared-token-store/Holder of the lease fails]', async () => {
  const { endpoint, clock, store, start } = await startFleet();
  const issue = endpoint.answer;
  endpoint.answer = json({ error: 'invalid_client' }, 401);
  const [first, second] = [start(), start()];
  expect(await failureOf(first.manager.getToken())).toMatchObject({ code: 'rejected' });
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  endpoint.answer = issue;

  expect(await clock.settle(second.manager.getToken())).toBe('token-2');
});

test('a token that came between the look and the lease is taken, and the lease given back [shared-token-store/Token of another replica is taken]', async () => {
  const fleet = await startFleet();
  const { endpoint, store, start } = fleet;
  const putBack = await leaveLease(fleet, 60_000);
  store.entries.clear();
  store.before = async operation => {
    if (operation === 'lease') putBack();
  };

  expect(await start().manager.getToken()).toBe('token-1');
  await vi.waitFor(() => expect(store.asked).toEqual(['get', 'lease', 'get', 'release']));
  expect([...store.entries.keys()]).toEqual([store.tokenKey]);
  expect(endpoint.requests).toHaveLength(1);
});

test('a token that another replica leaves while Keycloak refuses this one is taken, and no failure told [shared-token-store/Token of another replica is taken]', async () => {
  const fleet = await startFleet();
  const { endpoint, store, start } = fleet;
  const putBack = await leaveLease(fleet, 60_000);
  store.entries.clear();
  endpoint.answer = (...given) => {
    putBack();
    json({ error: 'invalid_client' }, 401)(...given);
  };
  const { manager, events } = start();

  expect(await manager.getToken()).toBe('token-1');
  expect(events).toMatchObject([{ type: 'shared' }]);
  await vi.waitFor(() => expect([...store.entries.keys()]).toEqual([store.tokenKey]));
});

test('the lease is given back only when the token stands in the store [shared-token-store/One request a renewal]', async () => {
  const { store, start } = await startFleet();
  await start().manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  expect(store.asked).toEqual(['get', 'lease', 'get', 'set', 'release']);
});

test('a holder whose lease ran out keeps its token and leaves the lease of the next one', async () => {
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

test('a manager that is closed has left its token and no lease', async () => {
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

test('closing waits until a slow store has the token and the lease back', async () => {
  const { store, start } = await startFleet();
  store.before = async operation => {
    if (operation === 'set' || operation === 'release') await pause(20);
  };
  const { manager } = start();
  await manager.getToken();

  await manager.close();

  expect(store.asked.slice(-2)).toEqual(['set', 'release']);
  expect([...store.entries.keys()]).toEqual([store.tokenKey]);
});

test('a manager that is closed while it asks gives its lease back', async () => {
  const { endpoint, store, start } = await startFleet();
  endpoint.answer = () => {};
  const { manager } = start();
  const call = failureOf(manager.getToken());
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
  await manager.close();
  expect(await call).toMatchObject({ code: 'closed' });
  expect(store.entries.size).toBe(0);
});
