import { expect, test, vi } from 'vitest';
import { withoutLease } from '../../test/fixtures/memory-token-store.fixture.ts';
import { type Fleet, startFleet } from '../../test/fixtures/replicas.fixture.ts';
import { json } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf } from '../../test/fixtures/test-manager.fixture.ts';

const down = json({}, 503);
const refusal = json({ error: 'invalid_client' }, 401);

/** A replica whose failure is held for more than a second. */
async function startHeld({ endpoint, clock, store, start }: Fleet, answer = down) {
  const replica = start();
  const works = endpoint.answer;
  endpoint.answer = answer;
  await clock.settle(failureOf(replica.manager.getToken()));
  if (answer === down) {
    clock.pass({ seconds: 1 });
    await clock.settle(failureOf(replica.manager.getToken()));
  }
  expect(replica.manager.health().nextAttemptInMs).toBeGreaterThan(1000);
  endpoint.answer = works;
  store.forgetAsked();
  return replica;
}

test.each([
  ['Keycloak is down', down],
  ['the client is refused', refusal],
])(
  "while %s another replica's token is found within a second [shared-token-store/Token of another replica is taken]",
  async (_what, answer) => {
    const fleet = await startFleet();
    const { endpoint, clock, store, start } = fleet;
    const held = await startHeld(fleet, answer);
    const token = await start().manager.getToken();
    await vi.waitFor(() => expect(store.asked).toContain('release'));
    const requests = endpoint.requests.length;

    clock.pass({ seconds: 1 });

    expect(await held.manager.getToken()).toBe(token);
    expect(endpoint.requests).toHaveLength(requests);
  },
);

test.each([
  ['Keycloak is down', down],
  ['the client is refused', refusal],
])(
  'while %s a thousand calls poll the store once a second [shared-token-store/Polls rest while a failure is held]',
  async (_what, answer) => {
    const fleet = await startFleet();
    const { clock, store } = fleet;
    const { manager } = await startHeld(fleet, answer);

    for (let call = 0; call < 1000; call += 1) {
      expect(await failureOf(manager.getToken())).toMatchObject({ code: 'held' });
      clock.pass({ ms: 1.9 });
    }

    expect(store.asked).toEqual(['get']);
  },
);

test('a store that is down too fails once a second at most [shared-token-store/Polls rest while a failure is held]', async () => {
  const fleet = await startFleet();
  const { clock, store } = fleet;
  const { manager, events } = await startHeld(fleet, refusal);
  store.before = () => Promise.reject(new Error('down'));

  for (let call = 0; call < 1000; call += 1) {
    await failureOf(manager.getToken());
    clock.pass({ ms: 10 });
  }

  expect(events.filter(({ type }) => type === 'storeFailed').length).toBeLessThanOrEqual(10);
  expect(manager.health().storeFailures).toBeGreaterThan(5);
});

test('after clearCache the store is polled at once', async () => {
  const fleet = await startFleet();
  const { store } = fleet;
  const { manager } = await startHeld(fleet, refusal);

  manager.clearCache();
  await manager.getToken();

  expect(store.asked[0]).toBe('get');
});

test('a renewal that follows a good one polls first, however soon it comes', async () => {
  const { endpoint, store, start } = await startFleet();
  const shared = { store: withoutLease(store) };
  const [first, second] = [start(shared), start(shared)];
  const token = await first.manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('set'));
  second.manager.invalidate(await second.manager.getToken());
  const renewed = await second.manager.getToken();
  await vi.waitFor(() => expect(store.asked.filter(each => each === 'set')).toHaveLength(2));

  first.manager.invalidate(token);

  expect(await first.manager.getToken()).toBe(renewed);
  expect(endpoint.requests).toHaveLength(2);
});
