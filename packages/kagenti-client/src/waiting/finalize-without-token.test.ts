import { expect, onTestFinished, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { startKagentiServer } from '../../test/fixtures/kagenti-server.fixture.ts';
import { waitingClient } from '../../test/fixtures/waiting-client.fixture.ts';
import type { BuildProgress } from './wait-progress.ts';

const poet = { namespace: 'team1', name: 'poet' };
const outageSeconds = 300;

test('that has no token for five minutes was carried out by nobody, and goes on being tried [kagenti-long-work/Finalizing whose answer stays lost]', async () => {
  const { backend, tokens, stop } = await startKagentiServer('2026-07-23');
  onTestFinished(stop);
  const clock = new DrivenClock();
  /** Has no token for finalizing, for a reason that passes: another account, whose Keycloak is down. */
  const tokensToFinalize = {
    getToken: async () => {
      if (clock.now() < outageSeconds * 1000) {
        throw Object.assign(new Error('down'), { retryable: true });
      }
      return tokens.getToken();
    },
    invalidate: (token: string) => tokens.invalidate(token),
  };
  await using kagenti = waitingClient(backend.baseUrl, clock, {
    tokens: operation => (operation.endsWith('.finalize') ? tokensToFinalize : tokens),
  });
  await kagenti.agents.create({
    ...poet,
    deploymentMethod: 'source',
    gitUrl: 'https://git.example.com/parts',
  });
  backend.kubernetes.buildRun(poet.namespace, poet.name).succeed();
  const told: BuildProgress[] = [];

  await kagenti.agents.builds.waitFor(poet, {
    finalize: true,
    onProgress: progress => void told.push(progress),
  });

  expect(told).toContainEqual({
    type: 'pollFailed',
    error: expect.objectContaining({ code: 'token' }),
  });
  expect(told.at(-1)).toEqual({ type: 'finalized', already: false });
  expect(clock.now()).toBeGreaterThanOrEqual(outageSeconds * 1000);
});
