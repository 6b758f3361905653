import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { json, ScriptedServer } from '../../test/fixtures/scripted-server.fixture.ts';
import type { ReplicaAnswer, ReplicaRequest } from '../../test/fixtures/session-replica.fixture.ts';
import { jane } from '../../test/fixtures/test-client.fixture.ts';

const program = fileURLToPath(
  new URL('../../test/fixtures/session-replica.fixture.ts', import.meta.url),
);
const sharedKey = 'a key that two replicas share, of 32 bytes and more';
const joe = 'user:default/joe';

let server: ScriptedServer;
const replicas: ChildProcess[] = [];

beforeAll(async () => {
  server = await ScriptedServer.start(response => {
    json(response, { content: 'hi', session_id: 'ctx-1', is_complete: true });
  });
});
afterAll(async () => {
  for (const replica of replicas) replica.kill();
  await server.stop();
});

/** A replica that binds with the first key, and verifies with all. */
function startReplica(...keys: readonly string[]): ChildProcess {
  const replica = fork(program, [server.origin, ...keys]);
  replicas.push(replica);
  return replica;
}

async function ask(replica: ChildProcess, request: ReplicaRequest): Promise<ReplicaAnswer> {
  const answered = once(replica, 'message');
  replica.send(request);
  const [answer]: ReplicaAnswer[] = await answered;
  return answer ?? {};
}

test("another user's session is refused on every replica before anything is sent, and its owner's continues where the key is shared [audit-identity/Session crosses replicas with the same key]", async () => {
  const [first, second] = [startReplica(sharedKey), startReplica(sharedKey)];
  const stranger = startReplica('another key, which is as long as it must be');
  const { sessionId = '' } = await ask(first, { user: jane });
  const sent = server.requests.length;

  const refused = [
    await ask(first, { user: joe, sessionId }),
    await ask(second, { user: joe, sessionId }),
    await ask(stranger, { user: joe, sessionId }),
    await ask(stranger, { user: jane, sessionId }),
    await ask(second, { user: jane, sessionId: 'ctx-1' }),
  ];
  const sentForThem = server.requests.length - sent;
  const continued = [
    await ask(first, { user: jane, sessionId }),
    await ask(second, { user: jane, sessionId }),
  ];

  expect(sessionId).toMatch(/^ctx-1\../);
  expect(refused).toEqual(refused.map(() => ({ code: 'session_refused' })));
  expect(sentForThem).toBe(0);
  expect(continued).toEqual([{ sessionId }, { sessionId }]);
  expect(server.requests.slice(sent).map(({ body }) => JSON.parse(body).session_id)).toEqual([
    'ctx-1',
    'ctx-1',
  ]);
}, 60_000);

test('A9: replicas at any two neighbouring steps of a rotation accept the sessions of each other [audit-identity/Session survives a rotation of its key]', async () => {
  const [former, next] = ['the secret of last year', 'the secret of this year'];
  const before = startReplica(former);
  const announced = startReplica(former, next);
  const swapped = startReplica(next, former);
  const after = startReplica(next);
  const handedOver = async (from: ChildProcess, to: ChildProcess) =>
    ask(to, { user: jane, ...(await ask(from, { user: jane })) });

  for (const [older, newer] of [
    [before, announced],
    [announced, swapped],
    [swapped, after],
  ] as const) {
    expect(await handedOver(older, newer)).toHaveProperty('sessionId');
    expect(await handedOver(newer, older)).toHaveProperty('sessionId');
  }

  const begun = await ask(before, { user: jane });
  expect(await ask(after, { user: jane, ...begun })).toEqual({ code: 'session_refused' });
  const continued = await ask(swapped, { user: jane, ...begun });
  expect(continued).not.toEqual(begun);
  expect(await ask(after, { user: jane, ...continued })).toEqual(continued);
  expect(await ask(swapped, { user: joe, ...begun })).toEqual({ code: 'session_refused' });
}, 60_000);
