import { beforeEach, expect, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { waitingClient } from '../../test/fixtures/waiting-client.fixture.ts';
import type { Authorize } from '../access/permission.ts';
import { PermissionRefusal } from '../errors/permission-refusal.ts';
import type { GenerationProgress } from './wait-progress.ts';

let clock: DrivenClock;
beforeEach(() => {
  clock = new DrivenClock();
});

/** Waits for a simulated tool that is ready, with a hook; returns the outcome, the requests and the progress. */
async function waitWith(authorize: Authorize) {
  await using server = await ScriptedServer.start(response => {
    json(response, { status: 'Ready', reason: null, mcpUrl: null });
  });
  await using kagenti = waitingClient(server.origin, clock, { authorize });
  const progress: GenerationProgress[] = [];
  const outcome = await kagenti.simulation
    .waitForReady(
      { namespace: 'team1', name: 'toy' },
      { onProgress: told => void progress.push(told) },
    )
    .catch((error: unknown) => error);
  return { outcome, requests: server.requests.length, progress };
}

/** A permission backend that cannot decide before that time. */
const decidesAfter =
  (seconds: number): Authorize =>
  () => {
    if (clock.now() < seconds * 1000) throw new Error('The permission backend restarts.');
    return true;
  };

test('A13: a poll that nobody decides is not sent, and the wait continues [kagenti-long-work/Undecided permission is tolerated for a minute]', async () => {
  const { outcome, requests, progress } = await waitWith(decidesAfter(50));

  expect(outcome).toMatchObject({ status: 'Ready' });
  expect(requests).toBe(1);
  expect(progress.length).toBeGreaterThan(3);
  expect(progress[0]).toMatchObject({
    type: 'pollFailed',
    error: { code: 'permission_undecided' },
  });
});

test('A13: after a minute without a decision the wait ends, and nothing was sent [kagenti-long-work/Undecided permission is tolerated for a minute]', async () => {
  const { outcome, requests } = await waitWith(decidesAfter(10_000));

  expect(outcome).toMatchObject({ code: 'permission_undecided', attempts: [] });
  expect(requests).toBe(0);
  expect(clock.now()).toBeGreaterThanOrEqual(60_000);
  expect(clock.now()).toBeLessThan(80_000);
});

test.each<[string, Authorize]>([
  ['false', () => false],
  [
    'a refusal that is thrown',
    () => {
      throw new PermissionRefusal('No.');
    },
  ],
])('A13: %s ends the wait immediately', async (_what, authorize) => {
  const { outcome, requests } = await waitWith(authorize);

  expect(outcome).toMatchObject({ code: 'permission' });
  expect([requests, clock.now()]).toEqual([0, 0]);
});
