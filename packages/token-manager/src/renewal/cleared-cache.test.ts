import { expect, test, vi } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import {
  hang,
  json,
  ScriptedEndpoint,
  tokens,
} from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { renewalEnds } from '../../test/fixtures/settled.fixture.ts';
import { failureOf, managerFor, observe } from '../../test/fixtures/test-manager.fixture.ts';
import type { TokenEvent } from '../observability/token-events.ts';

test('a cache that is cleared during a renewal is not filled by it [service-account-tokens/Cache cleared during a renewal]', async () => {
  await using endpoint = await ScriptedEndpoint.start(hang);
  const clock = new DrivenClock();
  const observed = observe();
  await using manager = managerFor(endpoint, { clock, ...observed });
  const before = manager.getToken();
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
  endpoint.answer = tokens();
  manager.clearCache();
  const after = manager.getToken();
  expect(await Promise.all([before, after])).toEqual(['token-2', 'token-2']);
  expect(await manager.getToken()).toBe('token-2');
  expect(endpoint.requests).toHaveLength(2);
  expect(observed.events).toMatchObject([{ type: 'acquired' }]);
  expect(clock.timers).toBe(1);
});

test('a renewal behind its callers ends with the cache, and none follows it', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const clock = new DrivenClock();
  const observed = observe();
  await using manager = managerFor(endpoint, { clock, ...observed });
  await manager.getToken();
  clock.pass({ seconds: 235 });
  endpoint.answer = hang;
  expect(await manager.getToken()).toBe('token-1');
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(2));
  manager.clearCache();
  await renewalEnds(manager);
  expect(manager.health()).toMatchObject({ state: 'empty', consecutiveFailures: 0 });
  expect([endpoint.requests.length, clock.timers, observed.events.length]).toEqual([2, 0, 1]);
});

test('a manager that is cleared and closed immediately ends the wait of its callers', async () => {
  await using endpoint = await ScriptedEndpoint.start(hang);
  const manager = managerFor(endpoint);
  const call = manager.getToken();
  manager.clearCache();
  await Promise.all([manager.close(), expect(call).rejects.toMatchObject({ code: 'closed' })]);
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'closed' });
});

test('an observer that clears the cache at each failure leaves the call its failure', async () => {
  await using endpoint = await ScriptedEndpoint.start(json({ error: 'invalid_client' }, 401));
  await using manager = managerFor(endpoint, { onEvent: () => manager.clearCache() });
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'rejected' });
  expect(await failureOf(manager.getToken({ forceRefresh: true }))).toMatchObject({
    code: 'rejected',
  });
  expect(endpoint.requests).toHaveLength(2);
}, 5000);

test('an observer that asks for a token at a failure gets the failure that is held', async () => {
  await using endpoint = await ScriptedEndpoint.start();
  const clock = new DrivenClock();
  const asked: Promise<unknown>[] = [];
  const onEvent = ({ type }: TokenEvent) => {
    if (type === 'renewalFailed') asked.push(failureOf(manager.getToken()));
  };
  await using manager = managerFor(endpoint, { clock, onEvent });
  endpoint.answer = json({}, 503);
  await failureOf(clock.settle(manager.getToken()));
  expect(await Promise.all(asked)).toMatchObject([{ code: 'held' }]);
  expect(endpoint.requests).toHaveLength(3);
});
