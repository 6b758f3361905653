import { expect, test, vi } from 'vitest';
import { encryptionKey, startFleet } from '../../test/fixtures/replicas.fixture.ts';
import { json } from '../../test/fixtures/scripted-endpoint.fixture.ts';
import { TokenSeal } from './token-seal.ts';

const secret = 'not-a-word-7f3a';

test('a secret that the server echoes as scope is not shared with a replica that does not know it [service-account-tokens/Echoed secret does not show]', async () => {
  const { endpoint, store, start } = await startFleet();
  const answer = { access_token: 'token-1', token_type: 'Bearer', expires_in: 300 };
  endpoint.answer = json({ ...answer, scope: `email ${secret}` });
  await start({ clientSecret: secret }).manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));

  const shared = await start({ clientSecret: 'another-secret' }).manager.getAccessToken();

  expect(shared.scope).toBe('email [redacted]');
  expect(endpoint.requests).toHaveLength(1);
});

test('a token that another replica left in its scope does not show [service-account-tokens/Echoed secret does not show]', async () => {
  const { clock, store, start } = await startFleet();
  await start().manager.getToken();
  await vi.waitFor(() => expect(store.asked).toContain('release'));
  const entry = store.tokenKey;
  const left = { value: 'token-77', requestedAtMs: clock.wallMs(), lifetimeSeconds: 300 };
  const sealed = new TokenSeal(encryptionKey).seal(entry, { ...left, scope: 'email token-77' });
  await store.set(entry, sealed, 300_000);

  const shared = await start().manager.getAccessToken();

  expect([shared.value, shared.scope]).toEqual(['token-77', 'email [redacted]']);
});
