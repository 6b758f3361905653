import { expect, test } from 'vitest';
import { openSite } from './boost-site.fixture.ts';
import { jane, newAgent, weatherAgent } from './callers.fixture.ts';
import { rejection } from './rejection.fixture.ts';
import { startBoost } from './running-boost.fixture.ts';

const fail = () => {
  throw new Error('The backend does not answer');
};

test('without a decision every call is refused unsent, and is made again with one [platform-operations/Permission backend is down and comes back]', async () => {
  await using site = await openSite();
  let authorize: () => boolean = fail;
  await using boost = await startBoost(site, { authorize: () => authorize() });
  const { agents, chat } = boost.kagenti.asUser(jane);
  const calls = [
    () => agents.list({ namespace: 'team1' }),
    () => agents.delete(weatherAgent),
    () => chat.stream({ ...weatherAgent, message: 'Will it rain?' }).text(),
  ];

  for (const call of calls) {
    expect(await rejection(call())).toMatchObject({ code: 'permission_undecided' });
  }

  expect(boost.told.audit).toMatchObject(
    calls.map(() => ({ outcome: 'denied', errorType: 'permission_undecided' })),
  );
  expect([...site.kagentiServer.requests, ...site.keycloak.requests]).toEqual([]);
  authorize = () => true;
  await expect(agents.list({ namespace: 'team1' })).resolves.toHaveProperty('items');
});

test('without an audit log changes are refused unsent and reads go on [platform-operations/Audit log is down and comes back]', async () => {
  await using site = await openSite();
  let audit: () => void = fail;
  await using boost = await startBoost(site, { audit: () => audit() });
  const { agents } = boost.kagenti.asUser(jane);

  expect(await rejection(agents.create(newAgent))).toMatchObject({ code: 'audit' });
  expect(site.kagentiServer.requests).toEqual([]);
  await expect(agents.list({ namespace: 'team1' })).resolves.toHaveProperty('items');
  expect(boost.told.log).toContainEqual(expect.stringContaining('audit event'));
  audit = () => undefined;

  await expect(agents.create(newAgent)).resolves.toMatchObject({ name: newAgent.name });
});
