import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import {
  type Answer,
  hang,
  ScriptedEndpoint,
  tokens,
} from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor } from '../../test/fixtures/test-manager.fixture.ts';

let endpoint: ScriptedEndpoint;
let release: () => void;

/** Answers when the test releases it. */
beforeEach(async () => {
  const released = new Promise<void>(resolve => {
    release = resolve;
  });
  const held: Answer = (...seen) => {
    void released.then(() => tokens()(...seen));
  };
  endpoint = await ScriptedEndpoint.start(held);
});

afterEach(() => endpoint[Symbol.asyncDispose]());

test('500 calls at once share one request [service-account-tokens/Concurrent calls share one request]', async () => {
  await using manager = managerFor(endpoint);
  const calls = Array.from({ length: 500 }, () => manager.getToken());
  release();
  const given = await Promise.all(calls);
  expect(endpoint.requests).toHaveLength(1);
  expect(new Set(given)).toEqual(new Set(['token-1']));
});

test("a caller that aborts gets its signal's reason, and the others their token [service-account-tokens/Aborted caller leaves alone]", async () => {
  await using manager = managerFor(endpoint);
  const leaving = new AbortController();
  const reason = { why: 'the user left' };
  const left = manager.getToken({ signal: leaving.signal });
  const staying = manager.getToken({ signal: new AbortController().signal });
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
  leaving.abort(reason);
  await expect(left).rejects.toBe(reason);
  release();
  expect(await staying).toBe('token-1');
  expect(endpoint.requests).toHaveLength(1);
});

test('a call whose signal has aborted already costs nothing [service-account-tokens/Aborted caller leaves alone]', async () => {
  await using manager = managerFor(endpoint);
  const reason = new Error('too late');
  await expect(manager.getToken({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  expect(endpoint.requests).toHaveLength(0);
});

test('an endpoint that never answers ends in timeout [service-account-tokens/Deadline over the whole renewal]', async () => {
  const clock = new DrivenClock();
  await using manager = managerFor(endpoint, { clock, timeoutMs: 2000 });
  endpoint.answer = hang;
  const call = failureOf(manager.getToken());
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
  clock.pass({ ms: 2000 });
  const error = await call;
  expect(error).toMatchObject({ code: 'timeout', retryable: true });
  expect(error.message).toContain('2000 ms');
  expect(error.attempts).toEqual([{ code: 'timeout', waitedMs: 0, durationMs: 2000 }]);
});

test('a body that stops half-way ends in timeout [service-account-tokens/Deadline over the whole renewal]', async () => {
  await using manager = managerFor(endpoint, { timeoutMs: 100 });
  endpoint.answer = response => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write('{"access_token":');
  };
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'timeout' });
});

const never = () => new Promise<string>(() => {});

test('a secret that never comes ends in timeout [service-account-tokens/Deadline over the whole renewal]', async () => {
  await using manager = managerFor(endpoint, { timeoutMs: 50, clientSecret: never });
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'timeout', attempts: [] });
  expect(endpoint.requests).toHaveLength(0);
});

test('a manager that is closed gives closed to those who wait and those who come [service-account-tokens/Close ends waiting calls]', async () => {
  const manager = managerFor(endpoint);
  const waiting = [failureOf(manager.getToken()), failureOf(manager.getAccessToken())];
  await vi.waitFor(() => expect(endpoint.requests).toHaveLength(1));
  await manager.close();
  await manager.close();
  const later = failureOf(manager.getToken());
  for (const error of await Promise.all([...waiting, later])) {
    expect(error).toMatchObject({ code: 'closed', retryable: false });
  }
  expect(manager.health()).toMatchObject({ state: 'closed', consecutiveFailures: 0 });
  expect(manager.invalidate('token-1')).toBe(false);
});

test('a manager that leaves its scope is closed [service-account-tokens/Close ends waiting calls]', async () => {
  release();
  let outside;
  {
    await using manager = managerFor(endpoint);
    await manager.getToken();
    outside = manager;
  }
  expect(await failureOf(outside.getToken())).toMatchObject({ code: 'closed' });
});

test('all timers can be run in a test with fake ones, while a call waits', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] });
  try {
    await using manager = managerFor(endpoint);
    const call = failureOf(manager.getToken());
    vi.runAllTimers();
    expect(await call).toMatchObject({ code: 'timeout' });
  } finally {
    vi.useRealTimers();
  }
});
