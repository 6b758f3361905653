import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import {
  inOrder,
  json,
  reset,
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
let secret: string;
let secretReads: number;
let manager: KeycloakTokenManager;

beforeEach(async () => {
  endpoint = await ScriptedEndpoint.start();
  clock = new DrivenClock();
  observed = observe();
  secret = 'first-secret';
  secretReads = 0;
  const clientSecret = () => {
    secretReads += 1;
    return secret;
  };
  manager = managerFor(endpoint, { clock, ...observed, clientSecret });
});

afterEach(async () => {
  await manager.close();
  await endpoint[Symbol.asyncDispose]();
  vi.restoreAllMocks();
});

const requests = () => endpoint.requests.length;
const refuse = json({ error: 'unauthorized_client' }, 401);

function basicSecret(index: number): string | undefined {
  const encoded = endpoint.requests[index]?.authorization?.split(' ')[1] ?? '';
  return Buffer.from(encoded, 'base64').toString().split(':')[1];
}

test.each([
  ['a reset connection', reset, 'network', undefined],
  ['a 408', json({}, 408), 'timeout', 408],
  ['a 425', json({}, 425), 'server_error', 425],
  ['a 429', json({}, 429), 'rate_limited', 429],
  ['a 500', json({}, 500), 'server_error', 500],
  ['a 503', json({}, 503), 'server_error', 503],
  ['a 504 with HTML', json('<html>', 504), 'server_error', 504],
] as const)(
  'after %s the call tries again and gets its token [service-account-tokens/Transient failure retried]',
  async (_what, answer, code, status) => {
    vi.spyOn(Math, 'random').mockReturnValue(0.5);
    endpoint.answer = inOrder(answer, tokens());
    const startedMs = clock.monotonicMs();
    expect(await clock.settle(manager.getToken())).toBe('token-2');
    expect(clock.monotonicMs() - startedMs).toBe(125);
    expect(observed.events).toMatchObject([{ type: 'acquired', requests: 2 }]);

    manager.clearCache();
    endpoint.answer = answer;
    const error = await failureOf(clock.settle(manager.getToken()));
    expect(error).toMatchObject({ code, retryable: true, status });
  },
);

test('three attempts that fail end in an error that lists them [service-account-tokens/Transient failure retried]', async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0.8);
  endpoint.answer = inOrder(reset, json({}, 502), json({}, 503));
  const error = await failureOf(clock.settle(manager.getToken()));
  expect(requests()).toBe(3);
  expect(error).toMatchObject({ code: 'server_error', status: 503, retryable: true });
  expect(error.attempts).toEqual([
    { code: 'network', waitedMs: 0, durationMs: 0 },
    { code: 'server_error', status: 502, waitedMs: 200, durationMs: 0 },
    { code: 'server_error', status: 503, waitedMs: 400, durationMs: 0 },
  ]);
});

test.each([
  ['seconds', '5'],
  ['a date', 'Tue, 24 Nov 2026 12:00:05 GMT'],
])(
  'a Retry-After in %s is waited for [service-account-tokens/Retry-After obeyed]',
  async (_form, header) => {
    endpoint.answer = inOrder(json({}, 503, { 'retry-after': header }), tokens());
    const startedMs = clock.monotonicMs();
    expect(await clock.settle(manager.getToken())).toBe('token-2');
    const waitedMs = clock.monotonicMs() - startedMs;
    expect(waitedMs).toBeGreaterThanOrEqual(5000);
    expect(waitedMs).toBeLessThan(5250);
  },
);

test('a Retry-After above 30 s ends the call immediately and says when [service-account-tokens/Retry-After obeyed]', async () => {
  await using patient = managerFor(endpoint, { clock, timeoutMs: 300_000 });
  endpoint.answer = json({}, 429, { 'retry-after': '120' });
  expect(await failureOf(patient.getToken())).toMatchObject({
    code: 'rate_limited',
    retryAfterMs: 120_000,
  });
  expect(requests()).toBe(1);
});

test('a Retry-After that ends after the deadline ends the call immediately [service-account-tokens/Retry-After obeyed]', async () => {
  endpoint.answer = json({}, 503, { 'retry-after': '15' });
  const error = await failureOf(manager.getToken());
  expect(error).toMatchObject({ code: 'server_error', status: 503, retryAfterMs: 15_000 });
  expect(requests()).toBe(1);
});

test('a call while a failure is held costs no request, and one after it does [service-account-tokens/Failure held between calls]', async () => {
  endpoint.answer = json({}, 503);
  const cause = await failureOf(clock.settle(manager.getToken()));
  clock.pass({ ms: 400 });
  const held = await failureOf(clock.settle(manager.getToken()));
  expect(requests()).toBe(3);
  expect(held).toMatchObject({ code: 'held', retryable: true, status: 503, retryAfterMs: 600 });
  expect(held.cause).toMatchObject({ code: cause.code, message: cause.message });
  clock.pass({ ms: 600 });
  endpoint.answer = tokens();
  expect(await manager.getToken()).toBe('token-4');
  expect(observed.lines.at(-1)).toMatch(/^info: .*after 1 failed renewals$/);
});

test('a Keycloak that stays down is asked less and less [service-account-tokens/Failure held between calls]', async () => {
  endpoint.answer = json({}, 503);
  const holds = [];
  for (let renewal = 0; renewal < 7; renewal += 1) {
    await failureOf(clock.settle(manager.getToken()));
    const { nextAttemptInMs = 0 } = manager.health();
    holds.push(nextAttemptInMs);
    clock.pass({ ms: nextAttemptInMs });
  }
  expect(holds).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});

test.each([400, 401, 403, 404, 405, 418])(
  'a %i is not tried again, and held for 60 s [service-account-tokens/Refusal not retried]',
  async status => {
    endpoint.answer = json({ error: 'invalid_scope' }, status);
    const fields = { status, retryable: false, oauthError: 'invalid_scope' };
    expect(await failureOf(manager.getToken())).toMatchObject({ code: 'rejected', ...fields });
    clock.pass({ seconds: 59 });
    expect(await failureOf(manager.getToken())).toMatchObject({ code: 'held', ...fields });
    expect(requests()).toBe(1);
    clock.pass({ seconds: 1 });
    expect(await failureOf(manager.getToken())).toMatchObject({ code: 'rejected' });
    expect(requests()).toBe(2);
    expect(observed.events.map(event => event.type)).toEqual(['renewalFailed', 'renewalFailed']);
  },
);

test('another secret ends the hold in the call that finds it [service-account-tokens/Refusal not retried]', async () => {
  endpoint.answer = refuse;
  await failureOf(manager.getToken());
  const readsBefore = secretReads;
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'held' });
  expect(secretReads).toBe(readsBefore + 1);
  secret = 'second-secret';
  endpoint.answer = tokens();
  expect(await manager.getToken()).toBe('token-2');
  expect(basicSecret(1)).toBe('second%2Dsecret');
});

test('a secret that changes while it is refused is tried once more in the same call [service-account-tokens/Secret rotated without restart]', async () => {
  endpoint.answer = inOrder((...seen) => {
    secret = 'second-secret';
    refuse(...seen);
  }, tokens());
  expect(await manager.getToken()).toBe('token-2');
  expect([basicSecret(0), basicSecret(1)]).toEqual(['first%2Dsecret', 'second%2Dsecret']);
});

test('a secret that changes for ever is read again once [service-account-tokens/Secret rotated without restart]', async () => {
  endpoint.answer = (...seen) => {
    secret = `secret-${requests()}`;
    refuse(...seen);
  };
  const error = await failureOf(manager.getToken());
  expect(error.attempts).toHaveLength(2);
  expect(requests()).toBe(2);
});

test('a secret that is the same when read again is not sent again [service-account-tokens/Secret rotated without restart]', async () => {
  endpoint.answer = refuse;
  const error = await failureOf(manager.getToken());
  expect(error.attempts).toHaveLength(1);
  expect(secretReads).toBe(2);
  expect(requests()).toBe(1);
});

test('a secret that cannot be read again leaves the refusal as it is [service-account-tokens/Secret rotated without restart]', async () => {
  let reads = 0;
  const clientSecret = () => {
    reads += 1;
    if (reads > 1) throw new Error('gone');
    return secret;
  };
  await using other = managerFor(endpoint, { clientSecret });
  endpoint.answer = refuse;
  expect(await failureOf(other.getToken())).toMatchObject({ code: 'rejected', status: 401 });
  // It is held for the secret that was refused, also when that can be read again.
  const after = requests();
  reads = 0;
  expect(await failureOf(other.getToken())).toMatchObject({ code: 'held' });
  expect(requests()).toBe(after);
});
