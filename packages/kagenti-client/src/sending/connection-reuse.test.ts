import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import {
  eventStream,
  frames,
  json,
  ScriptedServer,
} from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';

test('answers, failures and complete replies leave the connection as it was [kagenti-api/Connections are used again]', async () => {
  const ports = new Set<number | undefined>();
  await using server = await ScriptedServer.start((response, { path }) => {
    ports.add(response.socket?.remotePort);
    if (path.includes('gone')) return json(response, { detail: 'x'.repeat(10_000) }, 404);
    if (!path.endsWith('/stream')) return json(response, { items: [] });
    eventStream(response);
    response.end(frames({ content: 'x' }, { done: true, session_id: 's' }));
  });
  await using kagenti = testClient(server.origin);
  const { agents, chat } = kagenti.asUser(jane);

  for (let round = 0; round < 5; round += 1) {
    for (const call of [
      () => agents.list(),
      () => rejection(agents.get({ namespace: 'team1', name: 'gone' })),
      () => chat.stream({ ...weatherAgent, message: 'hi' }).text(),
    ]) {
      await call();
      // undici has the connection back a moment after the answer is there.
      await sleep(10);
    }
  }

  expect(server.requests).toHaveLength(15);
  expect(ports.size).toBe(1);
});
