import { expect, test, vi } from 'vitest';
import { openSite, rotateClientSecret } from './boost-site.fixture.ts';
import { jane } from './callers.fixture.ts';
import { callOnAndOn } from './load.fixture.ts';
import { startBoost } from './running-boost.fixture.ts';
import { driveWallClock } from './wall-clock.fixture.ts';

const waiting = { timeout: 10_000 };

test('calls go on while the mounted secret is rotated, before, during and after its link is swapped [platform-operations/Client secret is rotated under load]', async () => {
  const clock = driveWallClock();
  await using site = await openSite();
  await using boost = await startBoost(site);
  const told = () => boost.told.tokens.map(({ type }) => type);
  const api = boost.kagenti.asUser(jane);
  const load = callOnAndOn(() => api.agents.list({ namespace: 'team1' }));
  await vi.waitFor(() => expect(load.succeeded).toBeGreaterThan(10), waiting);

  // The token is to be renewed when Keycloak has the new secret and the mounted file does not yet.
  const rotated = await site.keycloak.rotateSecret('boost');
  site.secrets.push(rotated);
  clock.passSeconds(280);
  await vi.waitFor(() => expect(told()).toEqual(['acquired', 'renewalFailed']), waiting);
  await site.secret.write(rotated);
  await vi.waitFor(() => expect(told()).toEqual(['acquired', 'renewalFailed', 'renewed']), waiting);
  // From here on the first token helps nobody any more.
  clock.passSeconds(60);
  await rotateClientSecret(site);
  await vi.waitFor(() => {
    const secret = boost.config.getOptional('boost.kagenti.auth.clientSecret');
    expect(secret === site.secrets.at(-1)).toBe(true);
  }, waiting);
  await site.keycloak.revokeTokens('boost');
  await vi.waitFor(() => expect(told().slice(3)).toEqual(['invalidated', 'acquired']), waiting);
  const before = load.succeeded;
  await vi.waitFor(() => expect(load.succeeded).toBeGreaterThan(before + 10), waiting);

  expect(await load.stop()).toEqual([]);
  expect(boost.told.tokens[1]).toMatchObject({ type: 'renewalFailed', tokenInHand: true });
  expect(site.keycloak.requests.map(({ status }) => status)).toEqual([200, 401, 200, 200]);
});
