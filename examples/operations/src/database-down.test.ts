import { expect, test } from 'vitest';
import { openSite } from './boost-site.fixture.ts';
import { jane } from './callers.fixture.ts';
import { rejection } from './rejection.fixture.ts';
import { startBoost } from './running-boost.fixture.ts';

const outage = { code: 'store_unavailable' };

test('last known overrides hold, secrets and writes fail, calls go on [platform-operations/Database of overrides is down and comes back]', async () => {
  await using site = await openSite();
  const credentials = 'credentials-of-this-test';
  site.secrets.push(credentials);
  await using boost = await startBoost(site, { cache: { ttlSeconds: 0 } });
  const { overrides, database, told } = boost;
  await overrides.set('boost.model.name', 'granite-4');
  await overrides.set('boost.devSpaces.credentials', credentials);
  await overrides.resolve('boost.model.name');
  await database.destroy();

  expect(await overrides.resolve('boost.model.name')).toBe('granite-4');
  expect(await overrides.resolve('boost.security.mode')).toBe('full');
  expect(await rejection(overrides.resolve('boost.devSpaces.credentials'))).toMatchObject(outage);
  expect(await rejection(overrides.set('boost.model.name', 'granite-5'))).toMatchObject(outage);
  expect(told.overrides).toMatchObject([outage]);
  const { agents } = boost.kagenti.asUser(jane);
  await expect(agents.list({ namespace: 'team1' })).resolves.toHaveProperty('items');
  database.initialize();

  await overrides.set('boost.model.name', 'granite-5');
  expect(await overrides.resolve('boost.model.name')).toBe('granite-5');
  expect((await overrides.resolve('boost.devSpaces.credentials')) === credentials).toBe(true);
});

test('what was read last ends, and a replica that starts meanwhile has none of it [platform-operations/Database of overrides is down and comes back]', async () => {
  await using site = await openSite();
  const cache = { ttlSeconds: 0, maxStaleSeconds: 0.5 };
  await using boost = await startBoost(site, { cache });
  await boost.overrides.set('boost.model.name', 'granite-4');
  await boost.overrides.resolve('boost.model.name');
  const readAt = performance.now();
  await boost.database.destroy();
  await using late = await startBoost(site, { cache });
  await late.database.destroy();

  await expect
    .poll(() => boost.overrides.resolve('boost.model.name').catch(() => 'failed'))
    .toBe('failed');

  expect(performance.now() - readAt).toBeGreaterThan(450);
  for (const { overrides } of [boost, late]) {
    expect(await rejection(overrides.resolve('boost.model.name'))).toMatchObject(outage);
    expect(await overrides.resolve('boost.security.mode')).toBe('full');
  }
});
