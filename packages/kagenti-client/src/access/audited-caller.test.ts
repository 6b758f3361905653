import { expect, test } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import type { AuditEvent } from './audit.ts';

test('the caller in an event has kind and ref alone, hidden properties included [audit-identity/Audit contains no content]', async () => {
  const events: AuditEvent[] = [];
  await using server = await ScriptedServer.start((response, _request, index) => {
    json(response, { success: true, message: '' }, index === 0 ? 200 : 404);
  });
  const audit = (event: AuditEvent) => void events.push(event);
  await using kagenti = testClient(server.origin, { audit, namespaces: ['team1'] });
  const { agents } = kagenti.asUser({ ref: jane, credentials: { token: 'hunter2' } });

  await agents.delete(weatherAgent);
  await rejection(agents.delete(weatherAgent));
  await rejection(agents.delete({ ...weatherAgent, namespace: 'team2' }));

  expect(events.map(({ outcome }) => outcome)).toEqual([
    'started',
    'succeeded',
    'started',
    'failed',
    'denied',
  ]);
  for (const { caller } of events) {
    // The credentials of a bound caller are not enumerable: a comparison of objects does not see them.
    expect(Reflect.ownKeys(caller)).toEqual(['kind', 'ref']);
    expect(Reflect.get(caller, 'credentials')).toBeUndefined();
  }
});
