import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import {
  gated,
  hang,
  json,
  ScriptedEndpoint,
  tokens,
} from '../../test/fixtures/scripted-endpoint.fixture.ts';
import {
  failureOf,
  managerFor,
  type Observed,
  observe,
} from '../../test/fixtures/test-manager.fixture.ts';
import type { KeycloakTokenManager } from '../keycloak-token-manager.ts';

let endpoint: ScriptedEndpoint;
let clock: DrivenClock;
let observed: Observed;
let manager: KeycloakTokenManager;

beforeEach(async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  endpoint = await ScriptedEndpoint.start();
  clock = new DrivenClock();
  observed = observe();
  manager = managerFor(endpoint, { clock, ...observed });
});

afterEach(async () => {
  await manager.close();
  await endpoint[Symbol.asyncDispose]();
  vi.restoreAllMocks();
});

const requests = () => endpoint.requests.length;
const force = () => manager.getToken({ forceRefresh: true });
const refusals = () => observed.events.filter(({ type }) => type === 'forceRefreshRefused').length;

test('calls that force share one new token, with those that need one [service-account-tokens/Forced refresh]', async () => {
  await manager.getToken();
  clock.pass({ seconds: 250 });
  const all = [force(), manager.getToken({ minValidSeconds: 100 }), force(), manager.getToken()];
  expect(await Promise.all(all)).toEqual(['token-2', 'token-2', 'token-2', 'token-2']);
  expect(requests()).toBe(2);
  expect((await manager.getAccessToken({ forceRefresh: true })).value).toBe('token-3');
  expect(await manager.getToken({ forceRefresh: false })).toBe('token-3');
});

test('a caller with a fresh token does not wait for a forced refresh', async () => {
  await manager.getToken();
  endpoint.answer = hang;
  void force().catch(() => {});
  await vi.waitFor(() => expect(requests()).toBe(2));
  expect(await manager.getToken()).toBe('token-1');
});

test('what was requested before the call is not its answer [service-account-tokens/Forced refresh]', async () => {
  const { answer, open } = gated();
  endpoint.answer = answer;
  const ordinary = manager.getToken();
  await vi.waitFor(() => expect(requests()).toBe(1));
  const forced = [force(), force()];
  endpoint.answer = tokens();
  open();
  expect(await ordinary).toBe('token-1');
  expect(await Promise.all(forced)).toEqual(['token-2', 'token-2']);
  expect(requests()).toBe(2);
});

test('the fourth in a minute gets the token in hand, and one event reports it [service-account-tokens/Budget of forced refreshes spent]', async () => {
  await manager.getToken();
  const given = [];
  for (let call = 0; call < 6; call += 1) given.push(await force());
  expect(given).toEqual(['token-2', 'token-3', 'token-4', 'token-4', 'token-4', 'token-4']);
  expect(refusals()).toBe(1);
  expect(observed.lines.filter(line => line.startsWith('warn'))).toHaveLength(1);
  expect(manager.health()).toMatchObject({ forcedRenewalsLeft: 3 });
  expect(manager.invalidate('token-4')).toBe(true);
  expect(await manager.getToken()).toBe('token-5');

  clock.pass({ ms: 59_999 });
  expect(await force()).toBe('token-5');
  clock.pass({ ms: 1 });
  expect(await force()).toBe('token-6');
  expect(refusals()).toBe(1);
});

test('without a token in hand the fourth is an ordinary renewal [service-account-tokens/Budget of forced refreshes spent]', async () => {
  for (let call = 0; call < 3; call += 1) await force();
  manager.clearCache();
  expect(await Promise.all([force(), force()])).toEqual(['token-4', 'token-4']);
  expect(refusals()).toBe(1);
});

test('beyond the budget a token that has to be renewed is renewed as ever [service-account-tokens/Budget of forced refreshes spent]', async () => {
  for (let call = 0; call < 3; call += 1) await force();
  expect(manager.invalidate('token-3')).toBe(true);
  expect(await force()).toBe('token-4');
  clock.pass({ seconds: 40 });
  const { answer, open } = gated();
  endpoint.answer = answer;
  const slow = manager.getToken({ forceRefresh: true, minValidSeconds: 290 });
  await vi.waitFor(() => expect(requests()).toBe(5));
  open();
  expect(await slow).toBe('token-5');
});

test('while a refusal is held nothing of the budget is spent', async () => {
  const secret = { now: 'revoked-secret' };
  await using rotated = managerFor(endpoint, {
    clock,
    ...observed,
    clientSecret: () => secret.now,
  });
  await rotated.getToken();
  endpoint.answer = json({ error: 'invalid_client' }, 401);
  for (let call = 0; call < 5; call += 1) {
    expect(await rotated.getToken({ forceRefresh: true })).toBe('token-1');
  }
  expect([requests(), refusals()]).toEqual([2, 0]);
  endpoint.answer = tokens();
  secret.now = 'current-secret';
  expect(await rotated.getToken({ forceRefresh: true })).toBe('token-3');
});

test('a forced refresh that fails leaves the token in use [service-account-tokens/Forced refresh fails]', async () => {
  await manager.getToken();
  endpoint.answer = json({ error: 'invalid_client' }, 401);
  expect(await force()).toBe('token-1');
  expect(await manager.getToken()).toBe('token-1');
  expect(manager.health()).toMatchObject({ state: 'fresh', consecutiveFailures: 1 });
});

test('while a transient failure is held nothing is sent, and nothing of the budget spent', async () => {
  await manager.getToken();
  clock.pass({ seconds: 241 });
  endpoint.answer = json({}, 503);
  expect(await clock.settle(force())).toBe('token-1');
  expect(requests()).toBe(4);
  for (let call = 0; call < 5; call += 1) expect(await force()).toBe('token-1');
  expect([requests(), refusals()]).toEqual([4, 0]);
  endpoint.answer = tokens();
  clock.pass({ seconds: 1 });
  expect([await force(), await force()]).toEqual(['token-5', 'token-6']);
});

test('a forced refresh without any token fails as a call does', async () => {
  endpoint.answer = json({}, 503);
  expect(await failureOf(clock.settle(force()))).toMatchObject({ code: 'server_error' });
  expect(await failureOf(force())).toMatchObject({ code: 'held' });
});

test('a forced call may leave, and ends when the manager closes', async () => {
  endpoint.answer = hang;
  const leaving = new AbortController();
  const left = manager.getToken({ forceRefresh: true, signal: leaving.signal });
  const stays = force();
  leaving.abort(new Error('left'));
  await expect(left).rejects.toThrow('left');
  await Promise.all([manager.close(), expect(stays).rejects.toMatchObject({ code: 'closed' })]);
  expect(await failureOf(force())).toMatchObject({ code: 'closed' });
});
