import { expect, test, vi } from 'vitest';
import { openSite } from './boost-site.fixture.ts';
import { bob, jane, weatherAgent } from './callers.fixture.ts';
import { rejection } from './rejection.fixture.ts';
import { startBoost } from './running-boost.fixture.ts';
import { SharedStore } from './shared-store.fixture.ts';

test('one token request serves both, at the start and after a revocation [shared-token-store/One request a renewal]', async () => {
  await using site = await openSite();
  const store = new SharedStore();
  await using first = await startBoost(site, { store });
  await using second = await startBoost(site, { store });
  const listBoth = () =>
    Promise.all(
      [first, second].map(({ kagenti }) =>
        kagenti.asUser(jane).agents.list({ namespace: 'team1' }),
      ),
    );

  await listBoth();
  expect(site.keycloak.requests).toHaveLength(1);
  await site.keycloak.revokeTokens('boost');
  await listBoth();

  expect(site.keycloak.requests).toHaveLength(2);
});

test('a chat that one began goes on at the other, for its user alone', async () => {
  await using site = await openSite();
  await using first = await startBoost(site);
  await using second = await startBoost(site);
  const message = { ...weatherAgent, message: 'Will it rain?' };
  const { session_id: sessionId } = await first.kagenti.asUser(jane).chat.send(message);
  const goOn = { ...message, sessionId };

  await expect(second.kagenti.asUser(jane).chat.send(goOn)).resolves.toMatchObject({
    session_id: sessionId,
  });
  expect(await rejection(second.kagenti.asUser(bob).chat.send(goOn))).toMatchObject({
    code: 'session_refused',
  });
});

test('an override holds at once where it was written, and in time elsewhere', async () => {
  await using site = await openSite();
  const cache = { ttlSeconds: 1 };
  await using first = await startBoost(site, { cache });
  await using second = await startBoost(site, { cache });
  const modelAt = ({ overrides }: typeof first) => overrides.resolve('boost.model.name');
  expect([await modelAt(first), await modelAt(second)]).toEqual(['granite-3', 'granite-3']);

  await first.overrides.set('boost.model.name', 'granite-4');

  expect(await modelAt(first)).toBe('granite-4');
  await vi.waitFor(async () => expect(await modelAt(second)).toBe('granite-4'), { timeout: 5_000 });
});
