import { startKagentiBackend } from '@rhdh-boost/testkit';
import { expect, test } from 'vitest';
import { openSite } from './boost-site.fixture.ts';
import { jane, newAgent } from './callers.fixture.ts';
import { rejection } from './rejection.fixture.ts';
import { startBoost } from './running-boost.fixture.ts';

const unreachable = { name: 'KagentiConnectionError', requestSent: false, attempts: [{}, {}, {}] };

test('what was not sent is tried twice more, and works again with the server [platform-operations/Kagenti is down and comes back]', async () => {
  await using site = await openSite();
  await using boost = await startBoost(site);
  const { agents } = boost.kagenti.asUser(jane);
  await agents.list({ namespace: 'team1' });
  await site.kagentiServer.stop();

  expect(await rejection(agents.list({ namespace: 'team1' }))).toMatchObject(unreachable);
  expect(await rejection(agents.create(newAgent))).toMatchObject(unreachable);
  const port = Number(new URL(site.kagentiServer.baseUrl).port);
  await using again = await startKagentiBackend({ identityProvider: site.keycloak, port });

  await expect(agents.list({ namespace: 'team1' })).resolves.toHaveProperty('items');
  expect(again.requests).toMatchObject([{ operation: 'agents.list', account: 'boost' }]);
  expect(boost.told.tokens.map(({ type }) => type)).toEqual(['acquired']);
});

test('a read gets through a short outage', async () => {
  await using site = await openSite();
  await using boost = await startBoost(site);
  const { agents } = boost.kagenti.asUser(jane);
  site.kagentiServer.faults.next({ kind: 'respond', status: 503 });
  site.kagentiServer.faults.next({ kind: 'reset', phase: 'response' });

  const { attempts } = await agents.list({ namespace: 'team1' }).withResponse();

  expect(attempts.map(({ status }) => status)).toEqual([503, undefined, 200]);
  expect(boost.told.audit).toMatchObject([{ operation: 'agents.list', outcome: 'succeeded' }]);
});

test('a change whose answer was lost ran once, and the audit log has it [kagenti-api/Operation that may have run is not repeated]', async () => {
  await using site = await openSite();
  await using boost = await startBoost(site);
  const { agents } = boost.kagenti.asUser(jane);
  site.kagentiServer.faults.next({ kind: 'reset', phase: 'response' });

  const error = await rejection(agents.create(newAgent));

  expect(error).toMatchObject({ name: 'KagentiConnectionError', requestSent: true });
  const ran = site.kagentiServer.requests.filter(({ operationRan }) => operationRan);
  expect(ran.map(({ operation }) => operation)).toEqual(['agents.create']);
  expect(boost.told.audit.map(({ outcome }) => outcome)).toEqual(['started', 'failed']);
});
