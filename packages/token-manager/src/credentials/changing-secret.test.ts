import { expect, test } from 'vitest';
import { DrivenClock } from '../../test/fixtures/driven-clock.fixture.ts';
import { json, ScriptedEndpoint, tokens } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { failureOf, managerFor } from '../../test/fixtures/test-manager.fixture.ts';

const refuse = json({ error: 'unauthorized_client' }, 401);

/** A manager whose function gives another secret each time, until the test says which. */
async function start() {
  const endpoint = await ScriptedEndpoint.start(refuse);
  const clock = new DrivenClock();
  const secret: { right?: string } = {};
  const reads = { count: 0 };
  const clientSecret = () => secret.right ?? `wrong-secret-${(reads.count += 1)}`;
  const manager = managerFor(endpoint, { clock, clientSecret });
  return {
    endpoint,
    reads,
    clock,
    secret,
    manager,
    async [Symbol.asyncDispose]() {
      await manager.close();
      await endpoint[Symbol.asyncDispose]();
    },
  };
}

test('a function that gives another wrong secret each time costs fewer and fewer requests [service-account-tokens/Another wrong secret each time]', async () => {
  await using setting = await start();
  const { endpoint, clock, manager, reads } = setting;
  const renewedAt: number[] = [];
  for (let second = 0; second < 300; second += 1) {
    for (let call = 0; call < 3; call += 1) {
      const { code } = await failureOf(manager.getToken());
      if (code !== 'held') renewedAt.push(second);
    }
    clock.pass({ seconds: 1 });
  }
  // The first other secret is tried immediately, the next ones 1, 2, 4 … 32 and then 60 s after the one before.
  expect(renewedAt).toEqual([0, 0, 1, 3, 7, 15, 31, 63, 123, 183, 243]);
  // Each sends the secret that it read, and the one that it read after the 401.
  expect(endpoint.requests).toHaveLength(2 * renewedAt.length);
  // In between no secret would be tried, and none is read: a function may ask a vault for each.
  expect(reads.count).toBe(2 * renewedAt.length);
});

test('the right secret is used when the rest is over, which the held error names [service-account-tokens/Another wrong secret each time]', async () => {
  await using setting = await start();
  const { endpoint, clock, secret, manager } = setting;
  for (let time = 0; time < 3; time += 1) {
    await failureOf(manager.getToken());
    clock.pass({ seconds: 1 });
  }
  endpoint.answer = tokens();
  secret.right = 'right-secret';
  const held = await failureOf(manager.getToken());
  expect(held).toMatchObject({ code: 'held', oauthError: 'unauthorized_client' });
  clock.pass({ ms: held.retryAfterMs ?? 0 });
  expect(await manager.getToken()).toMatch(/^token-/);
});

test.each(['AB', 'AABB', 'ABC', 'ABAC'])(
  'secrets that take turns as %s cost no more than others, though each renewal may end with the same one',
  async turns => {
    await using endpoint = await ScriptedEndpoint.start(refuse);
    const clock = new DrivenClock();
    let reads = 0;
    const clientSecret = () => `wrong-secret-${turns[reads++ % turns.length]}`;
    await using manager = managerFor(endpoint, { clock, clientSecret });
    for (let call = 0; call < 600; call += 1) {
      await failureOf(manager.getToken());
      clock.pass({ ms: 100 });
    }
    // At 0, 0, 1, 3, 7, 15 and 31 s, and once more where the first two reads were the same: two requests each.
    expect(endpoint.requests.length).toBeLessThanOrEqual(16);
  },
);
