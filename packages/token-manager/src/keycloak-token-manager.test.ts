import { setImmediate } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DrivenClock } from '../test/fixtures/driven-clock.fixture.ts';
import { json, ScriptedEndpoint, tokens } from '../test/fixtures/scripted-endpoint.fixture.ts';
import {
  failureOf,
  managerFor,
  type Observed,
  observe,
} from '../test/fixtures/test-manager.fixture.ts';
import type { KeycloakTokenManager } from './keycloak-token-manager.ts';

let endpoint: ScriptedEndpoint;
let clock: DrivenClock;
let observed: Observed;
let manager: KeycloakTokenManager;

beforeEach(async () => {
  endpoint = await ScriptedEndpoint.start();
  clock = new DrivenClock();
  observed = observe();
  manager = managerFor(endpoint, { clock, ...observed });
});

afterEach(async () => {
  await manager.close();
  await endpoint[Symbol.asyncDispose]();
});

const requests = () => endpoint.requests.length;

test.each([-1, Number.NaN, Number.POSITIVE_INFINITY, '60', null])(
  'a token for at least %j seconds is refused, and nothing is sent [service-account-tokens/Wrong option of a call refused]',
  async minValidSeconds => {
    const options = Object.assign(JSON.parse('{}'), { minValidSeconds });
    for (const call of [manager.getToken(options), manager.getAccessToken(options)]) {
      const error = await failureOf(call);
      expect(error).toMatchObject({ code: 'invalid_configuration', retryable: false });
      expect(error.message).toBe('minValidSeconds must be a finite number of seconds from 0');
    }
    expect(requests()).toBe(0);
  },
);

test('500 calls that hold one revoked token cost one renewal [service-account-tokens/Revoked token renewed once]', async () => {
  await manager.getToken();
  const retried = await Promise.all(
    Array.from({ length: 500 }, async () => {
      const token = await manager.getToken();
      await Promise.resolve();
      manager.invalidate(token);
      return manager.getToken();
    }),
  );
  expect(new Set(retried)).toEqual(new Set(['token-2']));
  expect(requests()).toBe(2);
  expect(manager.health().forcedRenewalsLeft).toBe(2);
});

test('10 000 refusals of one token cost one renewal, whatever they find [service-account-tokens/Revoked token renewed once]', async () => {
  const revoked = await manager.getToken();
  const retried: Promise<string>[] = [];
  for (let late = 0; late < 10_000; late += 1) {
    manager.invalidate(revoked);
    retried.push(manager.getToken());
    if (late % 1000 === 999) await setImmediate();
  }
  expect(new Set(await Promise.all(retried))).toEqual(new Set(['token-2']));
  expect(requests()).toBe(2);
});

test('a thousand late refusals of a token that was replaced cost nothing [service-account-tokens/Late refusals of an old token]', async () => {
  const old = await manager.getToken();
  expect(manager.invalidate(old)).toBe(true);
  await manager.getToken();
  for (let late = 0; late < 1000; late += 1) expect(manager.invalidate(old)).toBe(false);
  const token = await manager.getToken();
  expect(requests()).toBe(2);
  expect(token).toBe('token-2');
});

test('a fourth refused token stays, and one warning says so [service-account-tokens/Budget of forced renewals spent]', async () => {
  const dropped = [];
  for (let count = 0; count < 6; count += 1) {
    dropped.push(manager.invalidate(await manager.getToken()));
  }
  expect(dropped).toEqual([true, true, true, false, false, false]);
  expect(requests()).toBe(4);
  const warnings = observed.lines.filter(line => line.startsWith('warn'));
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain(
    'The API refused another access token, and no forced renewal is left',
  );
});

test('after 30 s one more refused token is dropped, and the warning is true again [service-account-tokens/Budget of forced renewals spent]', async () => {
  for (let count = 0; count < 4; count += 1) manager.invalidate(await manager.getToken());
  clock.pass({ seconds: 30 });
  expect(manager.invalidate(await manager.getToken())).toBe(true);
  expect(manager.invalidate(await manager.getToken())).toBe(false);
  const warnings = observed.lines.filter(line => line.startsWith('warn'));
  expect(warnings).toHaveLength(2);
  // One token was refused since the first warning, and not three.
  expect(warnings[1]).toBe(warnings[0]);
  expect(warnings[1]).not.toContain('three');
});

test('a cleared cache forgets the token and the failure', async () => {
  await manager.getToken();
  manager.clearCache();
  endpoint.answer = json({ error: 'invalid_client' }, 401);
  await failureOf(manager.getToken());
  manager.clearCache();
  endpoint.answer = tokens();
  expect(await manager.getToken()).toBe('token-3');
});

test('events tell of tokens that came, went and did not come [service-account-tokens/Events follow the token]', async () => {
  await manager.getToken();
  clock.pass({ seconds: 241 });
  await manager.getToken();
  manager.invalidate('token-2');
  endpoint.answer = json({ error: 'invalid_client' }, 401);
  const error = await failureOf(manager.getToken());
  const token = { lifetimeSeconds: 300, requests: 1, durationMs: 0 };
  const { events, lines } = observed;
  expect(events).toMatchObject([
    { type: 'acquired', expiresAt: new Date('2026-11-24T12:05:00Z'), ...token },
    { type: 'renewed', expiresAt: new Date('2026-11-24T12:09:01Z'), ...token },
    { type: 'invalidated', forcedRenewalsLeft: 2 },
    { type: 'renewalFailed', tokenInHand: false },
  ]);
  expect(events[3]).toHaveProperty('error.message', error.message);
  expect(lines.map(line => line.split(':')[0])).toEqual(['debug', 'debug', 'error']);
});

const brokenObservers: (() => unknown)[] = [
  () => {
    throw new Error('observer');
  },
  () => Promise.reject(new Error('observer')),
  () => runInNewContext("Promise.reject(new Error('observer'))"),
];

test('observers that throw or reject change nothing [service-account-tokens/Failing observer harms nothing]', async () => {
  for (const broken of brokenObservers) {
    const logger = { error: broken, warn: broken, info: broken, debug: broken };
    await using watched = managerFor(endpoint, { logger, onEvent: broken });
    endpoint.answer = tokens(30);
    const token = await watched.getToken();
    expect(watched.invalidate(token)).toBe(true);
    endpoint.answer = json({ error: 'invalid_client' }, 401);
    expect(await failureOf(watched.getToken())).toMatchObject({ code: 'rejected' });
  }
});

test('health tells the state, the time left and the failures, and sends nothing [service-account-tokens/Health without I/O]', async () => {
  const well = { renewing: false, consecutiveFailures: 0, forcedRenewalsLeft: 3 };
  expect(manager.health()).toEqual({ state: 'empty', secondsLeft: 0, ...well });
  await manager.getToken();
  clock.pass({ seconds: 100 });
  expect(manager.health()).toEqual({ state: 'fresh', secondsLeft: 200, ...well });
  clock.pass({ seconds: 145 });
  expect(manager.health()).toEqual({ state: 'buffer', secondsLeft: 55, ...well });
  expect(requests()).toBe(1);
  endpoint.answer = json({ error: 'invalid_client' }, 401);
  await manager.getToken();
  clock.pass({ seconds: 20 });
  expect(manager.health()).toMatchObject({
    state: 'buffer',
    consecutiveFailures: 1,
    lastError: { code: 'rejected' },
    nextAttemptInMs: 40_000,
  });
});

test('a refusal of the token in hand after its end spends no budget [service-account-tokens/Late refusals of an old token]', async () => {
  const token = await manager.getToken();
  clock.pass({ seconds: 300 });
  expect(manager.invalidate(token)).toBe(false);
  expect(manager.health()).toMatchObject({ forcedRenewalsLeft: 3 });
});
