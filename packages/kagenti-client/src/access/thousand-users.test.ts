import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import { testClient } from '../../test/fixtures/test-client.fixture.ts';

test('the server sees each user on that user’s call [audit-identity/Concurrent users never mix]', async () => {
  await using server = await ScriptedServer.start(async (response, { path }, index) => {
    // Answers overtake each other, and some are refused at first, so that attempts interleave.
    await sleep((index * 7) % 20);
    json(response, { metadata: { name: path } }, index % 10 === 3 ? 503 : 200);
  });
  await using kagenti = testClient(server.origin, { retry: { budget: 1_000, maxRetries: 10 } });
  const users = Array.from({ length: 1_000 }, (_, index) => `user-${index}`);

  await Promise.all(
    users.map(name =>
      kagenti.asUser(`user:default/${name}`).agents.get({ namespace: 'team1', name }),
    ),
  );

  const seen = server.requests.map(({ path, headers }) => [
    path.split('/').at(-1),
    headers['x-backstage-user'],
  ]);
  expect(seen.length).toBeGreaterThan(1_000);
  expect(seen.filter(([name, user]) => user !== `user:default/${String(name)}`)).toEqual([]);
  expect(new Set(seen.map(([name]) => name)).size).toBe(1_000);
});
