import { beforeEach, expect, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { waitingClient } from '../../test/fixtures/waiting-client.fixture.ts';

const toy = { namespace: 'team1', name: 'toy' };
let clock: DrivenClock;

beforeEach(() => {
  clock = new DrivenClock();
});

type Answer = readonly [status: number, body: unknown];
const missing: Answer = [404, { detail: 'toy is not there' }];
const inTrouble: Answer = [200, { status: 'Error', reason: 'no image', mcpUrl: null }];
const stalled: Answer = [200, { status: 'Failed', reason: 'generation_stalled', mcpUrl: null }];
const down: Answer = [503, {}];
const ready: Answer = [200, { status: 'Ready', reason: null, mcpUrl: null }];

/** Waits on a server that gives each of these until so many seconds have passed, and then the last. */
async function waitThrough(last: Answer, ...course: readonly [number, Answer][]): Promise<unknown> {
  await using server = await ScriptedServer.start(response => {
    const now = course.find(([seconds]) => clock.now() < seconds * 1000);
    const [status, body] = now?.[1] ?? last;
    json(response, body, status);
  });
  await using kagenti = waitingClient(server.origin, clock);
  return await kagenti.simulation.waitForReady(toy).catch((error: unknown) => error);
}

test('missing, and then in trouble', async () => {
  expect(await waitThrough(ready, [50, missing], [100, inTrouble])).toEqual(ready[1]);
});

test('stalled for four minutes, and then in trouble', async () => {
  expect(await waitThrough(ready, [240, stalled], [280, inTrouble])).toEqual(ready[1]);
});

test('the second of them for its whole time', async () => {
  const error = await waitThrough(inTrouble, [50, missing]);

  expect(error).toMatchObject({ code: 'generation_failed' });
  expect(clock.now()).toBeGreaterThanOrEqual(110_000);
  expect(clock.now()).toBeLessThan(135_000);
});

test('failures between say nothing about it [kagenti-long-work/Failure that may pass]', async () => {
  const error = await waitThrough(missing, [20, missing], [50, down]);

  expect(error).toMatchObject({ code: 'http', status: 404 });
  expect(clock.now()).toBeLessThan(75_000);
});
