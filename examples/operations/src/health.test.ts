import { expect, test, vi } from 'vitest';
import { openSite } from './boost-site.fixture.ts';
import { jane } from './callers.fixture.ts';
import { rejection } from './rejection.fixture.ts';
import { startBoost } from './running-boost.fixture.ts';

test('each tells of its own server alone, and the manager without asking it [platform-operations/Health names the server that is down]', async () => {
  await using site = await openSite();
  await using boost = await startBoost(site);
  const { agents, health } = boost.kagenti.asService('readiness probe');
  expect(boost.tokens.health()).toMatchObject({ state: 'empty', consecutiveFailures: 0 });
  site.keycloak.faults.always({ kind: 'reset', phase: 'request' });
  await rejection(boost.kagenti.asUser(jane).agents.list({ namespace: 'team1' }));
  const asked = site.keycloak.requests.length;

  expect(boost.tokens.health()).toMatchObject({
    state: 'empty',
    consecutiveFailures: 1,
    lastError: { code: 'network', hint: expect.stringMatching(/\w/) },
    nextAttemptInMs: expect.any(Number),
  });
  await expect(health.ready()).resolves.toEqual({ status: 'ready' });
  expect(site.keycloak.requests).toHaveLength(asked);

  site.keycloak.faults.clear();
  await vi.waitFor(() => agents.list({ namespace: 'team1' }), { timeout: 15_000, interval: 200 });
  site.kagentiServer.faults.always({ kind: 'respond', status: 503 });
  expect(await rejection(health.ready())).toMatchObject({ status: 503 });
  expect(boost.tokens.health()).toMatchObject({ state: 'fresh', consecutiveFailures: 0 });
});
