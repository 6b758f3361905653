import { expect, test } from 'vitest';
import { openSite } from './boost-site.fixture.ts';
import { jane } from './callers.fixture.ts';
import { startBoost } from './running-boost.fixture.ts';
import { SharedStore } from './shared-store.fixture.ts';

test('callers notice nothing, and sharing goes on afterwards [platform-operations/Shared store is down and comes back]', async () => {
  await using site = await openSite();
  const store = new SharedStore();
  await using first = await startBoost(site, { store });
  await using second = await startBoost(site, { store });
  const list = ({ kagenti }: typeof first) =>
    kagenti.asUser(jane).agents.list({ namespace: 'team1' }).withResponse();
  store.isDown = true;

  for (const replica of [first, second]) {
    const { attempts } = await list(replica);
    expect(attempts).toHaveLength(1);
    expect(replica.told.tokens).toMatchObject([
      { type: 'storeFailed', errorCode: 'ECONNREFUSED' },
      { type: 'acquired' },
    ]);
  }
  store.isDown = false;
  await site.keycloak.revokeTokens('boost');
  await list(first);
  await list(second);

  expect(first.told.tokens.at(-1)).toMatchObject({ type: 'acquired' });
  expect(second.told.tokens.at(-1)).toMatchObject({ type: 'shared' });
  expect(site.keycloak.requests).toHaveLength(3);
});
