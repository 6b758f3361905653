import {
  type EmbeddedIdentityProvider,
  type KagentiBackend,
  startIdentityProvider,
  startKagentiBackend,
} from '@rhdh-boost/testkit';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { rejection } from '../../test/fixtures/test-client.fixture.ts';
import { type WaitingClient, waitingClient } from '../../test/fixtures/waiting-client.fixture.ts';
import type { AuditEvent } from '../access/audit.ts';

const account = { clientId: 'boost', clientSecret: 'example' };
const poet = { namespace: 'team1', name: 'poet' };
const calculator = { namespace: 'team1', name: 'calculator' };
const source = {
  deploymentMethod: 'source',
  gitUrl: 'https://example.com/git',
  shipwrightConfig: { buildStrategy: 'buildah' },
} as const;

let identityProvider: EmbeddedIdentityProvider;
let backend: KagentiBackend;
let tokens: KeycloakTokenManager;
let clock: DrivenClock;
let kagenti: WaitingClient;
let asked: string[];
let events: AuditEvent[];

beforeEach(async () => {
  identityProvider = await startIdentityProvider({
    clients: [{ ...account, roles: ['rossoctl-operator'] }],
  });
  backend = await startKagentiBackend({
    identityProvider,
    agents: [{ name: 'poet' }],
    tools: [{ name: 'calculator' }],
  });
  tokens = new KeycloakTokenManager({ tokenEndpoint: identityProvider.tokenEndpoint, ...account });
  clock = new DrivenClock();
  [asked, events] = [[], []];
  kagenti = waitingClient(backend.baseUrl, clock, {
    tokens,
    authorize: ({ operation }) => asked.push(operation) > 0,
    audit: event => void events.push(event),
  });
});
afterEach(async () => {
  await kagenti.close();
  await tokens.close();
  await backend.stop();
  await identityProvider.stop();
});

test.each([
  ['agents', poet],
  ['tools', calculator],
] as const)(
  'A7: %s.delete that is verified asks once and is audited once [kagenti-long-work/Delete is verified]',
  async (group, target) => {
    const result = await kagenti[group].delete(target, { verify: true });

    expect(result).toMatchObject({ success: true, verified: true });
    expect(asked).toEqual([`${group}.delete`]);
    expect(events.map(({ operation, outcome }) => [operation, outcome])).toEqual([
      [`${group}.delete`, 'started'],
      [`${group}.delete`, 'succeeded'],
    ]);
    expect(await rejection(kagenti[group].get(target))).toMatchObject({ status: 404 });
  },
);

test.each([
  ['agents', poet, ['deployment', 'service']],
  ['tools', calculator, ['deployment', 'service']],
] as const)(
  'A7: %s.delete that Kubernetes refused ends with what remains [kagenti-long-work/Delete that Kubernetes refused is reported]',
  async (group, target, remaining) => {
    backend.kubernetes.forbid('delete');
    expect(await kagenti[group].delete(target)).toMatchObject({ success: true });
    events.length = 0;

    const error = await rejection(kagenti[group].delete(target, { verify: true }));

    expect(error).toMatchObject({
      name: 'KagentiWorkError',
      code: 'not_deleted',
      operation: `${group}.delete`,
      remaining,
      message: expect.stringContaining('after 30 s this remains: deployment, service.'),
    });
    expect(clock.now()).toBe(30_000);
    expect(events.map(({ outcome, errorType }) => [outcome, errorType])).toEqual([
      ['started', undefined],
      ['failed', 'not_deleted'],
    ]);
  },
);

test('A7: timeoutMs is the limit, and the delete itself counts [kagenti-long-work/Delete that Kubernetes refused is reported]', async () => {
  backend.kubernetes.forbid('delete');

  const error = await rejection(kagenti.agents.delete(poet, { verify: true, timeoutMs: 5_000 }));

  expect(error).toMatchObject({ code: 'not_deleted' });
  expect(clock.now()).toBeGreaterThan(3_000);
  expect(clock.now()).toBeLessThanOrEqual(5_000);
});

test.each(['agents', 'tools'] as const)(
  'A7: %s.delete verifies a build, too, which get may not show',
  async group => {
    const built = { namespace: 'team1', name: 'built' };
    await kagenti[group].create({ ...built, ...source });
    backend.kubernetes.forbid('delete');
    expect(await rejection(kagenti[group].delete(built, { verify: true }))).toMatchObject({
      code: 'not_deleted',
      remaining: ['build'],
    });

    backend.kubernetes.comeBack();

    expect(await kagenti[group].delete(built, { verify: true })).toMatchObject({ verified: true });
  },
);

test('A7: polls until a finalizer has let go, and outlives a 503 [kagenti-long-work/Delete is verified]', async () => {
  const detail = 'not found';
  await using server = await ScriptedServer.start((response, { method, path }, index) => {
    if (method === 'DELETE') return json(response, { success: true, message: '' });
    if (index === 1) return json(response, {}, 503);
    const isThere = index < 5 && !path.includes('shipwright');
    json(response, isThere ? { workloadType: 'job' } : { detail }, isThere ? 200 : 404);
  });
  await using other = waitingClient(server.origin, clock);

  const { data, status, attempts } = await other.agents
    .delete(poet, { verify: true })
    .withResponse();

  expect(data).toEqual({ success: true, message: '', verified: true });
  expect([status, attempts.length]).toEqual([200, 1]);
  expect(server.requests.length).toBeGreaterThan(6);
});

test('A7: the polls carry the headers and the correlation id of the delete', async () => {
  await using server = await ScriptedServer.start((response, { method }) => {
    if (method === 'DELETE') json(response, { success: true, message: '' });
    else json(response, { detail: 'not found' }, 404);
  });
  await using other = waitingClient(server.origin, clock, { allowedHeaders: ['x-tenant'] });
  const options = { verify: true, headers: { 'x-tenant': 'one' }, correlationId: 'order-7' };

  await other.agents.delete(poet, options);

  expect(server.requests).toHaveLength(3);
  for (const { headers } of server.requests) {
    expect(headers).toMatchObject({ 'x-tenant': 'one', 'x-correlation-id': 'order-7' });
  }
});

test('A7: its caller, and closing the client, end it', async () => {
  backend.kubernetes.forbid('delete');
  const controller = new AbortController();
  const reason = new Error('The page was left.');
  clock.at(3, () => controller.abort(reason));

  const aborted = await rejection(
    kagenti.agents.delete(poet, { verify: true, signal: controller.signal }),
  );

  expect(aborted).toMatchObject({ code: 'abort', operation: 'agents.delete', cause: reason });
  clock.at(clock.now() / 1000 + 3, () => void kagenti.close());
  expect(await rejection(kagenti.agents.delete(poet, { verify: true }))).toMatchObject({
    code: 'abort',
    cause: { code: 'closed' },
  });
});

test('A7: without verify nothing is polled, and another value is refused', async () => {
  await using server = await ScriptedServer.start(response => {
    json(response, { success: true, message: '' });
  });
  await using other = waitingClient(server.origin, clock);

  for (const verify of [false, undefined]) {
    expect(await other.tools.delete(calculator, { verify })).not.toHaveProperty('verified');
  }
  expect(server.requests).toHaveLength(2);
  const options = JSON.parse('{"verify":"yes"}');
  expect(await rejection(other.tools.delete(calculator, options))).toMatchObject({
    code: 'invalid_parameter',
  });
  expect(server.requests).toHaveLength(2);
});
