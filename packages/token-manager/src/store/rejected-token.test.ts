import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Fleet, startFleet } from '../../test/fixtures/replicas.fixture.ts';
import { json, tokens } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import type { KeycloakTokenManager } from '../keycloak-token-manager.ts';

let fleet: Fleet;
beforeEach(async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  fleet = await startFleet();
});
afterEach(() => vi.restoreAllMocks());

const force = (manager: KeycloakTokenManager) => manager.getToken({ forceRefresh: true });
const settled = () => vi.waitFor(() => expect(fleet.store.asked.at(-1)).toBe('release'));

test('a suspect token that is issued again is not left in the store [shared-token-store/Suspect token stays out of the store]', async () => {
  const { endpoint, store, start } = fleet;
  endpoint.answer = json({ access_token: 'same', token_type: 'Bearer', expires_in: 300 });
  const { manager } = start();
  await manager.getToken();
  await settled();
  store.entries.clear();
  store.forgetAsked();

  manager.invalidate('same');
  expect(await manager.getToken()).toBe('same');
  await settled();
  expect(store.asked).not.toContain('set');
  expect(store.entries.size).toBe(0);
});

test('a suspect token is not taken from the store, and one that is younger or older is [shared-token-store/Suspect token stays out of the store]', async () => {
  const { endpoint, clock, start } = fleet;
  const [first, second] = [start(), start()];
  await first.manager.getToken();
  await settled();
  first.manager.invalidate('token-1');
  expect(await first.manager.getToken()).toBe('token-2');
  await settled();
  expect(await second.manager.getToken()).toBe('token-2');
  clock.pass({ seconds: 20 });
  expect(await force(second.manager)).toBe('token-3');
  await vi.waitFor(async () => expect(await start().manager.getToken()).toBe('token-3'));
  expect(endpoint.requests).toHaveLength(3);
});

test('a forced refresh requests a token, whatever is in the store, and leaves it there [shared-token-store/Forced refresh and the store]', async () => {
  const { endpoint, store, start } = fleet;
  const [first, second, third] = [start(), start(), start()];
  await first.manager.getToken();
  await settled();
  store.forgetAsked();
  expect(await force(second.manager)).toBe('token-2');
  await vi.waitFor(() => expect(store.asked).toContain('set'));
  expect(store.asked).not.toContain('get');
  expect(store.asked).not.toContain('lease');
  await vi.waitFor(async () => expect(await third.manager.getToken()).toBe('token-2'));
  expect(endpoint.requests).toHaveLength(2);
});

test('a call that joins a renewal for less gets what it needs', async () => {
  const { endpoint, clock, store, start } = fleet;
  const [first, second] = [start(), start()];
  await first.manager.getToken();
  await settled();
  clock.pass({ seconds: 200 });
  const waiting: (() => void)[] = [];
  store.before = operation =>
    operation === 'get' ? new Promise(resolve => void waiting.push(resolve)) : Promise.resolve();
  const [ordinary, patient] = [
    second.manager.getToken(),
    second.manager.getToken({ minValidSeconds: 200 }),
  ];
  store.before = async () => {};
  for (const release of waiting) release();
  // Another replica's token would do for the one, and has 100 s left.
  expect([await ordinary, await patient]).toEqual(['token-1', 'token-2']);
  expect(endpoint.requests).toHaveLength(2);
});

test('a suspect token gives way to any other of another replica, also to one with less left', async () => {
  const { endpoint, clock, start } = fleet;
  const [first, second] = [start(), start()];
  await first.manager.getToken();
  await settled();
  clock.pass({ seconds: 10 });
  endpoint.answer = tokens(100);
  await force(second.manager);
  await vi.waitFor(async () => {
    first.manager.invalidate('token-1');
    expect(await first.manager.getToken()).toBe('token-2');
  });
  expect(endpoint.requests).toHaveLength(2);
});
