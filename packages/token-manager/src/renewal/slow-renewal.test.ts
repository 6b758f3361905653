import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import {
  type Answer,
  gated,
  hang,
  inOrder,
  json,
  ScriptedEndpoint,
  tokens,
} from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { outcomeSoFar, renewalEnds } from '../../test/fixtures/settled.fixture.ts';
import {
  failureOf,
  managerFor,
  type TestManagerOptions,
} from '../../test/fixtures/test-manager.fixture.ts';
import type { KeycloakTokenManager } from '../keycloak-token-manager.ts';

let endpoint: ScriptedEndpoint;
let clock: DrivenClock;
let manager: KeycloakTokenManager;

/** 300 s tokens with a buffer of 60 s and no jitter: in the buffer from 240 s. */
beforeEach(async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  endpoint = await ScriptedEndpoint.start();
  clock = new DrivenClock();
});

afterEach(async () => {
  await manager.close();
  await endpoint[Symbol.asyncDispose]();
  vi.restoreAllMocks();
});

const requests = () => endpoint.requests.length;

/** A manager whose token is that old, at an endpoint that answers so from now on. */
async function holding(ageSeconds: number, answer: Answer, options: TestManagerOptions = {}) {
  manager = managerFor(endpoint, { clock, ...options });
  await manager.getToken();
  clock.pass({ seconds: ageSeconds });
  endpoint.answer = answer;
}

/** Calls, and waits until the request has arrived. */
async function start(...given: Parameters<typeof manager.getToken>) {
  const before = requests();
  const call = manager.getToken(...given);
  await vi.waitFor(() => expect(requests()).toBe(before + 1));
  return { call };
}

test('a burst gets the valid token a second after the renewal started [service-account-tokens/Renewal takes longer than the wait]', async () => {
  const { answer, open } = gated();
  await holding(241, answer);
  const { call: first } = await start();
  clock.pass({ ms: 600 });
  const second = manager.getToken();
  clock.pass({ ms: 399 });
  expect([await outcomeSoFar(first), await outcomeSoFar(second)]).toEqual(['waiting', 'waiting']);
  clock.pass({ ms: 1 });
  expect([await outcomeSoFar(first), await outcomeSoFar(second)]).toEqual(['token-1', 'token-1']);

  // Calls of the next seconds wait no second each.
  clock.pass({ seconds: 10 });
  expect(await outcomeSoFar(manager.getToken())).toBe('token-1');
  expect(manager.health().renewing).toBe(true);
  open();
  await renewalEnds(manager);
  expect(await manager.getToken()).toBe('token-2');
  expect(requests()).toBe(2);
});

test('a renewal that is quicker gives its token to all [service-account-tokens/Inside the buffer a new token]', async () => {
  const { answer, open } = gated();
  await holding(241, answer);
  const { call } = await start();
  clock.pass({ ms: 999 });
  open();
  expect(await call).toBe('token-2');
});

test('with staleWaitMs 0 no call waits', async () => {
  await holding(241, hang, { staleWaitMs: 0 });
  const { call } = await start();
  expect(await outcomeSoFar(call)).toBe('token-1');
});

test('with staleWaitMs 250 a call waits 250 ms', async () => {
  await holding(241, hang, { staleWaitMs: 250 });
  const { call } = await start();
  clock.pass({ ms: 249 });
  expect(await outcomeSoFar(call)).toBe('waiting');
  clock.pass({ ms: 1 });
  expect(await outcomeSoFar(call)).toBe('token-1');
});

test.each<[string, Answer]>([
  ['503', json({}, 503)],
  ['Retry-After of 6 s', json({}, 429, { 'retry-after': '6' })],
])(
  'while an attempt that got %s waits for the next, nobody else does [service-account-tokens/Nobody waits for the next attempt]',
  async (_what, answer) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.9);
    await holding(241, inOrder(answer, tokens()));
    expect(await manager.getToken()).toBe('token-1');
    expect(await outcomeSoFar(manager.getToken())).toBe('token-1');
    expect([requests(), manager.health().renewing]).toEqual([2, true]);
    await clock.settle(renewalEnds(manager));
    expect(await manager.getToken()).toBe('token-3');
  },
);

test('with 5 s left a call waits for the renewal, and with more it does not [service-account-tokens/Token that is about to expire]', async () => {
  await holding(294.9, hang);
  const { call: early } = await start();
  clock.pass({ ms: 100 });
  const late = manager.getToken();
  clock.pass({ ms: 900 });
  // When its second is over, the first one's token has 4.1 s left: it waits on, too.
  expect([await outcomeSoFar(early), await outcomeSoFar(late)]).toEqual(['waiting', 'waiting']);
  endpoint.answer = json({}, 503);
  clock.pass({ seconds: 14 });
  expect(await failureOf(early)).toMatchObject({ code: 'timeout' });
  expect(await failureOf(late)).toMatchObject({ code: 'timeout' });
});

test('with 5 s or less left the token is given when the renewal fails in time [service-account-tokens/Token that is about to expire]', async () => {
  await holding(296, json({ error: 'invalid_client' }, 401));
  expect(await manager.getToken()).toBe('token-1');
});

test('a call that needs what a new token would have waits for it', async () => {
  const { answer, open } = gated();
  await holding(241, answer);
  const { call } = await start({ minValidSeconds: 100 });
  const impossible = manager.getToken({ minValidSeconds: 300 });
  clock.pass({ seconds: 2 });
  // What no token can satisfy is no reason to wait.
  expect([await outcomeSoFar(call), await outcomeSoFar(impossible)]).toEqual([
    'waiting',
    'token-1',
  ]);
  open();
  expect(await call).toBe('token-2');
});

test('an abort ends the wait of its caller alone, and leaves no timer', async () => {
  await holding(241, hang);
  const leaving = new AbortController();
  const { call } = await start({ signal: leaving.signal });
  const stays = manager.getToken();
  leaving.abort(new Error('left'));
  await expect(call).rejects.toThrow('left');
  expect(await outcomeSoFar(stays)).toBe('waiting');
  await manager.close();
  expect(await failureOf(stays)).toMatchObject({ code: 'closed' });
  expect(clock.timers).toBe(0);
});

test('in an outage one call tries, and the others fail a second after it started [service-account-tokens/Outage without a token]', async () => {
  await holding(301, json({}, 503));
  expect(await failureOf(clock.settle(manager.getToken()))).toMatchObject({ code: 'server_error' });
  clock.pass({ seconds: 1 });
  const { answer, open } = gated();
  endpoint.answer = answer;
  const { call: tries } = await start();
  clock.pass({ ms: 400 });
  const joins = manager.getToken();
  clock.pass({ ms: 599 });
  expect(await outcomeSoFar(joins)).toBe('waiting');
  clock.pass({ ms: 1 });
  expect(await failureOf(joins)).toMatchObject({ code: 'server_error', retryable: true });
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'server_error' });
  expect(await outcomeSoFar(tries)).toBe('waiting');
  open();
  expect(await tries).toBe('token-5');
  expect(await manager.getToken()).toBe('token-5');
});

test('in an outage a token that is about to expire is given to those who do not try', async () => {
  await holding(290, json({}, 503));
  expect(await manager.getToken()).toBe('token-1');
  await clock.settle(renewalEnds(manager));
  clock.pass({ seconds: 6 });
  endpoint.answer = hang;
  const { call: tries } = await start();
  const joins = manager.getToken();
  clock.pass({ seconds: 1 });
  expect([await outcomeSoFar(tries), await outcomeSoFar(joins)]).toEqual(['waiting', 'token-1']);
  clock.pass({ seconds: 14 });
  expect(await failureOf(tries)).toMatchObject({ code: 'timeout' });
});

test('a failure of more than a minute ago is no outage: all wait', async () => {
  await holding(301, json({}, 503));
  await failureOf(clock.settle(manager.getToken()));
  clock.pass({ seconds: 60 });
  const { answer, open } = gated();
  endpoint.answer = answer;
  const { call } = await start();
  const joins = manager.getToken();
  clock.pass({ seconds: 2 });
  expect(await outcomeSoFar(joins)).toBe('waiting');
  open();
  expect(await Promise.all([call, joins])).toEqual(['token-5', 'token-5']);
});
