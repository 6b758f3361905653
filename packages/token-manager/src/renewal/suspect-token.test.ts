import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import {
  type Answer,
  gated,
  hang,
  json,
  ScriptedEndpoint,
  tokens,
} from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { outcomeSoFar, renewalEnds } from '../../test/fixtures/settled.fixture.ts';
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

/** A manager whose token of 300 s is 100 s old. */
beforeEach(async () => {
  vi.spyOn(Math, 'random').mockReturnValue(0);
  endpoint = await ScriptedEndpoint.start();
  clock = new DrivenClock();
  observed = observe();
  manager = managerFor(endpoint, { clock, ...observed });
  await manager.getToken();
  clock.pass({ seconds: 100 });
});

afterEach(async () => {
  await manager.close();
  await endpoint[Symbol.asyncDispose]();
  vi.restoreAllMocks();
});

const requests = () => endpoint.requests.length;
const unavailable = json({}, 503);
const refused = json({ error: 'invalid_client' }, 401);
const warnings = () => observed.lines.filter(line => line.includes('The API refused the access'));

/** The API refuses the token in hand while the endpoint answers so. */
function refuseWhile(answer: Answer): void {
  endpoint.answer = answer;
  expect(manager.invalidate('token-1')).toBe(true);
}

test('while Keycloak is down, a suspect token is given until it expires [service-account-tokens/Suspect token while Keycloak is down]', async () => {
  refuseWhile(unavailable);
  expect(await clock.settle(manager.getToken())).toBe('token-1');
  expect(manager.health()).toMatchObject({ state: 'suspect', secondsLeft: 200 });
  expect(requests()).toBe(4);
  // The failure is held: nobody waits, and nothing is sent.
  expect(await outcomeSoFar(manager.getToken())).toBe('token-1');
  expect(requests()).toBe(4);
  for (let second = 1; second < 200; second += 1) {
    clock.pass({ seconds: 1 });
    expect(await outcomeSoFar(manager.getToken())).toBe('token-1');
    await clock.settle(renewalEnds(manager));
  }
  expect(warnings()).toEqual([expect.stringMatching(/^warn: .* expires in 200 s/)]);
  expect(requests()).toBeLessThan(40);
  clock.pass({ seconds: 1 });
  expect(await failureOf(clock.settle(manager.getToken()))).toMatchObject({ retryable: true });
  expect(manager.health()).toMatchObject({ state: 'expired' });
});

test('a suspect token is replaced by the first renewal that succeeds', async () => {
  refuseWhile(unavailable);
  await clock.settle(manager.getToken());
  endpoint.answer = tokens();
  clock.pass({ seconds: 1 });
  expect(await manager.getToken()).toBe('token-5');
  expect(manager.health()).toMatchObject({ state: 'fresh', consecutiveFailures: 0 });
  expect(observed.events.at(-1)).toMatchObject({ type: 'acquired' });
});

test('callers wait for the first renewal of a suspect token, and a second at most for the later ones', async () => {
  refuseWhile(hang);
  const first = manager.getToken();
  await vi.waitFor(() => expect(requests()).toBe(2));
  clock.pass({ seconds: 14 });
  expect(await outcomeSoFar(first)).toBe('waiting');
  clock.pass({ seconds: 1 });
  expect(await first).toBe('token-1');
  clock.pass({ seconds: 1 });
  const later = manager.getToken();
  await vi.waitFor(() => expect(requests()).toBe(3));
  expect(await outcomeSoFar(later)).toBe('waiting');
  clock.pass({ seconds: 1 });
  expect(await later).toBe('token-1');
});

test('a renewal that runs when the token is refused is waited for [service-account-tokens/Revoked token renewed once]', async () => {
  const { answer, open } = gated();
  clock.pass({ seconds: 120 });
  endpoint.answer = answer;
  // In the early window: the renewal runs behind this call.
  expect(await manager.getToken()).toBe('token-1');
  manager.invalidate('token-1');
  const call = manager.getToken();
  await vi.waitFor(() => expect(requests()).toBe(2));
  open();
  expect(await call).toBe('token-2');
  expect(requests()).toBe(2);
});

test('a refused account ends a suspect token [service-account-tokens/Suspect token of a refused account]', async () => {
  refuseWhile(refused);
  const error = await failureOf(manager.getToken());
  expect(error).toMatchObject({ code: 'rejected', oauthError: 'invalid_client' });
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'held' });
  expect(manager.health()).toMatchObject({ state: 'empty' });
  expect(observed.events.at(-1)).toMatchObject({ type: 'renewalFailed', tokenInHand: false });
  expect(warnings()).toEqual([]);
});

test('an account that was refused before the token ends it as well', async () => {
  clock.pass({ seconds: 141 });
  endpoint.answer = refused;
  expect(await manager.getToken()).toBe('token-1');
  manager.invalidate('token-1');
  expect(await failureOf(manager.getToken())).toMatchObject({ code: 'held' });
  expect(requests()).toBe(2);
});

test.each<[string, Answer]>([
  ['a page of a gateway', response => void response.writeHead(404).end('<h1>no route</h1>')],
  ['a redirect', response => void response.writeHead(302, { location: '/login' }).end()],
])('%s says nothing of the account: the suspect token stays', async (_what, answer) => {
  refuseWhile(answer);
  expect(await clock.settle(manager.getToken())).toBe('token-1');
  expect(manager.health()).toMatchObject({ state: 'suspect' });
});

test('further refusals of a suspect token change nothing [service-account-tokens/Further refusals of a suspect token]', async () => {
  refuseWhile(unavailable);
  await clock.settle(manager.getToken());
  const before = manager.health();
  for (let late = 0; late < 1000; late += 1) expect(manager.invalidate('token-1')).toBe(false);
  expect(manager.health()).toEqual(before);
  expect(before).toMatchObject({ forcedRenewalsLeft: 2, nextAttemptInMs: 1000 });
  expect(await manager.getToken()).toBe('token-1');
  expect(requests()).toBe(4);
  expect(observed.events.filter(({ type }) => type === 'invalidated')).toHaveLength(1);
});

test('a call that needs more validity waits for the renewal of a suspect token, too', async () => {
  refuseWhile(tokens());
  expect(await manager.getToken({ minValidSeconds: 10 })).toBe('token-2');
});
