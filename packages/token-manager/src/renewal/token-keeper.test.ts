import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import {
  hang,
  json,
  ScriptedEndpoint,
  tokens,
} from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { renewalEnds } from '../../test/fixtures/settled.fixture.ts';
import {
  failureOf,
  managerFor,
  type Observed,
  observe,
  type TestManagerOptions,
} from '../../test/fixtures/test-manager.fixture.ts';
import type { KeycloakTokenManager } from '../keycloak-token-manager.ts';

let endpoint: ScriptedEndpoint;
let clock: DrivenClock;
let observed: Observed;
let manager: KeycloakTokenManager;

function make(options: TestManagerOptions = {}): KeycloakTokenManager {
  return managerFor(endpoint, { clock, ...observed, ...options });
}

/** 300 s tokens with a buffer of 60 s and no jitter: early from 216 s, in the buffer from 240 s. */
beforeEach(async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  endpoint = await ScriptedEndpoint.start();
  clock = new DrivenClock();
  observed = observe();
  manager = make();
});

afterEach(async () => {
  await manager.close();
  await endpoint[Symbol.asyncDispose]();
  vi.restoreAllMocks();
});

const requests = () => endpoint.requests.length;
const unavailable = json({}, 503);

test('a fresh token is given again without a request [service-account-tokens/Fresh token returned immediately]', async () => {
  expect(await manager.getToken()).toBe('token-1');
  clock.pass({ seconds: 215 });
  expect(await manager.getToken()).toBe('token-1');
  // Nor is a request on its way behind the call.
  expect(manager.health().renewing).toBe(false);
  expect(requests()).toBe(1);
});

test('one timer watches the token in hand, and none is left at the end [service-account-tokens/Fresh token returned immediately]', async () => {
  await manager.getToken();
  expect(clock.timers).toBe(1);
  clock.pass({ seconds: 217 });
  expect(clock.timers).toBe(0);
  await manager.getToken();
  await vi.waitFor(async () => expect(await manager.getToken()).toBe('token-2'));
  expect(clock.timers).toBe(1);
  manager.clearCache();
  expect(clock.timers).toBe(0);
  await manager.getToken();
  await manager.close();
  expect(clock.timers).toBe(0);
});

test('a token that outlives the longest timer is given from the cache [service-account-tokens/Fresh token returned immediately]', async () => {
  endpoint.answer = tokens(10_000_000);
  await manager.getToken();
  clock.pass({ seconds: 5_000_000 });
  expect(await manager.getToken()).toBe('token-1');
  expect(requests()).toBe(1);
});

test('calls in the early window get the old token while one renewal runs behind them [service-account-tokens/Early window renews behind the call]', async () => {
  await manager.getToken();
  clock.pass({ seconds: 217 });
  expect(await Promise.all([manager.getToken(), manager.getToken()])).toEqual([
    'token-1',
    'token-1',
  ]);
  await vi.waitFor(async () => expect(await manager.getToken()).toBe('token-2'));
  expect(requests()).toBe(2);
});

test('a call inside the buffer waits for the new token [service-account-tokens/Inside the buffer a new token]', async () => {
  await manager.getToken();
  clock.pass({ seconds: 241 });
  expect(await manager.getToken()).toBe('token-2');
});

test('a call inside the buffer gets the old token when the renewal fails [service-account-tokens/Valid token given while Keycloak is down]', async () => {
  await manager.getToken();
  clock.pass({ seconds: 241 });
  endpoint.answer = unavailable;
  expect(await manager.getToken()).toBe('token-1');
  await clock.settle(renewalEnds(manager));
  expect(requests()).toBe(4);
  expect(observed.events.at(-1)).toMatchObject({ type: 'renewalFailed', tokenInHand: true });
  // The failure waits its backoff: the next call costs no request.
  expect(await manager.getToken()).toBe('token-1');
  expect(requests()).toBe(4);
});

test('a refusal inside the buffer leaves the old token in use too [service-account-tokens/Valid token given while Keycloak is down]', async () => {
  await manager.getToken();
  clock.pass({ seconds: 241 });
  endpoint.answer = json({ error: 'invalid_client' }, 401);
  expect(await manager.getToken()).toBe('token-1');
  expect(await manager.getToken()).toBe('token-1');
  expect(requests()).toBe(2);
});

test('while Keycloak is down every call gets the valid token, to its last second [service-account-tokens/Valid token given while Keycloak is down]', async () => {
  await manager.getToken();
  endpoint.answer = unavailable;
  for (let second = 1; second < 300; second += 1) {
    clock.pass({ seconds: 1 });
    expect(await clock.settle(manager.getToken())).toBe('token-1');
  }
  // Behind the calls and before them, with the hold between: far from a request a second.
  expect(requests()).toBeLessThan(30);
});

test('an expired token is not given when Keycloak is down [service-account-tokens/Expired token never given]', async () => {
  await manager.getToken();
  endpoint.answer = unavailable;
  clock.pass({ seconds: 300 });
  expect(await failureOf(clock.settle(manager.getToken()))).toMatchObject({ code: 'server_error' });
  expect(manager.health()).toMatchObject({ state: 'expired', secondsLeft: 0 });
});

test('a token that had expired when it came is asked for again [service-account-tokens/Expired token never given]', async () => {
  endpoint.answer = (response, request, count) => {
    clock.pass({ seconds: 3 });
    tokens(count === 1 ? 2 : 300)(response, request, count);
  };
  expect(await clock.settle(manager.getToken())).toBe('token-2');
});

test('tokens that expire before they come are a failure like any other [service-account-tokens/Expired token never given]', async () => {
  endpoint.answer = (response, request, count) => {
    clock.sleep({ seconds: 3600 });
    tokens()(response, request, count);
  };
  const error = await failureOf(clock.settle(manager.getToken()));
  expect(error).toMatchObject({ code: 'timeout', retryable: true, status: 200 });
  expect(error.attempts).toHaveLength(3);
  expect(error.hint).toContain('Access Token Lifespan');
  expect(manager.health().state).toBe('empty');
});

test('50 calls with 30 s tokens make 1 request [service-account-tokens/Short-lived tokens cached]', async () => {
  endpoint.answer = tokens(30);
  for (let call = 0; call < 50; call += 1) await manager.getToken();
  expect(requests()).toBe(1);
});

test('a cut buffer is said in one warning, however many tokens come [service-account-tokens/Short-lived tokens cached]', async () => {
  endpoint.answer = tokens(60);
  for (let renewal = 0; renewal < 3; renewal += 1) {
    await manager.getToken();
    clock.pass({ seconds: 31 });
  }
  expect(requests()).toBe(3);
  const warnings = observed.lines.filter(line => line.startsWith('warn'));
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('tokenExpiryBufferSeconds 60');
});

test('managers with other jitter enter the early window at other times', async () => {
  const starts = [];
  for (const random of [0, 0.5, 0.99]) {
    vi.spyOn(Math, 'random').mockReturnValue(random);
    await using one = make();
    await one.getToken();
    let seconds = 0;
    for (; one.health().state === 'fresh'; seconds += 1) clock.pass({ seconds: 1 });
    starts.push(seconds);
  }
  expect(starts).toEqual([216, 224, 232]);
});

test('a wall clock that is set back keeps no expired token [service-account-tokens/Either clock ends a token]', async () => {
  await manager.getToken();
  clock.setBack({ seconds: 86_400 });
  clock.pass({ seconds: 301 });
  expect(await manager.getToken()).toBe('token-2');
});

test('a wall clock that is set back makes no token expire either [service-account-tokens/Either clock ends a token]', async () => {
  await manager.getToken();
  clock.setBack({ seconds: 86_400 });
  expect(await manager.getToken()).toBe('token-1');
});

test('a token that expired in sleep is not given afterwards [service-account-tokens/Either clock ends a token]', async () => {
  await manager.getToken();
  clock.sleep({ seconds: 3600 });
  expect(await manager.getToken()).toBe('token-2');
});

test('a call that needs more validity than is left gets a new token [service-account-tokens/Longer validity requested]', async () => {
  await manager.getToken();
  clock.pass({ seconds: 120 });
  expect(await manager.getToken({ minValidSeconds: 180 })).toBe('token-1');
  expect(await manager.getToken({ minValidSeconds: 200 })).toBe('token-2');
  expect(await manager.getToken({ minValidSeconds: 200 })).toBe('token-2');
});

test('a call that needs more validity gets the valid token when Keycloak is down [service-account-tokens/Valid token given while Keycloak is down]', async () => {
  await manager.getToken();
  clock.pass({ seconds: 120 });
  endpoint.answer = unavailable;
  expect(await clock.settle(manager.getToken({ minValidSeconds: 200 }))).toBe('token-1');
});

test.each([300, 600])(
  'streams that want %i s of 300 s tokens make no request each [service-account-tokens/Longer validity requested]',
  async minValidSeconds => {
    for (let stream = 0; stream < 20; stream += 1) {
      expect(await manager.getToken({ minValidSeconds })).toBe('token-1');
      clock.pass({ seconds: 10 });
    }
    expect(requests()).toBe(1);
  },
);

test('a renewal behind a call that fails is reported and nothing else [service-account-tokens/Process ends by itself]', async () => {
  await manager.getToken();
  clock.pass({ seconds: 217 });
  endpoint.answer = json({ error: 'invalid_client' }, 401);
  expect(await manager.getToken()).toBe('token-1');
  await vi.waitFor(() => expect(observed.events.at(-1)?.type).toBe('renewalFailed'));
  expect(observed.lines.at(-1)).toMatch(
    /^error: .*The token in hand is used as long as it is valid/,
  );
});

test('a renewal that all its callers have left goes on, and its failure stays handled [service-account-tokens/Process ends by itself]', async () => {
  endpoint.answer = hang;
  const waiting = new AbortController();
  const call = manager.getToken({ signal: waiting.signal });
  waiting.abort(new Error('gone'));
  await expect(call).rejects.toThrow('gone');
  expect(manager.health().renewing).toBe(true);
  clock.pass({ seconds: 15 });
  await vi.waitFor(() => expect(observed.events).toMatchObject([{ type: 'renewalFailed' }]));
  expect(clock.timers).toBe(0);
});
