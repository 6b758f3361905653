import { expect, test, vi } from 'vitest';
import { startKagentiServer } from '../../test/fixtures/kagenti-server.fixture.ts';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import {
  jane,
  rejection,
  testClient,
  weatherAgent,
} from '../../test/fixtures/test-client.fixture.ts';
import {
  isConflict,
  isForbidden,
  isInvalid,
  isNotFound,
  isRateLimited,
  isUnauthorized,
  isUnavailable,
  type StatusGuard,
} from './status-guards.ts';

const guards: Readonly<Record<string, StatusGuard>> = {
  isInvalid,
  isUnauthorized,
  isForbidden,
  isNotFound,
  isConflict,
  isRateLimited,
  isUnavailable,
};
const statusesOf: Readonly<Record<string, readonly number[]>> = {
  isInvalid: [400, 422],
  isUnauthorized: [401],
  isForbidden: [403],
  isNotFound: [404],
  isConflict: [409],
  isRateLimited: [429],
  isUnavailable: [502, 503, 504],
};
const statuses = [400, 401, 403, 404, 405, 409, 422, 429, 500, 501, 502, 503, 504];

test('C8: each guard takes its statuses, also of another copy of the package [kagenti-api/Error is tested by its status]', async () => {
  vi.resetModules();
  const { KagentiClient: OtherClient } = await import('../kagenti-client.ts');
  let status = 200;
  await using server = await ScriptedServer.start(response =>
    json(response, { detail: '' }, status),
  );
  const tokens = { getToken: async () => 'a-token', invalidate: () => true };
  const retry = { maxRetries: 0 };
  await using own = testClient(server.origin, { tokens, retry });
  await using other = new OtherClient({ baseUrl: server.origin, tokens, retry });

  for (const client of [own, other]) {
    const taken: Record<string, number[]> = {};
    for (status of statuses) {
      const error = await rejection(client.asUser(jane).agents.list());
      for (const [name, guard] of Object.entries(guards)) {
        if (guard(error)) (taken[name] ??= []).push(status);
      }
    }
    expect(taken).toEqual(statusesOf);
  }
});

test('C8: no guard takes a refused permission, a failed connection or what is no error', async () => {
  await using kagenti = testClient('http://127.0.0.1:1', {
    authorize: ({ operation }) => operation !== 'agents.get',
    retry: { maxRetries: 0 },
  });
  const { agents } = kagenti.asUser(jane);
  const others = [
    await rejection(agents.get(weatherAgent)),
    await rejection(agents.list()),
    Object.assign(new Error('no'), { status: 404 }),
    { status: 404 },
    undefined,
    null,
    404,
  ];

  for (const guard of Object.values(guards)) {
    expect(others.filter(value => guard(value))).toEqual([]);
  }
});

test('C8: a guard narrows, so that what Kagenti says can be read', async () => {
  const { backend, tokens, stop } = await startKagentiServer();
  await using kagenti = testClient(backend.baseUrl, { tokens });
  const error = await rejection(
    kagenti.asUser(jane).agents.get({ namespace: 'team1', name: 'nope' }),
  );
  await stop();

  if (!isNotFound(error)) throw new Error('It is not found.');
  const said: string | undefined = error.detail;
  expect(said).toBe("Agent 'nope' not found in namespace 'team1'");
});
