import { afterEach, beforeEach, expect, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import {
  type Answer,
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
  endpoint = await ScriptedEndpoint.start();
  clock = new DrivenClock();
  observed = observe();
  manager = managerFor(endpoint, { clock, ...observed });
});
afterEach(async () => {
  await manager.close();
  await endpoint[Symbol.asyncDispose]();
});

const page =
  (status: number): Answer =>
  response =>
    void response
      .writeHead(status, { 'content-type': 'text/html' })
      .end('<html>Application is not available</html>');
const text =
  (status: number, body: string): Answer =>
  response =>
    void response.writeHead(status).end(body);

test.each<[string, Answer, 'rejected' | 'bad_response']>([
  ['a 404 page', page(404), 'rejected'],
  ['a 404 in JSON', json({ error: 'Realm does not exist' }, 404), 'rejected'],
  ['a 403 page', page(403), 'rejected'],
  ['a 403 in JSON', json({ message: 'RBAC: access denied' }, 403), 'rejected'],
  ['a 400 page', page(400), 'rejected'],
  ['a 401 page', page(401), 'rejected'],
  ['a 405 page', page(405), 'rejected'],
  ['a 418 without a body', text(418, ''), 'rejected'],
  ['a page with 200', page(200), 'bad_response'],
  ['a text with 200', text(200, 'no healthy upstream'), 'bad_response'],
  ['a 204', text(204, ''), 'bad_response'],
])(
  '%s is held for 5 s, and does not blame the client [service-account-tokens/Answer of an intermediary]',
  async (_what, answer, code) => {
    endpoint.answer = answer;
    const error = await failureOf(clock.settle(manager.getToken()));
    expect(error).toMatchObject({ code, retryable: true });
    expect(error.attempts).toHaveLength(1);
    expect(error.message).not.toContain('client boost');

    clock.pass({ ms: 4999 });
    expect(await failureOf(manager.getToken())).toMatchObject({ code: 'held', retryAfterMs: 1 });
    expect(endpoint.requests).toHaveLength(1);
    clock.pass({ ms: 1 });
    endpoint.answer = tokens();
    expect(await manager.getToken()).toBe('token-2');
  },
);

test.each<[string, Answer]>([
  ['a 403 with an OAuth error', json({ error: 'access_denied' }, 403)],
  ['a 404 with an OAuth error', json({ error: 'invalid_client' }, 404)],
  ['a 405 in JSON', json({ error: 'HTTP 405 Method Not Allowed' }, 405)],
  ['a 400 in JSON', json({}, 400)],
  ['an answer without a token', json({})],
  ['a redirect with a page', page(302)],
])('%s is of an OAuth server or of a wrong address, and held for 60 s', async (_what, answer) => {
  endpoint.answer = answer;
  expect(await failureOf(manager.getToken())).toMatchObject({ retryable: false });
  expect(manager.health().nextAttemptInMs).toBe(60_000);
});

test('an intermediary that keeps answering is logged once, and named in the hint', async () => {
  endpoint.answer = page(403);
  for (let time = 0; time < 3; time += 1) {
    expect((await failureOf(manager.getToken())).hint).toMatch(/gateway.*token endpoint is https/);
    clock.pass({ seconds: 5 });
  }
  expect(observed.lines.map(line => line.slice(0, line.indexOf(':')))).toEqual([
    'error',
    'debug',
    'debug',
  ]);
});

test.each([
  [408, 'a timeout of the server or of a gateway in front of it'],
  [502, 'a gateway got no usable answer from the server behind it'],
  [504, 'a timeout of the gateway in front of the server'],
])('a %i is reported as %s', async (status, what) => {
  endpoint.answer = page(status);
  const error = await failureOf(clock.settle(manager.getToken()));
  expect(error.message).toContain(`answered ${status}: ${what}`);
});

test('a discovery document that is a page is held for 5 s [service-account-tokens/Answer of an intermediary]', async () => {
  endpoint.answer = page(200);
  await using other = managerFor({ issuer: `${endpoint.origin}/realms/boost` }, { clock });
  expect(await failureOf(other.getToken())).toMatchObject({
    code: 'bad_response',
    retryable: true,
  });
  expect(other.health().nextAttemptInMs).toBe(5000);
});
