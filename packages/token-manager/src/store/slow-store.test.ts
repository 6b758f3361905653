import { setImmediate } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { withoutLease } from '../../test/fixtures/memory-token-store.fixture.ts';
import { startFleet } from '../../test/fixtures/replicas.fixture.ts';

test('a lease that is given too late is given back [shared-token-store/Store is down]', async () => {
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

/** A promise that the test settles. */
function later<T>() {
  let settle: { resolve: (value: T) => void; reject: (error: Error) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return {
    promise,
    resolve: (value: T) => settle?.resolve(value),
    reject: (error: Error) => settle?.reject(error),
  };
}

/** A replica whose store answers one kind of call only when the test lets it. */
async function startSlow(operation: string) {
  const fleet = await startFleet();
  const late = later<void>();
  fleet.store.before = asked => (asked === operation ? late.promise : Promise.resolve());
  const { manager, events, lines } = fleet.start();
  const startedMs = fleet.clock.monotonicMs();
  const token = await fleet.clock.settle(manager.getToken());
  const tookMs = fleet.clock.monotonicMs() - startedMs;
  return { ...fleet, manager, events, lines, late, token, tookMs };
}

/** What is late has come, and done what it does. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await setImmediate();
}

test('a lease that is not given in time costs 250 ms and no pause [shared-token-store/Store is down]', async () => {
  const { token, tookMs, events, store } = await startSlow('lease');
  expect([token, tookMs]).toEqual(['token-1', 250]);
  expect(events[0]).toStrictEqual({ type: 'storeFailed', operation: 'lease', reason: 'timeout' });
  expect(store.asked).toEqual(['get', 'lease']);
});

test('a lease that is refused too late is not given back [shared-token-store/Store is down]', async () => {
  const { clock, store, start } = await startFleet();
  const late = later<boolean>();
  const release = vi.fn<() => Promise<void>>();
  const { manager } = start({
    store: { ...withoutLease(store), lease: { acquire: () => late.promise, release } },
  });
  await clock.settle(manager.getToken());
  late.resolve(false);
  await turns();
  expect(release).not.toHaveBeenCalled();
});

test('a lease whose refusal comes too late as an error is not given back, and leaves nothing unhandled [shared-token-store/Store is down]', async () => {
  const { store, late } = await startSlow('lease');
  late.reject(new Error('down'));
  await turns();
  expect(store.asked).toEqual(['get', 'lease']);
});

test('an answer that fails after its time leaves nothing unhandled, and is told once [shared-token-store/Store is down]', async () => {
  const { token, late, events } = await startSlow('get');
  late.reject(new Error('down'));
  await turns();
  expect(token).toBe('token-1');
  expect(events.map(({ type }) => type)).toEqual(['storeFailed', 'acquired']);
});

test('no timer is left of a call that the store answers, or fails [shared-token-store/Store is down]', async () => {
  const { clock, store, start } = await startFleet();
  const { manager } = start();
  await manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  await turns();
  // The one of the token in hand.
  expect(clock.timers).toBe(1);
  store.before = () => Promise.reject(new Error('down'));
  clock.pass({ seconds: 241 });
  await manager.getToken();
  await turns();
  expect(clock.timers).toBe(1);
});

test('of an outage the first failure is said at warn, all others at debug [shared-token-store/Store is down]', async () => {
  const { clock, store, start } = await startFleet();
  store.before = () => Promise.reject(new Error('down'));
  const { manager, lines } = start();
  for (let renewal = 0; renewal < 3; renewal += 1) {
    await manager.getToken();
    clock.pass({ seconds: 241 });
  }

  expect(lines.filter(line => line.includes('The token store failed'))).toEqual([
    'warn: The token store failed (get: error): tokens are not shared until it works; nothing else depends on it.',
    'debug: The token store failed (get: error)',
    'debug: The token store failed (get: error)',
  ]);
  expect(manager.health()).toMatchObject({ storeFailures: 3 });
});

test.each(['get', 'lease', 'set', 'release'])(
  'of a store that fails at %s it is told at what [shared-token-store/Store is down]',
  async operation => {
    const { store, start } = await startFleet();
    store.before = async asked => {
      if (asked === operation) throw new Error('down');
    };
    const { manager, events } = start();
    expect(await manager.getToken()).toBe('token-1');
    await manager.close();
    const failure = { type: 'storeFailed', operation, reason: 'error' };
    expect(events.filter(({ type }) => type === 'storeFailed')).toEqual([failure]);
  },
);
