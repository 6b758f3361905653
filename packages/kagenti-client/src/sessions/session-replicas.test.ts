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
/** Two that share a key, and one that has another. */
let replicas: readonly ChildProcess[] = [];

beforeAll(async () => {
  server = await ScriptedServer.start(response => {
    json(response, { content: 'hi', session_id: 'ctx-1', is_complete: true });
  });
  replicas = [sharedKey, sharedKey, 'another key, which is as long as it must be'].map(key =>
    fork(program, [server.origin, key]),
  );
});
afterAll(async () => {
  for (const replica of replicas) replica.kill();
  await server.stop();
});

async function ask(replica: ChildProcess, request: ReplicaRequest): Promise<ReplicaAnswer> {
  const answered = once(replica, 'message');
  replica.send(request);
  const [answer]: ReplicaAnswer[] = await answered;
  return answer ?? {};
}

test("another user's session is refused on every replica before anything is sent, and its owner's goes on where the key is shared [audit-identity/Session crosses replicas with the same key]", async () => {
  const [first, second, stranger] = replicas;
  if (first === undefined || second === undefined || stranger === undefined)
    throw new Error('none');
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
  const goneOn = [
    await ask(first, { user: jane, sessionId }),
    await ask(second, { user: jane, sessionId }),
  ];

  expect(sessionId).toMatch(/^ctx-1\../);
  expect(refused).toEqual(refused.map(() => ({ code: 'session_refused' })));
  expect(sentForThem).toBe(0);
  expect(goneOn).toEqual([{ sessionId }, { sessionId }]);
  expect(server.requests.slice(sent).map(({ body }) => JSON.parse(body).session_id)).toEqual([
    'ctx-1',
    'ctx-1',
  ]);
}, 60_000);
