import { expect, test, vi } from 'vitest';
import { openSite } from './boost-site.fixture.ts';
import { jane } from './callers.fixture.ts';
import { rejection } from './rejection.fixture.ts';
import { renewalEnds, startBoost } from './running-boost.fixture.ts';
import { driveWallClock } from './wall-clock.fixture.ts';

test('calls go on with the token in hand, then fail with a hint, then work again [platform-operations/Keycloak is down and comes back]', async () => {
  const clock = driveWallClock();
  await using site = await openSite();
  await using boost = await startBoost(site);
  const call = () => boost.kagenti.asUser(jane).agents.list({ namespace: 'team1' });
  await call();
  site.keycloak.faults.always({ kind: 'reset', phase: 'request' });

  clock.passSeconds(280);
  await call();
  await renewalEnds(boost);
  expect(boost.told.tokens.at(-1)).toMatchObject({ type: 'renewalFailed', tokenInHand: true });
  clock.passSeconds(30);
  const sent = site.kagentiServer.requests.length;
  const error = await rejection(call());

  expect(error).toMatchObject({ code: 'token', cause: { hint: expect.stringMatching(/\w/) } });
  expect(site.kagentiServer.requests).toHaveLength(sent);
  site.keycloak.faults.clear();
  await vi.waitFor(call, { timeout: 15_000, interval: 200 });
});
