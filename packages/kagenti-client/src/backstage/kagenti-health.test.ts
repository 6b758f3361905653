import { createServer } from 'node:http';
import { KeycloakTokenManager } from '@rhdh-boost/token-manager';
import express from 'express';
import { expect, onTestFinished, test } from 'vitest';
import { pluginWithKagenti, startBackend } from '../../test/fixtures/backstage-backend.fixture.ts';
import { startKagentiServer } from '../../test/fixtures/kagenti-server.fixture.ts';
import { deny, PermissionBackend } from '../../test/fixtures/permission-backend.fixture.ts';
import { RecordingAuditor } from '../../test/fixtures/recording-auditor.fixture.ts';
import { ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { testClient } from '../../test/fixtures/test-client.fixture.ts';
import { callMethod } from '../../test/parity/call-method.fixture.ts';
import { type KagentiHealthOptions, kagentiHealth } from './index.ts';

/** Kagenti, Keycloak, and a client with its token manager. */
async function parts(options: Partial<ConstructorParameters<typeof KeycloakTokenManager>[0]> = {}) {
  const server = await startKagentiServer();
  const settings: ConstructorParameters<typeof KeycloakTokenManager>[0] = Object.assign(
    { ...server.auth },
    options,
  );
  const tokens = new KeycloakTokenManager(settings);
  const kagenti = testClient(server.backend.baseUrl, { tokens });
  onTestFinished(async () => {
    await kagenti.close();
    await tokens.close();
    await server.stop();
  });
  const probes = (): number =>
    server.backend.requests.filter(({ operation }) => operation === 'health.ready').length;
  return { server, tokens, kagenti, probes };
}

test('B6: the route of a plugin in Backstage answers what tokens and Kagenti are like [backstage-kagenti-service/Health route answers]', async () => {
  const server = await startKagentiServer();
  onTestFinished(server.stop);
  const policy = await PermissionBackend.start(() => deny);
  onTestFinished(() => policy[Symbol.asyncDispose]());
  const auditor = new RecordingAuditor();
  const { feature, services } = pluginWithKagenti('agents');
  const { baseUrl } = server.backend;
  await startBackend({
    config: {
      boost: {
        security: { mode: 'full' },
        kagenti: { auth: server.auth },
        providers: { kagenti: { baseUrl } },
      },
    },
    features: [feature],
    permissions: policy.permissions,
    auditor,
  });
  const { kagenti, tokens } = services();
  const router = express.Router();
  router.get('/health/kagenti', kagentiHealth({ kagenti, tokens }).route);
  const listener = createServer(express().use('/api/agents', router));
  await new Promise<void>(resolve => {
    listener.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void listener.close());
  const address = listener.address();
  const url = `http://127.0.0.1:${Object(address).port}/api/agents/health/kagenti`;

  const before = await fetch(url);
  const first: unknown = await before.json();
  await tokens.getToken();
  const answers = await Promise.all(Array.from({ length: 20 }, () => fetch(url)));
  const second = await Promise.all(answers.map(answer => answer.json()));

  expect([before.status, before.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(first).toEqual({
    status: 'ok',
    kagenti: { status: 'ok', checkedAt: expect.stringMatching(/^\d{4}-.*Z$/) },
    tokens: { status: 'ok', state: 'empty', secondsLeft: 0, failures: 0 },
  });
  for (const report of second) {
    expect(report).toMatchObject({ status: 'ok', tokens: { state: 'fresh', failures: 0 } });
  }
  expect(server.backend.requests.map(({ operation }) => operation)).toEqual(['health.ready']);
  expect(server.tokenRequests()).toBe(1);
  // A public operation: no policy is asked, and the audit log has it.
  expect(policy.asked).toEqual([]);
  expect(auditor.story).toContain('kagenti-health-ready succeeded');
});

test('B6: requests at the same time and within the time of the cache share one probe [backstage-kagenti-service/Health route answers]', async () => {
  const { kagenti, tokens, probes } = await parts();
  const health = kagentiHealth({ kagenti, tokens, cacheMs: 100 });

  const reports = await Promise.all(Array.from({ length: 30 }, () => health.report()));
  const again = await health.report();

  expect(probes()).toBe(1);
  expect(new Set([...reports, again].map(report => report.kagenti.checkedAt)).size).toBe(1);
  await expect
    .poll(async () => (await health.report()).kagenti.checkedAt, { interval: 20 })
    .not.toBe(again.kagenti.checkedAt);
  expect(probes()).toBe(2);
});

test('B6: a Kagenti that fails is 503, with codes alone [backstage-kagenti-service/Health route answers]', async () => {
  const { server, kagenti, tokens, probes } = await parts();
  server.backend.faults.next(
    { kind: 'respond', status: 503, body: 'http://internal.svc hunter2' },
    { operation: 'health.ready' },
  );
  const health = kagentiHealth({ kagenti, tokens, cacheMs: 50 });

  const answer = await get(health);
  expect(answer.status).toBe(503);
  expect(answer.body).toMatchObject({
    status: 'failing',
    kagenti: { status: 'failing', code: 'http', httpStatus: 503 },
    tokens: { status: 'ok' },
  });
  expect(answer.text).not.toMatch(/hunter2|http:|127\.0\.0\.1|secret/);
  expect(probes()).toBe(1);

  await expect.poll(async () => (await get(health)).status).toBe(200);
  await server.backend.stop();
  await expect
    .poll(async () => (await get(health)).body)
    .toMatchObject({ kagenti: { status: 'failing', code: 'connection' } });
});

test('B6: a Kagenti that hangs is failing when the probe runs out of time', async () => {
  await using hanging = await ScriptedServer.start(() => undefined);
  const { tokens } = await parts();
  await using kagenti = testClient(hanging.origin);

  const { status, body } = await get(kagentiHealth({ kagenti, tokens, timeoutMs: 50 }));

  expect([status, body]).toMatchObject([503, { kagenti: { code: 'timeout' } }]);
  expect(hanging.requests).toHaveLength(1);
});

test('B6: an account that is refused is failing, and a token that still works is degraded [backstage-kagenti-service/Health route answers]', async () => {
  const { server, kagenti, tokens } = await parts();
  const health = kagentiHealth({ kagenti, tokens });
  await tokens.getToken();
  const refused = new KeycloakTokenManager({ ...server.auth, clientSecret: 'not-the-secret-7f3a' });
  onTestFinished(() => refused.close());
  await refused.getToken().catch(() => undefined);
  const failing = kagentiHealth({ kagenti, tokens: refused });

  expect(await health.report()).toMatchObject({ status: 'ok', tokens: { state: 'fresh' } });
  const { status, body, text } = await get(failing);
  expect([status, body]).toMatchObject([
    503,
    {
      status: 'failing',
      kagenti: { status: 'ok' },
      tokens: { status: 'failing', code: 'rejected' },
    },
  ]);
  expect(text).not.toContain('7f3a');
  const early = { ...tokens.health(), state: 'buffer' as const, consecutiveFailures: 2 };
  const degraded = await get(kagentiHealth({ kagenti, tokens: { health: () => early } }));
  expect([degraded.status, degraded.body]).toMatchObject([
    200,
    { status: 'degraded', tokens: { status: 'degraded', failures: 2 } },
  ]);
  await tokens.close();
  expect(await health.report()).toMatchObject({ status: 'failing', tokens: { state: 'closed' } });
});

test('B6: a shared store that fails is degraded, and one that works is ok [backstage-kagenti-service/Health route answers]', async () => {
  let isDown = true;
  const store = {
    get: async () => {
      if (isDown) throw new Error('redis://user:hunter2@internal');
      return undefined;
    },
    set: async () => {
      if (isDown) throw new Error('redis://user:hunter2@internal');
    },
  };
  const { kagenti, tokens } = await parts({ store, encryptionKey: 'k'.repeat(32) });
  const health = kagentiHealth({ kagenti, tokens });
  expect(await health.report()).toMatchObject({
    status: 'ok',
    store: { status: 'ok', failures: 0 },
  });

  await tokens.getToken();
  const down = await get(health);
  isDown = false;

  expect(down.status).toBe(200);
  expect(down.body).toMatchObject({ status: 'degraded', store: { status: 'degraded' } });
  expect(Object(down.body).store.failures).toBeGreaterThan(0);
  expect(down.text).not.toMatch(/hunter2|redis/);
});

test.each([
  [{ cache: 5 }, 'cacheMs may be meant'],
  [{ cacheMs: 0 }, 'cacheMs is a whole number'],
  [{ timeoutMs: Number.NaN }, 'timeoutMs is a whole number'],
])('B6: the options %j are refused', async (given, rule) => {
  const { kagenti, tokens } = await parts();

  await expect(
    callMethod({ make: async (options: KagentiHealthOptions) => kagentiHealth(options) }, 'make', {
      kagenti,
      tokens,
      ...given,
    }),
  ).rejects.toThrow(rule);
});

/** What the route answers over a socket. */
async function get(health: ReturnType<typeof kagentiHealth>) {
  const listener = createServer(health.route);
  await new Promise<void>(resolve => {
    listener.listen(0, '127.0.0.1', resolve);
  });
  const { port } = Object(listener.address());
  const answer = await fetch(`http://127.0.0.1:${port}/`);
  const text = await answer.text();
  listener.closeAllConnections();
  listener.close();
  const body: unknown = JSON.parse(text);
  return { status: answer.status, text, body };
}
